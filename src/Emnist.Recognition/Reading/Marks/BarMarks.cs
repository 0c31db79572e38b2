namespace Emnist.Recognition.Reading.Marks;

/// <summary>Marks of level bars: minus, equals, plus. Measures are in heights of the line.</summary>
internal static class BarMarks
{
    /// <summary>A bar's length, length to breadth, angle, and breadth in wavers.</summary>
    private static readonly FuzzySet BarLength = new(0.1, 0.16, 1.1, 1.4);
    private static readonly FuzzySet BarElongation = FuzzySet.Above(1.3, 1.8);
    private static readonly FuzzySet BarAngle = FuzzySet.Below(24, 38);
    private static readonly FuzzySet BarBreadth = FuzzySet.Below(1.7, 2.4);

    /// <summary>How far a minus is from a straight line, in wavers, and how far up it is.</summary>
    private static readonly FuzzySet MinusWave = FuzzySet.Below(0.2, 0.4);
    private static readonly FuzzySet MinusPlace = new(0.18, 0.28, 0.68, 0.8);

    /// <summary>
    /// The bars of an equals sign: their distance, how much of the longer has the other over it, and where they are.
    /// </summary>
    private static readonly FuzzySet BarDistance = new(0.06, 0.12, 0.55, 0.7);
    private static readonly FuzzySet BarOverlap = FuzzySet.Above(0.4, 0.65);
    private static readonly FuzzySet BarsPlace = new(0.12, 0.22, 0.72, 0.85);

    /// <summary>
    /// Those of one piece: its height in strokes, its width to that, the part of its columns that cross two bars, and that cross three strokes
    /// as a z does; the part of the width that the fullest row in either half has; and for how many strokes there is paper at either end halfway
    /// between those, as there is not in an o or an e.
    /// </summary>
    private static readonly FuzzySet TouchingHeight = new(1.8, 2.2, 4.2, 5);
    private static readonly FuzzySet TouchingAspect = new(1.1, 1.3, 3.5, 4.5);
    private static readonly FuzzySet TouchingPart = FuzzySet.Above(0.3, 0.5);
    private static readonly FuzzySet ThreeRuns = FuzzySet.Below(0.08, 0.2);
    private static readonly FuzzySet BarInkPart = FuzzySet.Above(0.6, 0.75);
    private const double FreeEnd = 0.5;
    private static readonly Zone UpperBar = new(0, 0.5);
    private static readonly Zone LowerBar = new(0.5, 1);

    /// <summary>
    /// The arms of a plus, the shorter to the longer; its width to its height; its longer side; where its middle is.
    /// </summary>
    private static readonly FuzzySet ArmBalance = FuzzySet.Above(0.4, 0.6);
    private static readonly FuzzySet PlusAspect = new(0.5, 0.65, 1.6, 2);
    private static readonly FuzzySet PlusSize = new(0.15, 0.25, 0.8, 1.1);
    private static readonly FuzzySet PlusPlace = new(0.15, 0.28, 0.68, 0.8);

    /// <summary>The longer side of one that is as wide as high, the shorter side to the longer: a t is not.</summary>
    private static readonly FuzzySet SquareSize = new(0.15, 0.25, 0.95, 1.2);
    private static readonly FuzzySet SquareSides = FuzzySet.Above(0.8, 0.9);

    /// <summary>The shorter side of a plus, in strokes.</summary>
    private static readonly FuzzySet PlusReach = FuzzySet.Above(2.1, 2.7);

    /// <summary>The part of the rows and columns beside its bars that cross one thin stroke.</summary>
    private static readonly FuzzySet PlusThin = FuzzySet.Above(0.7, 0.9);

    /// <summary>The part of its ink that is beside both its bars, by more than so many wavers.</summary>
    private static readonly FuzzySet PlusCorners = FuzzySet.Below(0.18, 0.3);
    private const double CornerFrom = 0.9;

    /// <summary>A stroke is thin within so many times the pen's thickness.</summary>
    private const double ThinStroke = 1.9;

    /// <summary>A column with this part of the ink of the fullest one belongs to an upright bar.</summary>
    private const double BarInk = 0.6;

    /// <summary>What the ink is among these marks.</summary>
    public static IEnumerable<Mark> Read(MarkInk ink)
    {
        if (ink.Pieces is [MarkPiece piece])
        {
            double bar = Bar(ink, piece) * MinusPlace.Of(piece.Y);
            double wave = bar == 0 ? 0 : (MiddleLine.Fit(ink.Columns, 1)?.Error ?? 0) / (ink.Waver * ink.PixelHeight);
            yield return new Mark("-", bar * MinusWave.Of(wave));
            yield return new Mark("+", Plus(ink));
            yield return new Mark("=", BarsThatTouch(ink, piece));
        }

        if (ink.Pieces is [MarkPiece first, MarkPiece second])
        {
            double shared = Math.Min(first.Right, second.Right) - Math.Max(first.Left, second.Left);
            double place = BarDistance.Of(Math.Abs(first.Y - second.Y)) * BarsPlace.Of((first.Y + second.Y) / 2);
            yield return new Mark(
                "=", Bar(ink, first) * Bar(ink, second) * place * BarOverlap.Of(shared / Math.Max(first.Width, second.Width)));
        }
    }

