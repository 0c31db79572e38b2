namespace Emnist.Recognition.Reading.Marks;

/// <summary>A bow open to the right, with two bars across its left side.</summary>
internal static class EuroSign
{
    /// <summary>The columns that cross bow, bars and bow, and the part of them that do.</summary>
    private static readonly Zone Middle = new(0.28, 0.62);
    private static readonly FuzzySet FourStrokes = FuzzySet.Above(0.2, 0.45);
    private const int StrokesOver = 4;

    /// <summary>The rows that end before the right side, by this part of the width, and the part of them that do.</summary>
    private static readonly Zone Opening = new(0.3, 0.7);
    private static readonly FuzzySet OpenRows = FuzzySet.Above(0.5, 0.8);
    private const double OpenWidth = 0.93;

    /// <summary>The rows that start on the left, within this part of the width, and the part of them that do.</summary>
    private static readonly Zone Back = new(0.15, 0.85);
    private static readonly FuzzySet BackRows = FuzzySet.Above(0.85, 0.97);
    private const double BackWidth = 0.42;

    /// <summary>How far the bars stand out of the bow over and under them, in heights of the line.</summary>
    private static readonly Zone BowOver = new(0.18, 0.3);
    private static readonly Zone BowUnder = new(0.7, 0.82);
    private static readonly FuzzySet BarsOut = FuzzySet.Above(0, 0.05);

    /// <summary>How much the ink is one.</summary>
    public static double Likeness(MarkInk ink)
    {
        ScanLine[] rows = ink.Rows;
        double four = FourStrokes.Of(Middle.Share(ink.PixelsWide, x => ink.Columns[x].Runs == StrokesOver));
        if (four == 0)
        {
            return 0;
        }

        int bow = Math.Min(BowOver.Of(rows.Length).Min(y => rows[y].Start), BowUnder.Of(rows.Length).Min(y => rows[y].Start));
        int bars = Opening.Of(rows.Length).Min(y => rows[y].Start);
        return four * BarsOut.Of((bow - bars) / ink.PixelHeight)
            * OpenRows.Of(Opening.Share(rows.Length, y => rows[y].End < OpenWidth * ink.PixelsWide))
            * BackRows.Of(Back.Share(rows.Length, y => rows[y].Start < BackWidth * ink.PixelsWide));
    }
}
