namespace Emnist.Recognition.Reading.Marks;

/// <summary>
/// A stem on a foot, with a hook to the right at its top and a bar across its middle. Reaches are in heights of the line.
/// </summary>
internal static class PoundSign
{
    /// <summary>The rows of which the widest is the bar's.</summary>
    private static readonly Zone Bar = new(0.34, 0.66);

    /// <summary>How far the bar stands out of the stem on either side.</summary>
    private static readonly FuzzySet BarReach = FuzzySet.Above(0.07, 0.13);

    /// <summary>
    /// The stem is seen in the narrowest rows this far over and under the bar, in strokes, and no wider than so many.
    /// </summary>
    private const double StemDistance = 1;
    private static readonly FuzzySet StemWidth = FuzzySet.Below(1.9, 2.4);

    /// <summary>How far it is to the right over the bar of where it is under it.</summary>
    private static readonly FuzzySet StemLean = new(-0.16, -0.08, 0.3, 0.4);

    /// <summary>The rows of the foot, and their width to the sign's.</summary>
    private static readonly Zone Foot = new(0.86, 1);
    private static readonly FuzzySet FootWidth = FuzzySet.Above(0.6, 0.75);

    /// <summary>The rows of the hook, how much wider than the stem they are, and how far they start before it.</summary>
    private static readonly Zone Hook = new(0, 0.25);
    private static readonly FuzzySet HookReach = FuzzySet.Above(0.05, 0.14);
    private static readonly FuzzySet HookBehind = FuzzySet.Below(0.12, 0.2);

    /// <summary>How much the ink is one.</summary>
    public static double Likeness(MarkInk ink)
    {
        ScanLine[] rows = ink.Rows;
        (double stroke, double height) = (ink.PixelStroke, ink.PixelHeight);
        int bar = Bar.Of(rows.Length).MaxBy(y => rows[y].Width);
        int reach = (int)Math.Ceiling(StemDistance * stroke);
        (int overFrom, int footFrom) = ((int)(Hook.To * rows.Length), (int)(Foot.From * rows.Length));
        if (ink.Pieces.Length != 1 || bar - reach <= overFrom || bar + reach >= footFrom)
        {
            return 0;
        }

        int over = Enumerable.Range(overFrom, bar - reach - overFrom).MinBy(y => rows[y].Width);
        int under = Enumerable.Range(bar + reach, footFrom - bar - reach).MinBy(y => rows[y].Width);
        double stem = rows[over].Start + ((rows[under].Start - rows[over].Start) * (bar - over) / (double)(under - over));
        double foot = Foot.Of(rows.Length).Max(y => rows[y].Width) / (double)ink.PixelsWide;
        double hook = (Hook.Of(rows.Length).Max(y => rows[y].Width) - stroke) / height;
        double behind = (rows[over].Start - Hook.Of(rows.Length).Min(y => rows[y].Start)) / height;
        ScanLine[] tilted = rows[(bar - reach)..(bar + reach)];
        return BarReach.Of((stem - tilted.Min(static row => row.Start)) / height)
            * BarReach.Of((tilted.Max(static row => row.End) - stem - stroke) / height)
            * StemWidth.Of(rows[over].Width / stroke) * StemWidth.Of(rows[under].Width / stroke)
            * StemLean.Of((rows[over].Start - rows[under].Start) / height)
            * FootWidth.Of(foot) * HookReach.Of(hook) * HookBehind.Of(behind);
    }
}
