namespace Emnist.Recognition.Reading.Marks;

/// <summary>An S about an upright stroke, or the ends of one, that are over and under it.</summary>
internal static class DollarSign
{
    /// <summary>The rows at either end, which cross the stroke alone, and the part of them that do.</summary>
    private static readonly Zone TopEnd = new(0, 0.07);
    private static readonly Zone BottomEnd = new(0.93, 1);
    private static readonly FuzzySet BareEnds = FuzzySet.Above(0.6, 0.95);

    /// <summary>The stroke's lean from upright, in degrees.</summary>
    private static readonly FuzzySet Lean = FuzzySet.Below(20, 28);

    /// <summary>
    /// The rows where an S has ink on the left alone, on the right alone, and on both sides; and the part of them that have.
    /// </summary>
    private static readonly Zone UpperBowl = new(0.28, 0.46);
    private static readonly Zone LowerBowl = new(0.56, 0.72);
    private static readonly FuzzySet BowlRows = FuzzySet.Above(0.2, 0.38);
    private static readonly Zone Crown = new(0.1, 0.26);
    private static readonly Zone Sole = new(0.75, 0.9);
    private const double MinBothSides = 0.15;

    /// <summary>Ink so far beside the stroke is the S's, in heights of the line.</summary>
    private const double BowlReach = 0.095;

    /// <summary>
    /// A row crosses the stroke alone within so many times the pen's thickness, or a pixel more than it; where a stroke goes through all of
    /// this zone but for a part, within this part of the sign's width: there may be two, or a thick one.
    /// </summary>
    private const double BareWidth = 1.5;
    private const double BarePart = 0.45;
    private static readonly Zone Through = new(0.2, 0.8);
    private const double MinThrough = 0.8;

    /// <summary>How much the ink is one.</summary>
    public static double Likeness(MarkInk ink)
    {
        ScanLine[] rows = ink.Rows;
        double stroke = ink.PixelStroke;
        double top = TopEnd.Of(rows.Length).Average(y => rows[y].Middle);
        double bottom = BottomEnd.Of(rows.Length).Average(y => rows[y].Middle);
        double most = Math.Max(BareWidth * stroke, stroke + 1);
        if (Through.Share(rows.Length, y => ink.At(Math.Clamp((int)StrokeAt(y), 0, ink.PixelsWide - 1), y)) >= MinThrough)
        {
            most = Math.Max(most, BarePart * ink.PixelsWide);
        }

        double bare = BareEnds.Of(Math.Min(TopEnd.Share(rows.Length, IsBare), BottomEnd.Share(rows.Length, IsBare)));
        if (bare == 0)
        {
            return 0;
        }

        double lean = Lean.Of(Math.Abs(Math.Atan2(top - bottom, rows.Length)) * 180 / Math.PI);
        double reach = (stroke / 2) + (BowlReach * ink.PixelHeight);
        bool hasEnds = Crown.Share(rows.Length, y => IsLeft(y) && IsRight(y)) > MinBothSides
            && Sole.Share(rows.Length, y => IsLeft(y) && IsRight(y)) > MinBothSides;
        return !hasEnds ? 0
            : bare * lean * BowlRows.Of(UpperBowl.Share(rows.Length, y => IsLeft(y) && !IsRight(y)))
                * BowlRows.Of(LowerBowl.Share(rows.Length, y => IsRight(y) && !IsLeft(y)));

        bool IsBare(int y) => rows[y].Width <= most;

        bool IsLeft(int y) => StrokeAt(y) - rows[y].Start > reach;

        bool IsRight(int y) => rows[y].End - StrokeAt(y) > reach;

        double StrokeAt(int y) => top + ((bottom - top) * y / (rows.Length - 1));
    }
}
