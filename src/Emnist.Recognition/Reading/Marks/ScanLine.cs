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

    /// <summary>The rows or columns of ink.</summary>
    /// <param name="ink">The pixels.</param>
    /// <param name="count">How many scan lines there are.</param>
    /// <param name="length">How many pixels each has.</param>
    /// <param name="step">From a scan line to the next.</param>
    /// <param name="along">From a pixel to the next.</param>
    public static ScanLine[] Of(ReadOnlySpan<bool> ink, int count, int length, int step, int along)
    {
        ScanLine[] lines = new ScanLine[count];
        for (int line = 0; line < count; line++)
        {
            (int runs, int start, int end, int inked) = (0, 0, 0, 0);
            bool before = false;
            for (int i = 0, at = line * step; i < length; i++, at += along)
            {
                bool here = ink[at];
                if (here)
                {
                    start = inked == 0 ? i : start;
                    (runs, end, inked) = (before ? runs : runs + 1, i + 1, inked + 1);
                }

                before = here;
            }

            lines[line] = new ScanLine(runs, start, end, inked);
        }

        return lines;
    }
}
