using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Writing;

/// <summary>What a node says of the window that it moves over an image.</summary>
internal static class WindowAttributes
{
    private static readonly WindowSize None = 1;

    /// <summary>Those of a convolution, whose kernel is in so many groups.</summary>
    public static AttributeProto[] Of(Window window, TensorShape input, int groups)
    {
        List<AttributeProto> attributes = Of(window, input, byName: window.Dilation == None);
        if (window.Dilation != None)
        {
            attributes.Add(AttributeProto.OfIntegers("dilations", window.Dilation.Height, window.Dilation.Width));
        }

        if (groups != 1)
        {
            attributes.Add(AttributeProto.OfInteger("group", groups));
        }

        return [.. attributes];
    }

    /// <summary>Those of a pooling. By <c>auto_pad</c>, ONNX Runtime 1.31 runs none that leaves pixels out between its windows.</summary>
    public static AttributeProto[] Of(PoolingLayer pooling, TensorShape input)
    {
        (WindowSize size, WindowSize strides, _) = pooling.Window;
        return [.. Of(pooling.Window, input, byName: strides.Height <= size.Height && strides.Width <= size.Width)];
    }

    private static List<AttributeProto> Of(Window window, TensorShape input, bool byName) =>
    [
        AttributeProto.OfIntegers("kernel_shape", window.Size.Height, window.Size.Width),
        Pads(window, input, byName),
        AttributeProto.OfIntegers("strides", window.Strides.Height, window.Strides.Width),
    ];

    /// <summary>
    /// What the window does at the edges, in pixels, which every reader knows. Where <see cref="Padding.Same"/> pads
    /// nothing, the older <c>auto_pad</c> says that it was meant, so that the layer is read back as it was; but only where ONNX
    /// Runtime takes it, which is not with a dilated window. Else it is read back as <see cref="Padding.Valid"/>, which is the same.
    /// </summary>
    private static AttributeProto Pads(Window window, TensorShape input, bool byName)
    {
        (WindowPlacement rows, WindowPlacement columns) = window.Place(input);
        bool padsNothing = rows.PaddingBefore + rows.PaddingAfter + columns.PaddingBefore + columns.PaddingAfter == 0;
        return byName && window.Padding == Padding.Same && padsNothing
            ? AttributeProto.OfText("auto_pad", "SAME_UPPER")
            : AttributeProto.OfIntegers("pads", rows.PaddingBefore, columns.PaddingBefore, rows.PaddingAfter, columns.PaddingAfter);
    }
}