    /// <summary>Whether a piece is a level bar.</summary>
    private static double Bar(MarkInk ink, MarkPiece piece) =>
        BarLength.Of(piece.Length) * BarElongation.Of(piece.Length / piece.Breadth) * BarAngle.Of(Math.Abs(piece.Angle))
        * BarBreadth.Of(piece.Breadth / ink.Waver);

    /// <summary>Whether a piece is two level bars that touch somewhere.</summary>
    private static double BarsThatTouch(MarkInk ink, MarkPiece piece)
    {
        double size = TouchingHeight.Of(ink.Height / ink.Stroke) * TouchingAspect.Of(ink.Width / ink.Height) * BarLength.Of(ink.Width)
            * BarsPlace.Of(piece.Y);
        (int upper, int lower) = (Fullest(UpperBar), Fullest(LowerBar));
        return size == 0 ? 0 : size
            * TouchingPart.Of(ShareOf(static runs => runs == 2))
            * ThreeRuns.Of(ShareOf(static runs => runs > 2))
            * BarInkPart.Of(Math.Min(ink.Rows[upper].Ink, ink.Rows[lower].Ink) / (double)ink.PixelsWide)
            * (IsFree((upper + lower) / 2) ? 1 : 0);

        double ShareOf(Func<int, bool> holds) => ink.Columns.Count(column => holds(column.Runs)) / (double)ink.PixelsWide;

        int Fullest(Zone rows) => rows.Of(ink.PixelsHigh).MaxBy(y => ink.Rows[y].Ink);

        // Halfway between the bars of a sign there is paper at either end; an o and a c are closed on the left.
        bool IsFree(int y) => ink.Rows[y].Ink == 0
            || (ink.Rows[y].Start >= FreeEnd * ink.PixelStroke && ink.Rows[y].End <= ink.PixelsWide - (FreeEnd * ink.PixelStroke));
    }

    private static double Plus(MarkInk ink)
    {
        (double shorter, double longer) = (Math.Min(ink.Width, ink.Height), Math.Max(ink.Width, ink.Height));
        double size = PlusReach.Of(shorter / ink.Stroke) * PlusAspect.Of(ink.Width / ink.Height)
            * Math.Max(PlusSize.Of(longer), SquareSize.Of(longer) * SquareSides.Of(shorter / longer));
        if (size == 0)
        {
            return 0;
        }

        (double x, double thinColumns) = Crossing(ink.Columns, ink.PixelStroke);
        (double y, double thinRows) = Crossing(ink.Rows, ink.PixelStroke);
        double thin = PlusThin.Of(thinColumns) * PlusThin.Of(thinRows);
        return thin == 0 ? 0 : size * thin
            * ArmBalance.Of(Math.Min(x, ink.PixelsWide - x) / Math.Max(x, ink.PixelsWide - x))
            * ArmBalance.Of(Math.Min(y, ink.PixelsHigh - y) / Math.Max(y, ink.PixelsHigh - y))
            * PlusCorners.Of(CornerInk(ink, x, y))
            * PlusPlace.Of(ink.Top - (y / ink.PixelHeight));
    }

    /// <summary>Where the bar along the scan lines is, and the part of those beside it that cross one thin stroke.</summary>
    private static (double Place, double Thin) Crossing(ScanLine[] lines, double stroke)
    {
        int most = lines.Max(static line => line.Ink);
        int[] bar = [.. Enumerable.Range(0, lines.Length).Where(i => lines[i].Ink >= BarInk * most)];
        double place = bar.Average() + 0.5;
        ScanLine[] beside = [.. lines.Where((_, i) => Math.Abs(i + 0.5 - place) > stroke)];
        int thin = beside.Count(line => line.Runs == 1 && line.Width <= ThinStroke * stroke);
        return (place, beside.Length == 0 ? 0 : thin / (double)beside.Length);
    }

    /// <summary>The part of the ink that is beside the bars across both.</summary>
    private static double CornerInk(MarkInk ink, double x, double y)
    {
        double from = CornerFrom * ink.Waver * ink.PixelHeight;
        (int corners, int all) = (0, 0);
        for (int row = 0; row < ink.PixelsHigh; row++)
        {
            all += ink.Rows[row].Ink;
            for (int column = ink.Rows[row].Start; column < ink.Rows[row].End; column++)
            {
                corners += ink.At(column, row) && Math.Abs(column + 0.5 - x) > from && Math.Abs(row + 0.5 - y) > from ? 1 : 0;
            }
        }

        return corners / (double)all;
    }
}
