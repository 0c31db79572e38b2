using System.Runtime.InteropServices;

namespace Emnist.Recognition.Reading.Marks;

/// <summary>Marks of several strokes: percent, dollar, euro, pound. Measures are in heights of the line.</summary>
internal static class SignMarks
{
    /// <summary>How tall these marks are.</summary>
    private static readonly FuzzySet SignHeight = new(0.6, 0.75, 1.6, 1.9);

    /// <summary>How wide, to their height.</summary>
    private static readonly FuzzySet SignWidth = new(0.25, 0.38, 1.3, 1.6);

    /// <summary>A stroke is thin within so many times the pen's thickness.</summary>
    private const double ThinStroke = 1.7;

    /// <summary>The lean of a percent sign's stroke, in degrees from upright, and the part of it that is ink.</summary>
    private static readonly FuzzySet PercentLean = new(8, 16, 68, 76);
    private static readonly FuzzySet StrokeInk = FuzzySet.Above(0.82, 0.93);

    /// <summary>The rings of a percent sign: how large, how round, and how far the upper is over the lower.</summary>
    private static readonly FuzzySet RingSize = new(0.08, 0.14, 0.6, 0.72);
    private static readonly FuzzySet RingRoundness = FuzzySet.Above(0.35, 0.5);
    private static readonly FuzzySet RingBreadth = FuzzySet.Above(1.1, 1.5);
    private static readonly FuzzySet RingDistance = FuzzySet.Above(0.25, 0.4);

    /// <summary>Ink this far from a percent sign's stroke, in strokes of the pen, is a ring's.</summary>
    private const double RingFrom = 0.7;

    /// <summary>How far that stroke may be from straight.</summary>
    private const double Bow = 0.04;

    /// <summary>The lean of a dollar sign's stroke, the rows at either end that cross it alone, and the part of rows that are as in an S.</summary>
    private static readonly FuzzySet DollarLean = FuzzySet.Below(20, 28);
    private static readonly FuzzySet BareEnds = FuzzySet.Above(0.5, 0.9);
    private static readonly FuzzySet BowlRows = FuzzySet.Above(0.2, 0.38);

    /// <summary>The bowls of a dollar sign reach so far from its stroke.</summary>
    private static readonly FuzzySet BowlReach = FuzzySet.Above(0.06, 0.13);

    /// <summary>The part of the columns in a euro sign's middle that cross four strokes, and how far its bars stand out to the left.</summary>
    private static readonly FuzzySet FourStrokes = FuzzySet.Above(0.2, 0.45);
    private static readonly FuzzySet BarsOut = FuzzySet.Above(0.0, 0.05);

    /// <summary>The part of a euro sign's middle rows that are open to the right.</summary>
    private static readonly FuzzySet OpenRows = FuzzySet.Above(0.5, 0.8);

    /// <summary>The part of its rows that have ink on the left.</summary>
    private static readonly FuzzySet BackRows = FuzzySet.Above(0.85, 0.97);

    /// <summary>A pound sign's foot to its width; how far its bar stands out from the stem; how far its hook reaches.</summary>
    private static readonly FuzzySet FootWidth = FuzzySet.Above(0.6, 0.75);
    private static readonly FuzzySet BarReach = FuzzySet.Above(0.03, 0.1);
    private static readonly FuzzySet HookBehind = FuzzySet.Below(0.12, 0.2);
    private static readonly FuzzySet HookReach = FuzzySet.Above(0.05, 0.14);

    /// <summary>The part of the rows beside a pound sign's bar that cross its stem alone on the left.</summary>
    private static readonly FuzzySet StemRows = FuzzySet.Above(0.4, 0.6);

    /// <summary>What the ink is among these marks.</summary>
    public static IEnumerable<Mark> Read(MarkInk ink)
    {
        double size = SignHeight.Of(ink.Height) * SignWidth.Of(ink.Width / ink.Height);
        if (size == 0 || ink.PixelsHigh < 12)
        {
            yield break;
        }

        yield return new Mark("%", size * Percent(ink));
        yield return new Mark("$", size * Dollar(ink));
        yield return new Mark("€", size * Euro(ink));
        if (ink.Pieces.Length == 1)
        {
            yield return new Mark("£", size * Pound(ink));
        }
    }

