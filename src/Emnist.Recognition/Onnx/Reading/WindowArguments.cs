using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>The window of a node that convolves or pools. Padding is read where Keras has a word for it.</summary>
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
    /// <param name="input">The image.</param>
    public static (WindowSize Strides, Padding Padding) Read(NodeArguments node, WindowSize window, TensorShape input)
    {
        IReadOnlyList<long> strides = Pair(node, "strides");
        IReadOnlyList<long> dilations = Pair(node, "dilations");
        IReadOnlyList<long> pads = node.Integers("pads") ?? [0, 0, 0, 0];
        string automatic = node.Text("auto_pad", "NOTSET");
        if (!dilations.SequenceEqual([1, 1]))
        {
            throw node.Fault("has a dilated window");
        }

        if (pads.Count != 4 || pads.Any(static pad => pad is < 0 or > ModelLimits.WindowSide))
        {
            throw node.Fault($"has the pads [{string.Join(", ", pads)}]");
        }

        var stride = new WindowSize { Height = Side(node, strides[0]), Width = Side(node, strides[1]) };
        bool Fits(Padding padding) =>
            Matches(input.Height, window.Height, stride.Height, padding, pads[0], pads[2])
            && Matches(input.Width, window.Width, stride.Width, padding, pads[1], pads[3]);
        Padding? found = automatic switch
        {
            "SAME_UPPER" => Padding.Same,
            "SAME_LOWER" when PadsEvenly(new Window(window, stride, Padding.Same), input) => Padding.Same,
            "VALID" => Padding.Valid,
            "NOTSET" when Fits(Padding.Valid) => Padding.Valid,
            "NOTSET" when Fits(Padding.Same) => Padding.Same,
            _ => null,
        };
        return (stride, found ?? throw node.Fault(
            $"pads its input {input} by [{string.Join(", ", pads)}] (auto_pad {automatic}), "
            + "which is neither Padding.Valid nor Padding.Same"));
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

    /// <summary>Whether the windows lie where Keras lays them: what is padded but not reached does not matter.</summary>
    private static bool Matches(int size, int window, int stride, Padding padding, long before, long after)
    {
        WindowPlacement placement = WindowPlacement.Create(size, window, stride, padding);
        long room = size + before + after - window;
        return before == placement.PaddingBefore && room >= 0 && (room / stride) + 1 == placement.Count;
    }

    private static bool PadsEvenly(Window window, TensorShape input)
    {
        (WindowPlacement rows, WindowPlacement columns) = window.Place(input);
        return rows.PaddingBefore == rows.PaddingAfter && columns.PaddingBefore == columns.PaddingAfter;
    }
}
