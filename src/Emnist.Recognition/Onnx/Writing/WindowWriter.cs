using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Writing;

/// <summary>Writes what a window does at the edges.</summary>
internal static class WindowWriter
{
    /// <summary>
    /// The padding in pixels, which every reader knows. Where <see cref="Networks.Padding.Same"/> pads nothing, the
    /// older <c>auto_pad</c> says that it was meant, so that the layer is read back as it was.
    /// </summary>
    public static AttributeProto Padding((WindowPlacement Rows, WindowPlacement Columns) placement, Padding padding)
    {
        (WindowPlacement rows, WindowPlacement columns) = placement;
        bool padsNothing = rows.PaddingBefore + rows.PaddingAfter + columns.PaddingBefore + columns.PaddingAfter == 0;
        return padding == Networks.Padding.Same && padsNothing
            ? AttributeProto.OfText("auto_pad", "SAME_UPPER")
            : AttributeProto.OfIntegers("pads", rows.PaddingBefore, columns.PaddingBefore, rows.PaddingAfter, columns.PaddingAfter);
    }
}
