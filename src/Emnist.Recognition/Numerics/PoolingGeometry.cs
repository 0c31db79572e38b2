namespace Emnist.Recognition.Numerics;

/// <summary>Sizes of a 2-D pooling over images [height, width, channels].</summary>
internal readonly record struct PoolingGeometry(
    int InputHeight,
    int InputWidth,
    int Channels,
    int OutputHeight,
    int OutputWidth,
    int WindowHeight,
    int WindowWidth,
    int StrideHeight,
    int StrideWidth,
    int PaddingTop,
    int PaddingLeft)
{
    /// <summary>Whether a mean is over the whole window, padding of zeros among it.</summary>
    public bool CountsPadding { get; init; }

    public int InputLength => InputHeight * InputWidth * Channels;

    public int OutputLength => OutputHeight * OutputWidth * Channels;

    /// <summary>Whether the windows are of 2 x 2 pixels, side by side and all within the image.</summary>
    public bool IsOfFour =>
        (WindowHeight, WindowWidth, StrideHeight, StrideWidth, PaddingTop, PaddingLeft) == (2, 2, 2, 2, 0, 0)
        && 2 * OutputHeight <= InputHeight && 2 * OutputWidth <= InputWidth;

    /// <summary>Where the window of such an output pixel begins in the input; both are places of values.</summary>
    public int WindowOfFour(int output)
    {
        (int y, int x) = Math.DivRem(output / Channels, OutputWidth);
        return 2 * ((y * InputWidth) + x) * Channels;
    }

    /// <summary>
    /// The rows of the input, first and one past the last, under the window of output row <paramref name="y"/>.
    /// </summary>
    public (int First, int End) InputRows(int y) => Clip((y * StrideHeight) - PaddingTop, WindowHeight, InputHeight);

    /// <summary>
    /// The columns of the input, first and one past the last, under the window of output column <paramref name="x"/>.
    /// </summary>
    public (int First, int End) InputColumns(int x) => Clip((x * StrideWidth) - PaddingLeft, WindowWidth, InputWidth);

    private static (int First, int End) Clip(int start, int length, int limit) =>
        (Math.Max(start, 0), Math.Min(start + length, limit));
}
