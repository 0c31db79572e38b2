namespace Emnist.Recognition.Networks;

/// <summary>A window that moves over an image, as a convolution's or a pooling's does.</summary>
internal readonly record struct Window(WindowSize Size, WindowSize Strides, Padding Padding)
{
    public (WindowPlacement Rows, WindowPlacement Columns) Place(TensorShape input) =>
        (WindowPlacement.Create(input.Height, Size.Height, Strides.Height, Padding),
         WindowPlacement.Create(input.Width, Size.Width, Strides.Width, Padding));

    /// <summary>How many windows lie side by side and one below the other.</summary>
    /// <exception cref="NetworkShapeException">None fits.</exception>
    public ImageSize Count(string layerName, TensorShape input)
    {
        (WindowPlacement rows, WindowPlacement columns) = Place(input);
        return rows.Count == 0 || columns.Count == 0
            ? throw new NetworkShapeException(layerName, input, $"the {Size} window does not fit; use Padding.Same or a smaller window.")
            : new ImageSize { Width = columns.Count, Height = rows.Count };
    }

    /// <summary>The options in invariant notation: part of a checkpoint's identity, which must not change.</summary>
    public override string ToString() => $"{Size} strides {Strides} {Padding}";
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
}