    /// <summary>A slanted stroke from the upper right to the lower left, a ring over it on the left and one under it on the right.</summary>
    private static double Percent(MarkInk ink)
    {
        ((int X, int Y) high, (int X, int Y) low) = ((0, 0), (0, 0));
        (int most, int least) = (int.MinValue, int.MaxValue);
        for (int y = 0; y < ink.PixelsHigh; y++)
        {
            ScanLine row = ink.Rows[y];
            if (row.Ink > 0 && row.End - 1 - (2 * y) > most)
            {
                (most, high) = (row.End - 1 - (2 * y), (row.End - 1, y));
            }

            if (row.Ink > 0 && row.Start - (2 * y) < least)
            {
                (least, low) = (row.Start - (2 * y), (row.Start, y));
            }
        }

        // Both are the outer corners of the stroke's ends.
        double stroke = ink.Stroke * ink.PixelHeight;
        (double x1, double y1) = (high.X - (stroke / 3), high.Y + (stroke / 3));
        (double x2, double y2) = (low.X + (stroke / 3), low.Y - (stroke / 3));
        (double dx, double dy) = (x1 - x2, y2 - y1);
        double length = Math.Sqrt((dx * dx) + (dy * dy));
        if (length < 6 || dx <= 0 || dy <= 0)
        {
            return 0;
        }

        double lean = PercentLean.Of(Math.Atan2(dx, dy) * 180 / Math.PI);
        int steps = (int)length;
        int reach = (int)Math.Round(Bow * ink.PixelHeight);
        int inked = Enumerable.Range(0, steps + 1)
            .Count(i => IsNear((int)Math.Round(x2 + (dx * i / steps)), (int)Math.Round(y2 - (dy * i / steps))));
        double straight = StrokeInk.Of(inked / (double)(steps + 1));
        if (lean * straight == 0)
        {
            return 0;
        }

        List<(int X, int Y)> left = [];
        List<(int X, int Y)> right = [];
        for (int y = 0; y < ink.PixelsHigh; y++)
        {
            for (int x = ink.Rows[y].Start; x < ink.Rows[y].End; x++)
            {
                double aside = ((dy * (x - x2)) + (dx * (y - y2))) / length;
                if (ink.At(x, y) && Math.Abs(aside) > (RingFrom * stroke) + reach)
                {
                    (aside < 0 ? left : right).Add((x, y));
                }
            }
        }

        if (left.Count < 4 || right.Count < 4)
        {
            return 0;
        }

        MarkPiece upper = MarkPiece.Of(CollectionsMarshal.AsSpan(left), ink.PixelsHigh, ink.PixelHeight);
        MarkPiece lower = MarkPiece.Of(CollectionsMarshal.AsSpan(right), ink.PixelsHigh, ink.PixelHeight);
        int closed = (IsClosed(upper) ? 1 : 0) + (IsClosed(lower) ? 1 : 0);
        return ink.Pieces.Length + closed < 3 ? 0
            : lean * straight * Ring(upper, ink.Stroke) * Ring(lower, ink.Stroke) * RingDistance.Of(upper.Y - lower.Y);

        // From the middle of a ring there is ink whichever way one goes.
        bool IsClosed(MarkPiece ring)
        {
            int x = (int)((ring.Left + ring.Right) / 2 * ink.PixelHeight);
            int y = ink.PixelsHigh - 1 - (int)((ring.Top + ring.Bottom) / 2 * ink.PixelHeight);
            if (ink.At(Math.Clamp(x, 0, ink.PixelsWide - 1), Math.Clamp(y, 0, ink.PixelsHigh - 1)))
            {
                return false;
            }

            int far = (int)(0.3 * ink.PixelHeight);
            return Meets(x, y, 1, 0, far) && Meets(x, y, -1, 0, far) && Meets(x, y, 0, 1, far) && Meets(x, y, 0, -1, far);
        }

        bool Meets(int x, int y, int stepX, int stepY, int far)
        {
            for (int i = 0; i <= far; i++, x += stepX, y += stepY)
            {
                if (x < 0 || y < 0 || x >= ink.PixelsWide || y >= ink.PixelsHigh)
                {
                    return false;
                }

                if (i > 0 && ink.At(x, y))
                {
                    return true;
                }
            }

            return false;
        }

        bool IsNear(int x, int y)
        {
            for (int near = Math.Max(0, x - reach); near <= Math.Min(ink.PixelsWide - 1, x + reach); near++)
            {
                if (y >= 0 && y < ink.PixelsHigh && ink.At(near, y))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static double Ring(MarkPiece piece, double stroke) =>
        RingSize.Of(Math.Max(piece.Width, piece.Height)) * RingRoundness.Of(piece.Slenderness) * RingBreadth.Of(piece.Breadth / stroke);

    /// <summary>An S whose bowls lie about an upright stroke that is longer than it.</summary>
    private static double Dollar(MarkInk ink)
    {
        int end = Math.Max(2, (int)(0.05 * ink.PixelsHigh));
        double stroke = ink.Stroke * ink.PixelHeight;
        double top = Enumerable.Range(0, end).Average(y => ink.Rows[y].Middle);
        double bottom = Enumerable.Range(ink.PixelsHigh - end, end).Average(y => ink.Rows[y].Middle);
        double bare = Math.Min(BareEnds.Of(Part(0, 0.06, IsThin)), BareEnds.Of(Part(0.94, 1, IsThin)));
        double lean = DollarLean.Of(Math.Abs(Math.Atan2(top - bottom, ink.PixelsHigh) * 180 / Math.PI));
        if (bare * lean == 0)
        {
            return 0;
        }

        double upper = Part(0.28, 0.46, y => IsLeft(y) && !IsRight(y));
        double lower = Part(0.56, 0.72, y => IsRight(y) && !IsLeft(y));
        double crown = Part(0.1, 0.26, y => IsLeft(y) && IsRight(y));
        double sole = Part(0.75, 0.9, y => IsLeft(y) && IsRight(y));
        return bare * lean * BowlRows.Of(upper) * BowlRows.Of(lower) * (crown > 0.2 ? 1 : 0) * (sole > 0.2 ? 1 : 0);

        double Part(double from, double to, Func<int, bool> isSo)
        {
            int first = (int)(from * ink.PixelsHigh);
            int count = Math.Max(1, (int)(to * ink.PixelsHigh) - first);
            return Enumerable.Range(first, count).Count(isSo) / (double)count;
        }

        double Centre(int y) => top + ((bottom - top) * y / (ink.PixelsHigh - 1.0));

        bool IsThin(int y) => ink.Rows[y].Width <= ThinStroke * stroke;

        bool IsLeft(int y) => BowlReach.Of((Centre(y) - (stroke / 2) - ink.Rows[y].Start) / ink.PixelHeight) > 0.5;

        bool IsRight(int y) => BowlReach.Of((ink.Rows[y].End - Centre(y) - (stroke / 2)) / ink.PixelHeight) > 0.5;
    }

    /// <summary>A bow open to the right, with two bars across its left side.</summary>
    private static double Euro(MarkInk ink)
    {
        (int first, int end) = ((int)(0.28 * ink.PixelsWide), (int)(0.62 * ink.PixelsWide));
        double four = Enumerable.Range(first, end - first).Count(x => ink.Columns[x].Runs == 4) / (double)(end - first);
        if (FourStrokes.Of(four) == 0)
        {
            return 0;
        }

        // Rows about the middle end before the right side; some of them, those of the bars, start before those over and under them.
        (int from, int to) = ((int)(0.3 * ink.PixelsHigh), (int)(0.7 * ink.PixelsHigh));
        ScanLine[] middle = [.. Enumerable.Range(from, to - from).Select(y => ink.Rows[y])];
        double open = middle.Count(row => row.End < 0.93 * ink.PixelsWide) / (double)middle.Length;
        int bow = Math.Min(
            Enumerable.Range((int)(0.18 * ink.PixelsHigh), Math.Max(1, (int)(0.12 * ink.PixelsHigh))).Min(y => ink.Rows[y].Start),
            Enumerable.Range((int)(0.7 * ink.PixelsHigh), Math.Max(1, (int)(0.12 * ink.PixelsHigh))).Min(y => ink.Rows[y].Start));
        double barsOut = (bow - middle.Min(static row => row.Start)) / ink.PixelHeight;
        double backed = Enumerable.Range((int)(0.15 * ink.PixelsHigh), (int)(0.7 * ink.PixelsHigh))
            .Count(y => ink.Rows[y].Start < 0.42 * ink.PixelsWide) / (double)(int)(0.7 * ink.PixelsHigh);
        return FourStrokes.Of(four) * BackRows.Of(backed) * OpenRows.Of(open) * BarsOut.Of(barsOut);
    }

    /// <summary>A stem on a foot, with a hook to the right at its top and a bar across its middle.</summary>
    private static double Pound(MarkInk ink)
    {
        (int high, int width) = (ink.PixelsHigh, ink.PixelsWide);
        double stroke = ink.Stroke * ink.PixelHeight;
        int barRow = Enumerable.Range((int)(0.34 * high), Math.Max(1, (int)(0.32 * high))).MaxBy(y => ink.Rows[y].Width);
        int reach = (int)Math.Ceiling(Math.Max(1.2 * stroke, 0.1 * ink.PixelHeight));
        (int over, int under) = (barRow - reach, barRow + reach);
        int footFrom = (int)(0.86 * high);
        if (over < (int)(0.2 * high) || under >= footFrom)
        {
            return 0;
        }

        double foot = Enumerable.Range(footFrom, high - footFrom).Max(y => ink.Rows[y].Width) / (double)width;
        double stemLeft = (ink.Rows[over].Start + ink.Rows[under].Start) / 2.0;
        double left = (stemLeft - ink.Rows[barRow].Start) / ink.PixelHeight;
        double right = (ink.Rows[barRow].End - stemLeft - stroke) / ink.PixelHeight;
        double hook = (Enumerable.Range(0, Math.Max(1, (int)(0.25 * high))).Max(y => ink.Rows[y].Width) - stroke) / ink.PixelHeight;
        int half = (reach + 1) / 2;
        int stems = Enumerable.Range(over - half, half).Count(y => y >= 0 && IsStem(y) && ink.Rows[y].Runs == 1)
            + Enumerable.Range(under, half).Count(y => y < high && IsStem(y));
        double behind = Enumerable.Range(0, Math.Max(1, (int)(0.2 * high))).Min(y => ink.Rows[y].Start - stemLeft) / ink.PixelHeight;
        return HookBehind.Of(-behind) * FootWidth.Of(foot) * BarReach.Of(left) * BarReach.Of(right) * HookReach.Of(hook) * StemRows.Of(stems / (2.0 * half));

        bool IsStem(int y) => Math.Abs(ink.Rows[y].Start - stemLeft) < 0.12 * ink.PixelHeight && ink.Rows[y].Width < 2 * stroke;
    }
}
