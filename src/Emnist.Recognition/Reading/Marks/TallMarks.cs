using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Marks;

/// <summary>Marks of one tall stroke: slash, round and square brackets. Measures are in heights of the line.</summary>
internal static class TallMarks
{
    /// <summary>A slash's height, and its breadth in strokes.</summary>
    private static readonly FuzzySet SlashHeight = new(0.6, 0.75, 1.8, 2.2);
    private static readonly FuzzySet SlashBreadth = FuzzySet.Below(1.7, 2.4);

    /// <summary>
    /// The lean of a slash from upright, in degrees. Ones lean as well: what leans so far may be a slash, and what leans further is one
    /// for certain. As much as it is longer than the digits speaks for it as so many degrees a height.
    /// </summary>
    private static readonly FuzzySet MaybeLean = new(14, 32, 60, 70);
    private static readonly FuzzySet CertainLean = new(44, 56, 130, 150);
    private const double OverhangLean = 90;
    private const double MaxOverhang = 0.3;

    /// <summary>The probability of what may be one.</summary>
    private const double Maybe = 0.42;

    /// <summary>A bracket's height.</summary>
    private static readonly FuzzySet BracketHeight = new(0.72, 0.88, 1.9, 2.3);

    /// <summary>A round bracket's depth and lean to its height, how far it is from that of a
    /// parabola to the parabola's spread, and how many rows cross it once, and thinly.</summary>
    private static readonly FuzzySet BowDepth = new(0.06, 0.11, 0.3, 0.38);
    private static readonly FuzzySet BowLean = FuzzySet.Below(0.32, 0.5);
    private static readonly FuzzySet BowError = FuzzySet.Below(0.25, 0.45);
    private static readonly FuzzySet ThinRows = FuzzySet.Above(0.82, 0.94);
    private static readonly FuzzySet SingleRows = FuzzySet.Above(0.85, 0.95);

    /// <summary>The standard deviation of a parabola of height 1 over its span.</summary>
    private const double ParabolaSpread = 0.298;

    /// <summary>A square bracket's arms, the shorter to the longer, how far its stem is from straight in strokes, and what stands out from it.</summary>
    private static readonly FuzzySet ArmLength = new(0.06, 0.12, 0.42, 0.55);
    private static readonly FuzzySet ArmBalance = FuzzySet.Above(0.25, 0.45);
    private static readonly FuzzySet StemError = FuzzySet.Below(0.4, 0.8);
    private static readonly FuzzySet BareStem = FuzzySet.Above(0.85, 0.97);

    /// <summary>The part of a square bracket's height that an arm may take, and that the middle of its stem takes.</summary>
    private const double ArmZone = 0.22;
    private const double StemZone = 0.25;

    /// <summary>The ends of its height where an arm may rise over the stem, and how uneven the stem may be however thin it is.</summary>
    private const double StemEnds = 0.1;
    private const double MinUnevenness = 0.06;

    /// <summary>A stroke is thin within so many times the pen's thickness.</summary>
    private const double ThinStroke = 1.9;

    /// <summary>What the ink is among these marks.</summary>
    public static IEnumerable<Mark> Read(MarkInk ink)
    {
        if (ink.Pieces is not [MarkPiece piece])
        {
            yield break;
        }

        yield return new Mark("/", Slash(ink, piece));
        double tall = BracketHeight.Of(ink.Height);
        if (tall > 0)
        {
            ScanLine[] mirrored = [.. ink.Rows.Select(row => row.Mirrored(ink.PixelsWide))];
            yield return new Mark("(", tall * Bow(ink, ink.Rows));
            yield return new Mark(")", tall * Bow(ink, mirrored));
            yield return new Mark("[", tall * Square(ink, ink.Rows));
            yield return new Mark("]", tall * Square(ink, mirrored));
        }
    }

