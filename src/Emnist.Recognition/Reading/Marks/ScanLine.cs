namespace Emnist.Recognition.Reading.Marks;

/// <summary>A row or column of ink.</summary>
/// <param name="Runs">How many strokes it crosses.</param>
/// <param name="Start">Where the first starts, in pixels from the ink's box.</param>
/// <param name="End">Where the last ends.</param>
/// <param name="Ink">How many of its pixels are ink.</param>
internal readonly record struct ScanLine(int Runs, int Start, int End, int Ink)
{
    public double Middle => (Start + End) / 2.0;

    public int Width => End - Start;

    /// <summary>The row, seen in a mirror.</summary>
    public ScanLine Mirrored(int width) => this with { Start = width - End, End = width - Start };
}
