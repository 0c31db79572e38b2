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

    /// <summary>Ink so far beside the stroke is a bowl of the S, and an end of it, in heights of the line.</summary>
    private const double BowlReach = 0.095;
    private const double EndReach = 0.05;

    /// <summary>
    /// A row crosses the stroke alone within so many times the pen's thickness, or a pixel more than it; where a stroke goes through all of
    /// this zone but for a part, within this part of the sign's width: it may be a thick one, or two that touch. Two that do not are no
    /// wider than this part of the width, and so many strokes apart.
    /// </summary>
    private const double BareWidth = 1.5;
    private const double BarePart = 0.5;
    private const double PairPart = 0.55;
    private const double PairFrom = 0.5;
    private static readonly Zone Through = new(0.2, 0.8);
    private const double MinThrough = 0.8;

    /// <summary>How much the ink is one.</summary>
    public static double Likeness(MarkInk ink)
    {
        ScanLine[] rows = ink.Rows;
        double stroke = ink.PixelStroke;
        double top = MiddleOf(TopEnd);
        double bottom = MiddleOf(BottomEnd);
        double most = Math.Max(BareWidth * stroke, stroke + 1);
        int[] widths = [.. TopEnd.Of(rows.Length).Concat(BottomEnd.Of(rows.Length)).Select(y => rows[y].Width).Order()];
        double apart = widths[widths.Length / 2] - stroke;
        double half = 0;
        if (GoesThrough(0))
        {
            most = Math.Max(most, BarePart * ink.PixelsWide);
        }
        else if (apart >= PairFrom * stroke && apart + stroke <= PairPart * ink.PixelsWide && GoesThrough(-apart / 2) && GoesThrough(apart / 2))
        {
            (most, half) = (apart + most, apart / 2);
        }

        double bare = BareEnds.Of(Math.Min(TopEnd.Share(rows.Length, IsBare), BottomEnd.Share(rows.Length, IsBare)));
        if (bare == 0)
        {
            return 0;
        }

        double lean = Lean.Of(Math.Abs(Math.Atan2(top - bottom, rows.Length)) * 180 / Math.PI);
        double reach = half + (stroke / 2) + (BowlReach * ink.PixelHeight);
        double endReach = half + (stroke / 2) + (EndReach * ink.PixelHeight);
        bool hasEnds = Crown.Share(rows.Length, HasBothSides) > MinBothSides && Sole.Share(rows.Length, HasBothSides) > MinBothSides;
        return !hasEnds ? 0
            : bare * lean * BowlRows.Of(UpperBowl.Share(rows.Length, y => IsLeft(y) && !IsRight(y)))
                * BowlRows.Of(LowerBowl.Share(rows.Length, y => IsRight(y) && !IsLeft(y)));

        // Of two strokes one may end before the other.
        double MiddleOf(Zone end)
        {
            double[] middles = [.. end.Of(rows.Length).Select(y => rows[y].Middle).Order()];
            return (middles[middles.Length / 2] + middles[(middles.Length - 1) / 2]) / 2;
        }

        bool GoesThrough(double aside) => Through.Share(
            rows.Length, y => ink.At(Math.Clamp((int)(StrokeAt(y) + aside), 0, ink.PixelsWide - 1), y)) >= MinThrough;

        bool IsBare(int y) => rows[y].Width <= most;

        bool HasBothSides(int y) => StrokeAt(y) - rows[y].Start > endReach && rows[y].End - StrokeAt(y) > endReach;

        bool IsLeft(int y) => StrokeAt(y) - rows[y].Start > reach;

        bool IsRight(int y) => rows[y].End - StrokeAt(y) > reach;

        double StrokeAt(int y) => top + ((bottom - top) * y / (rows.Length - 1));
    }
}
