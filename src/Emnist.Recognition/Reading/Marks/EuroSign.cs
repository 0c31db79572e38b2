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

    /// <summary>
    /// With a thick pen the bars run together: then so many strokes are as thick as so many, and the bars stand out of the bow, whose back
    /// alone is so far over and under them, within so many strokes. They are thicker than the one bar of a pound sign, in strokes.
    /// </summary>
    private const int MergedStrokes = 3;
    private const double MergedInk = 3.4;
    private const double BesideBars = 0.2;
    private const double BackStroke = 2.2;
    private static readonly FuzzySet MergedOut = FuzzySet.Above(0.05, 0.09);
    private static readonly FuzzySet MergedBars = FuzzySet.Above(1.3, 1.6);

    /// <summary>How much the ink is one.</summary>
    public static double Likeness(MarkInk ink)
    {
        ScanLine[] rows = ink.Rows;
        double four = FourStrokes.Of(Middle.Share(ink.PixelsWide, x => ink.Columns[x].Runs == StrokesOver));
        if (four < 1 && MergedBarsOf(ink) is > 0 and var merged)
        {
            four = Math.Max(four, merged * FourStrokes.Of(Middle.Share(ink.PixelsWide, x => HasMerged(ink.Columns[x], ink.PixelStroke))));
        }

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

    private static bool HasMerged(ScanLine column, double stroke) =>
        column.Runs == StrokesOver || (column.Runs == MergedStrokes && column.Ink >= MergedInk * stroke);

    /// <summary>Whether bars that run together stand out of a bow's back.</summary>
    private static double MergedBarsOf(MarkInk ink)
    {
        int[] places = [.. Opening.Of(ink.Rows.Length)];
        int least = places.Min(y => ink.Rows[y].Start);
        int[] bars = [.. places.Where(y => ink.Rows[y].Start <= least + (ink.PixelStroke / 2))];
        int beside = (int)(BesideBars * ink.PixelsHigh);
        (int over, int under) = ((int)bars.Average() - beside, (int)bars.Average() + beside);
        return over >= 0 && under < ink.Rows.Length && IsBack(ink.Rows[over]) && IsBack(ink.Rows[under])
            ? MergedBars.Of(bars.Length / ink.PixelStroke)
                * MergedOut.Of((Math.Min(ink.Rows[over].Start, ink.Rows[under].Start) - least) / ink.PixelHeight)
            : 0;

        bool IsBack(ScanLine row) => row.Runs == 1 && row.Width <= BackStroke * ink.PixelStroke;
    }
}
