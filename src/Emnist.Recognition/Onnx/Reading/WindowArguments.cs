using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>
/// The window of a Conv or pooling node. Padding is read as Keras calls it where it has a word for it, else as it is given.
/// </summary>
internal static class WindowArguments
{
    /// <summary>How many pixels the positions of the window lie apart.</summary>
    public static WindowSize ReadDilation(NodeArguments node)
    {
        IReadOnlyList<long> dilations = Pair(node, "dilations");
        return new WindowSize { Height = Side(node, dilations[0]), Width = Side(node, dilations[1]) };
    }

    /// <summary>The rest of the window's arguments.</summary>
    /// <param name="node">The node.</param>
    /// <param name="window">Rows and columns from the window's first position to its last.</param>
    /// <param name="input">What the window lies on.</param>
    /// <param name="roundsUp">Whether a last window may reach over the padding's edge.</param>
    public static Window Read(NodeArguments node, WindowSize window, TensorShape input, bool roundsUp)
    {
        IReadOnlyList<long> strides = Pair(node, "strides");
        IReadOnlyList<long> pads = node.Integers("pads") ?? [0, 0, 0, 0];
        string automatic = node.Text("auto_pad", "NOTSET");
        if (pads.Count != 4 || pads.Any(static pad => pad is < 0 or > ModelLimits.WindowSide))
        {
            throw node.Fault($"has the pads [{string.Join(", ", pads)}]");
        }

        var stride = new WindowSize { Height = Side(node, strides[0]), Width = Side(node, strides[1]) };
        var same = new Window(window, stride, Padding.Same);
        var valid = new Window(window, stride, Padding.Valid);
        switch (automatic)
        {
            case "SAME_UPPER":
                return same;
            case "SAME_LOWER":
                (WindowPlacement sameRows, WindowPlacement sameColumns) = same.Place(input);
                var lower = new WindowPads(
                    sameRows.PaddingAfter, sameColumns.PaddingAfter, sameRows.PaddingBefore, sameColumns.PaddingBefore);
                return PadsEvenly(lower) ? same : valid with { Pads = lower };
            case "VALID":
                return valid;
            case "NOTSET":
                (int top, int bottom) = Given(input.Height, window.Height, stride.Height, pads[0], pads[2], roundsUp);
                (int left, int right) = Given(input.Width, window.Width, stride.Width, pads[1], pads[3], roundsUp);
                Window given = valid with { Pads = new WindowPads(top, left, bottom, right) };
                return LiesAs(given, valid, input) ? valid : LiesAs(given, same, input) ? same : given;
            default:
                throw node.Fault($"pads by auto_pad {automatic}, which is none of NOTSET, VALID, SAME_UPPER and SAME_LOWER");
        }
    }

    /// <summary>A size that a window or stride may have.</summary>
    public static int Side(NodeArguments node, long value) =>
        value is >= 1 and <= ModelLimits.WindowSide
            ? (int)value
            : throw node.Fault($"has a window or stride of {value}; 1 to {ModelLimits.WindowSide} are read");

    private static IReadOnlyList<long> Pair(NodeArguments node, string name)
    {
        IReadOnlyList<long> values = node.Integers(name) ?? [1, 1];
        return values.Count == 2 ? values : throw node.Fault($"has {values.Count} {name} instead of 2");
    }

    /// <summary>
    /// The padding on two sides. A window more, that reaches over the edge, is one on more padding; as long as it begins on the image or
    /// on the padding before it.
    /// </summary>
    private static (int Before, int After) Given(int size, int window, int stride, long before, long after, bool roundsUp)
    {
        long room = size + before + after - window;
        long over = roundsUp && room >= 0 ? (stride - (room % stride)) % stride : 0;
        bool begins = size + after + over - window < size;
        return ((int)before, (int)(after + (over > 0 && begins ? over : 0)));
    }

    /// <summary>Whether the windows lie where others do: what is padded but not reached does not matter.</summary>
    private static bool LiesAs(Window given, Window other, TensorShape input)
    {
        static bool Same(WindowPlacement x, WindowPlacement y) => x.PaddingBefore == y.PaddingBefore && x.Count == y.Count;
        ((WindowPlacement rows, WindowPlacement columns), (WindowPlacement otherRows, WindowPlacement otherColumns)) =
            (given.Place(input), other.Place(input));
        return Same(rows, otherRows) && Same(columns, otherColumns);
    }

    private static bool PadsEvenly(WindowPads pads) => pads.Top == pads.Bottom && pads.Left == pads.Right;
}
