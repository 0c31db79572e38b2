using System.Runtime.InteropServices;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Marks;

/// <summary>
/// A slanted stroke from the upper right to the lower left, a ring over it on the left and one under it on the right. Measures are in
/// heights of the line.
/// </summary>
internal static class PercentSign
{
    /// <summary>
    /// The stroke's lean from upright, in degrees, how far from straight it may be, and the part of it that is ink.
    /// </summary>
    private static readonly FuzzySet Lean = new(8, 16, 68, 76);
    private static readonly FuzzySet StrokeInk = FuzzySet.Above(0.82, 0.93);
    private const double Bow = 0.04;

    /// <summary>The stroke's ends are this far from its outer corners, in strokes.</summary>
    private const double EndInset = 0.33;

    /// <summary>Ink further beside the stroke than this, in strokes and its bow, is a ring's.</summary>
    private const double RingFrom = 0.7;

    /// <summary>
    /// How large a ring is, how round by its second moments, how broad in strokes, and how far the upper is over the lower.
    /// </summary>
    private static readonly FuzzySet RingSize = new(0.08, 0.14, 0.6, 0.72);
    private static readonly FuzzySet RingRoundness = FuzzySet.Above(0.35, 0.5);
    private static readonly FuzzySet RingBreadth = FuzzySet.Above(1.1, 1.5);
    private static readonly FuzzySet RingDistance = FuzzySet.Above(0.25, 0.4);

    /// <summary>A ring's ink is no further from its middle.</summary>
    private const double RingRadius = 0.3;

    /// <summary>Three pieces are stroke and rings; of fewer, so many rings are closed that it comes to the same.</summary>
    private const int Parts = 3;

    /// <summary>How much the ink is one.</summary>
    public static double Likeness(MarkInk ink)
    {
        ((double X, double Y) low, (double X, double Y) high) = Ends(ink);
        (double dx, double dy) = (high.X - low.X, low.Y - high.Y);
        if (dx <= 0 || dy <= 0)
        {
            return 0;
        }

        double bow = Math.Round(Bow * ink.PixelHeight);
        double stroke = Lean.Of(Math.Atan2(dx, dy) * 180 / Math.PI);
        stroke = stroke == 0 ? 0 : stroke * StrokeInk.Of(InkBetween(ink, low, high, (int)bow));
        if (stroke == 0)
        {
            return 0;
        }

        Plane left = new(ink.PixelsWide, ink.PixelsHigh);
        Plane right = new(ink.PixelsWide, ink.PixelsHigh);
        double length = Math.Sqrt((dx * dx) + (dy * dy));
        for (int y = 0; y < ink.PixelsHigh; y++)
        {
            for (int x = ink.Rows[y].Start; x < ink.Rows[y].End; x++)
            {
                double aside = ((dy * (x - low.X)) + (dx * (y - low.Y))) / length;
                if (ink.At(x, y) && Math.Abs(aside) > (RingFrom * ink.PixelStroke) + bow)
                {
                    (aside < 0 ? left : right).Row(y)[x] = 1;
                }
            }
        }

        (MarkPiece? onLeft, MarkPiece? onRight) = (Largest(left, ink.PixelHeight), Largest(right, ink.PixelHeight));
        if (onLeft is not { } upper || onRight is not { } lower)
        {
            return 0;
        }

        int closed = (IsClosed(ink, upper) ? 1 : 0) + (IsClosed(ink, lower) ? 1 : 0);
        return ink.Pieces.Length + closed < Parts ? 0
            : stroke * Ring(ink, upper) * Ring(ink, lower) * RingDistance.Of(upper.Y - lower.Y);
    }

    /// <summary>The largest piece of some ink: others are the edges of a stroke that is bowed. Null where there is none.</summary>
    private static MarkPiece? Largest(Plane side, double pixelHeight)
    {
        using InkMap map = InkMap.Label(side);
        return map.Pieces.MaxBy(static piece => piece.Area) is { } largest
            ? MarkPiece.Of(CollectionsMarshal.AsSpan(MarkInk.PixelsOf(map, largest)), side.Height, pixelHeight)
            : null;
    }

    private static double Ring(MarkInk ink, MarkPiece ring) =>
        RingSize.Of(Math.Max(ring.Width, ring.Height)) * RingRoundness.Of(ring.Slenderness) * RingBreadth.Of(ring.Breadth / ink.Stroke);

    /// <summary>Where a stroke ends that reaches furthest to the lower left and to the upper right.</summary>
    private static ((double X, double Y) Low, (double X, double Y) High) Ends(MarkInk ink)
    {
        ((int X, int Y) low, (int X, int Y) high) = ((0, 0), (0, 0));
        (int least, int most) = (int.MaxValue, int.MinValue);
        for (int y = 0; y < ink.PixelsHigh; y++)
        {
            ScanLine row = ink.Rows[y];
            if (row.Ink > 0 && row.Start - (2 * y) < least)
            {
                (least, low) = (row.Start - (2 * y), (row.Start, y));
            }

            if (row.Ink > 0 && row.End - (2 * y) > most)
            {
                (most, high) = (row.End - (2 * y), (row.End - 1, y));
            }
        }

        double inset = EndInset * ink.PixelStroke;
        return ((low.X + inset, low.Y - inset), (high.X - inset, high.Y + inset));
    }

    /// <summary>The part of the way between two places that is ink, or has some this near on the left or right.</summary>
    private static double InkBetween(MarkInk ink, (double X, double Y) low, (double X, double Y) high, int near)
    {
        int steps = (int)(low.Y - high.Y) + 1;
        int inked = 0;
        for (int i = 0; i <= steps; i++)
        {
            int y = Math.Clamp((int)Math.Round(low.Y + ((high.Y - low.Y) * i / steps)), 0, ink.PixelsHigh - 1);
            int middle = (int)Math.Round(low.X + ((high.X - low.X) * i / steps));
            bool found = false;
            for (int x = Math.Max(0, middle - near); x <= Math.Min(ink.PixelsWide - 1, middle + near); x++)
            {
                found |= ink.At(x, y);
            }

            inked += found ? 1 : 0;
        }

        return inked / (steps + 1.0);
    }

    /// <summary>Whether the middle of a ring is free, and ink is about it on all sides.</summary>
    private static bool IsClosed(MarkInk ink, MarkPiece ring)
    {
        int x = Math.Clamp((int)((ring.Left + ring.Right) / 2 * ink.PixelHeight), 0, ink.PixelsWide - 1);
        int y = Math.Clamp(ink.PixelsHigh - 1 - (int)((ring.Top + ring.Bottom) / 2 * ink.PixelHeight), 0, ink.PixelsHigh - 1);
        int radius = (int)(RingRadius * ink.PixelHeight);
        return !ink.At(x, y) && Meets(1, 0) && Meets(-1, 0) && Meets(0, 1) && Meets(0, -1);

        bool Meets(int stepX, int stepY) => Enumerable.Range(1, radius).Any(i =>
            x + (i * stepX) >= 0 && x + (i * stepX) < ink.PixelsWide && y + (i * stepY) >= 0 && y + (i * stepY) < ink.PixelsHigh
            && ink.At(x + (i * stepX), y + (i * stepY)));
    }
}
