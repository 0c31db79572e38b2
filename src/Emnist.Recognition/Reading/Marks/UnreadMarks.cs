namespace Emnist.Recognition.Reading.Marks;

/// <summary>Tells what is too small for a character, or where none stands: some mark, whichever.</summary>
internal static class UnreadMarks
{
    /// <summary>The longer side of what is too small, in heights of the line.</summary>
    private static readonly FuzzySet Small = FuzzySet.Below(0.36, 0.48);

    /// <summary>Where what hangs over the line ends, and how tall it is.</summary>
    private static readonly FuzzySet HighBottom = FuzzySet.Above(0.3, 0.44);
    private static readonly FuzzySet HighHeight = FuzzySet.Below(0.6, 0.72);

    /// <summary>Where what stands under the line starts.</summary>
    private static readonly FuzzySet LowTop = FuzzySet.Below(0.1, 0.22);

    /// <summary>The height of what is too flat.</summary>
    private static readonly FuzzySet Flat = FuzzySet.Below(0.32, 0.42);

    /// <summary>How thick it is, in strokes of the line's pen: a speck is thinner.</summary>
    private static readonly FuzzySet Thick = FuzzySet.Above(0.4, 0.75);

    /// <summary>
    /// What is flat or high may be a part of a character that does not touch the rest; so may, however small, what is so many times as
    /// wide as high.
    /// </summary>
    private const double LoosePart = 0.62;
    private const double BarAspect = 2;

    /// <summary>How far aside what stands over a point is, and how tall: an exclamation or a question mark.</summary>
    private static readonly FuzzySet OverAside = FuzzySet.Below(0.12, 0.22);
    private static readonly FuzzySet OverHeight = FuzzySet.Above(0.3, 0.45);

    public static double Read(MarkInk ink)
    {
        double thick = ink.Pieces.Max(piece => Thick.Of(piece.Breadth / ink.Stroke));
        double loose = Math.Max(Flat.Of(ink.Height), Math.Max(HighBottom.Of(ink.Bottom) * HighHeight.Of(ink.Height), LowTop.Of(ink.Top)));
        double small = ink.Width > BarAspect * ink.Height ? 0 : Small.Of(Math.Max(ink.Width, ink.Height));
        double unlike = Math.Max(small, LoosePart * loose);
        return Math.Max(thick * unlike, ink.Pieces is [MarkPiece first, MarkPiece second] ? PointUnder(ink, first, second) : 0);
    }

    private static double PointUnder(MarkInk ink, MarkPiece first, MarkPiece second)
    {
        (MarkPiece upper, MarkPiece point) = first.Y > second.Y ? (first, second) : (second, first);
        double aside = Math.Max(0, Math.Max(upper.Left, point.Left) - Math.Min(upper.Right, point.Right));
        return upper.Bottom < point.Top ? 0
            : SmallMarks.Point(point) * Thick.Of(point.Breadth / ink.Stroke) * OverAside.Of(aside) * OverHeight.Of(upper.Height);
    }
}
