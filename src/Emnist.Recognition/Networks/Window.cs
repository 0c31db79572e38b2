namespace Emnist.Recognition.Networks;

/// <summary>A window that moves over an image, as a convolution's or a pooling's does.</summary>
internal readonly record struct Window(WindowSize Size, WindowSize Strides, Padding Padding)
{
    /// <summary>Pixels from one position of the window to the next.</summary>
    public WindowSize Dilation { get; init; } = 1;

    private string DilationText => Dilation == WindowSize.Square(1) ? "" : $" dilation {Dilation}";

    /// <summary>Rows of pixels from the first position to the last.</summary>
    private long Height => ((Size.Height - 1L) * Dilation.Height) + 1;

    /// <summary>Columns, likewise.</summary>
    private long Width => ((Size.Width - 1L) * Dilation.Width) + 1;

    /// <summary>
    /// The padding of a network that came from elsewhere, in place of <see cref="Padding"/>; null for none. Keras has no word for it.
    /// </summary>
    public WindowPads? Pads { get; init; }

    public (WindowPlacement Rows, WindowPlacement Columns) Place(TensorShape input) => Pads is { } pads
        ? (WindowPlacement.Create(input.Height, (int)Height, Strides.Height, pads.Top, pads.Bottom),
           WindowPlacement.Create(input.Width, (int)Width, Strides.Width, pads.Left, pads.Right))
        : (WindowPlacement.Create(input.Height, (int)Height, Strides.Height, Padding),
           WindowPlacement.Create(input.Width, (int)Width, Strides.Width, Padding));

    /// <summary>How many windows lie side by side and one below the other.</summary>
    /// <exception cref="NetworkShapeException">None fits.</exception>
    public ImageSize Count(string layerName, TensorShape input)
    {
        if (Math.Max(Height, Width) > int.MaxValue)
        {
            throw new NetworkShapeException(
                layerName, input, $"the {Size}{DilationText} window is larger than {int.MaxValue} pixels; make it smaller.");
        }

        (WindowPlacement rows, WindowPlacement columns) = Place(input);
        return rows.Count == 0 || columns.Count == 0
            ? throw new NetworkShapeException(
                layerName, input, $"the {Size}{DilationText} window does not fit; use Padding.Same or a smaller window.")
            : new ImageSize { Width = columns.Count, Height = rows.Count };
    }

    /// <summary>The options in invariant notation: part of a checkpoint's identity, which must not change.</summary>
    public override string ToString() => $"{Size} strides {Strides} {(Pads is { } pads ? pads : Padding)}{DilationText}";
}

/// <summary>Pixels added on the four sides of an image: 0 or more each.</summary>
internal readonly record struct WindowPads(int Top, int Left, int Bottom, int Right)
{
    /// <summary>Part of a checkpoint's identity, which must not change.</summary>
    public override string ToString() => FormattableString.Invariant($"padded by {Top}, {Left}, {Bottom}, {Right}");
}

/// <summary>Where windows lie along one side of an image: how many, and how much padding comes before the first.</summary>
internal readonly record struct WindowPlacement(int Count, int PaddingBefore, int PaddingAfter)
{
    /// <summary>Keras's and TensorFlow's arithmetic; a count of zero means that the window does not fit.</summary>
    public static WindowPlacement Create(int size, int window, int stride, Padding padding)
    {
        if (padding == Padding.Valid)
        {
            return new WindowPlacement(size < window ? 0 : ((size - window) / stride) + 1, 0, 0);
        }

        // Window and stride may be as large as an int is.
        int count = ((size - 1) / stride) + 1;
        int total = (int)Math.Max(0, ((count - 1) * (long)stride) + window - size);
        return new WindowPlacement(count, total / 2, total - (total / 2));
    }

    /// <summary>ONNX's and PyTorch's arithmetic, with the padding given.</summary>
    public static WindowPlacement Create(int size, int window, int stride, int before, int after)
    {
        long room = (long)size + before + after - window;
        return new WindowPlacement(room < 0 ? 0 : (int)(room / stride) + 1, before, after);
    }
}
