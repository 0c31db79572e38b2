namespace Emnist.Recognition.Reading.Marks;

/// <summary>A straight stem with an arm to the right at either end. Measures are in heights of the line.</summary>
internal static class SquareBracket
{
    /// <summary>How long the arms are, and the shorter to the longer.</summary>
    private static readonly FuzzySet ArmLength = new(0.04, 0.09, 0.42, 0.55);
    private static readonly FuzzySet ArmBalance = FuzzySet.Above(0.2, 0.35);

    /// <summary>The rows of the arms, and those of the stem alone.</summary>
    private static readonly Zone UpperArm = new(0, 0.22);
    private static readonly Zone LowerArm = new(0.78, 1);
    private static readonly Zone Stem = new(0.2, 0.8);

    /// <summary>The rows in which the stem's left side is straight: an arm may rise or fall beyond them.</summary>
    private static readonly Zone Straight = new(0.1, 0.9);

    /// <summary>
    /// How far that side is from straight, in wavers; how far it leans to its height; and how thick the stem is, in strokes.
    /// </summary>
    private static readonly FuzzySet StemError = FuzzySet.Below(0.5, 0.9);
    private static readonly FuzzySet StemLean = FuzzySet.Below(0.35, 0.5);
    private static readonly FuzzySet StemWidth = FuzzySet.Below(1.8, 2.4);

    /// <summary>How far ink is behind the stem, in wavers: the serifs of an I are.</summary>
    private static readonly FuzzySet NothingBehind = FuzzySet.Below(0.6, 1);

    /// <summary>
    /// The part of the stem's rows that are bare: no wider than so many times a narrow one. The bar of an E or a 3 is wider.
    /// </summary>
    private static readonly FuzzySet BareRows = FuzzySet.Above(0.85, 0.95);
    private const double BareWidth = 1.35;
    private const double NarrowRow = 0.25;

    /// <summary>How much rows are as those of one.</summary>
    /// <param name="ink">The ink.</param>
    /// <param name="rows">Its rows, or those of its mirror image.</param>
    public static double Likeness(MarkInk ink, ScanLine[] rows)
    {
        int[] stem = [.. Stem.Of(rows.Length)];
        if (stem.Length < 3)
        {
            return 0;
        }

        // The stem's left side, by a line through its middle.
        double meanY = stem.Average();
        double meanX = stem.Average(y => rows[y].Start);
        double slope = stem.Sum(y => (y - meanY) * (rows[y].Start - meanX)) / stem.Sum(y => (y - meanY) * (y - meanY));
        double waver = ink.Waver * ink.PixelHeight;
        double side = StemError.Of(Straight.Of(rows.Length).Max(y => Math.Abs(rows[y].Start - SideAt(y))) / waver)
            * StemLean.Of(Math.Abs(slope)) * NothingBehind.Of(rows.Select((row, y) => SideAt(y) - row.Start).Max() / waver);
        if (side == 0)
        {
            return 0;
        }

        double width = stem.Select(y => rows[y].Width).Order().ElementAt((int)(NarrowRow * stem.Length));
        double bareWidth = Math.Max(BareWidth * width, width + 1);
        double bare = Stem.Share(rows.Length, y => rows[y].Runs == 1 && rows[y].Width <= bareWidth);
        double upper = UpperArm.Of(rows.Length).Max(ArmAt);
        double lower = LowerArm.Of(rows.Length).Max(ArmAt);
        return side * StemWidth.Of(width / ink.PixelStroke) * BareRows.Of(bare) * ArmLength.Of(upper) * ArmLength.Of(lower)
            * ArmBalance.Of(Math.Min(upper, lower) / Math.Max(upper, lower));

        double SideAt(int y) => meanX + (slope * (y - meanY));

        double ArmAt(int y) => (rows[y].End - SideAt(y) - width) / ink.PixelHeight;
    }
}
