using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks;

/// <summary>The sizes that a layer in its place asks of the kernels, in training and in prediction alike.</summary>
internal static class LayerGeometry
{
    public static ConvolutionGeometry Create(Conv2D convolution, NetworkLayer layer)
    {
        (TensorShape input, TensorShape output) = (layer.InputShape, layer.OutputShape);
        (WindowSize size, WindowSize strides, _) = convolution.Window;
        (WindowPlacement rows, WindowPlacement columns) = convolution.Window.Place(input);
        return new ConvolutionGeometry(
            input.Height, input.Width, input.Channels, output.Height, output.Width, output.Channels,
            size.Height, size.Width, strides.Height, strides.Width, rows.PaddingBefore, columns.PaddingBefore);
    }

    /// <summary>A dense layer is a convolution of one pixel whose channels are the inputs.</summary>
    public static ConvolutionGeometry Create(Dense dense, NetworkLayer layer) =>
        ConvolutionGeometry.Dense(layer.InputShape.Length, dense.Units);

    public static PoolingGeometry Create(MaxPooling2D pooling, NetworkLayer layer)
    {
        (TensorShape input, TensorShape output) = (layer.InputShape, layer.OutputShape);
        (WindowSize size, WindowSize strides, _) = pooling.Window;
        (WindowPlacement rows, WindowPlacement columns) = pooling.Window.Place(input);
        return new PoolingGeometry(
            input.Height, input.Width, input.Channels, output.Height, output.Width,
            size.Height, size.Width, strides.Height, strides.Width, rows.PaddingBefore, columns.PaddingBefore);
    }
}