    private static double Slash(MarkInk ink, MarkPiece piece)
    {
        double lean = piece.Angle > 0 ? 90 - piece.Angle : 0;
        double overhang = Math.Clamp(piece.Top - 1, 0, MaxOverhang) + Math.Clamp(-piece.Bottom, 0, MaxOverhang);
        double maybe = MaybeLean.Of(lean);
        double certain = Math.Min(maybe, CertainLean.Of(lean + (OverhangLean * overhang)));
        return ((Maybe * maybe) + ((1 - Maybe) * certain)) * SlashHeight.Of(piece.Height) * SlashBreadth.Of(piece.Breadth / ink.Stroke);
    }

    /// <summary>Whether rows cross one stroke that bows to the left.</summary>
    private static double Bow(MarkInk ink, IReadOnlyList<ScanLine> rows)
    {
        double[] matrix = new double[9];
        double[] curve = new double[3];
        double[] powers = new double[3];
        (double half, int single) = (rows.Count / 2.0, 0);
        double stroke = ink.Stroke * ink.PixelHeight;
        for (int y = 0; y < rows.Count; y++)
        {
            if (rows[y].Runs == 1)
            {
                single++;
                double t = (y + 0.5 - half) / half;
                (powers[0], powers[1], powers[2]) = (1, t, t * t);
                for (int i = 0; i < 9; i++)
                {
                    matrix[i] += powers[i / 3] * powers[i % 3];
                }

                for (int i = 0; i < 3; i++)
                {
                    curve[i] += powers[i] * rows[y].Middle;
                }
            }
        }

        double singles = SingleRows.Of(single / (double)rows.Count);
        if (singles == 0 || single < 5)
        {
            return 0;
        }

        LeastSquares.Solve(matrix, curve);
        double error = 0;
        for (int y = 0; y < rows.Count; y++)
        {
            double t = (y + 0.5 - half) / half;
            double off = rows[y].Middle - curve[0] - (curve[1] * t) - (curve[2] * t * t);
            error += rows[y].Runs == 1 ? off * off : 0;
        }

        double thin = rows.Count(row => row.Width <= ThinStroke * stroke) / (double)rows.Count;
        return singles * ThinRows.Of(thin) * BowDepth.Of(curve[2] / rows.Count) * BowLean.Of(Math.Abs(2 * curve[1]) / rows.Count)
            * BowError.Of(Math.Sqrt(error / single) / Math.Abs(curve[2] * ParabolaSpread));
    }

    /// <summary>Whether rows cross a straight stem with an arm to the right at either end.</summary>
    private static double Square(MarkInk ink, IReadOnlyList<ScanLine> rows)
    {
        double stroke = ink.Stroke * ink.PixelHeight;
        (int first, int end) = ((int)(StemZone * rows.Count), (int)Math.Ceiling((1 - StemZone) * rows.Count));
        int count = end - first;
        if (count < 3)
        {
            return 0;
        }

        // The stem's left side, by a line through its middle.
        double meanY = (first + end - 1) / 2.0;
        double meanX = Enumerable.Range(first, count).Average(y => (double)rows[y].Start);
        double slope = Enumerable.Range(first, count).Sum(y => (y - meanY) * (rows[y].Start - meanX))
            / Enumerable.Range(first, count).Sum(y => (y - meanY) * (y - meanY));
        int skipped = (int)Math.Ceiling(StemEnds * rows.Count);
        double error = Enumerable.Range(skipped, rows.Count - (2 * skipped)).Max(y => Math.Abs(rows[y].Start - SideAt(y)))
            / Math.Max(stroke, MinUnevenness * ink.PixelHeight);
        double bare = Enumerable.Range(first, count).Count(y => rows[y].Runs == 1 && rows[y].Width <= ThinStroke * stroke) / (double)count;
        int zone = Math.Max(1, (int)(ArmZone * rows.Count));
        double upper = Enumerable.Range(0, zone).Max(ArmAt);
        double lower = Enumerable.Range(rows.Count - zone, zone).Max(ArmAt);
        return StemError.Of(error) * BareStem.Of(bare) * ArmLength.Of(upper) * ArmLength.Of(lower)
            * ArmBalance.Of(Math.Min(upper, lower) / Math.Max(upper, lower));

        double SideAt(int y) => meanX + (slope * (y - meanY));

        double ArmAt(int y) => (rows[y].End - SideAt(y) - stroke) / ink.PixelHeight;
    }
}
