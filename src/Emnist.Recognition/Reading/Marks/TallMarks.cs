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
    private static readonly FuzzySet MaybeLean = FuzzySet.Above(14, 32);
    private static readonly FuzzySet CertainLean = FuzzySet.Above(44, 56);
    private static readonly FuzzySet LevelLean = FuzzySet.Below(60, 70);
    private const double OverhangLean = 70;
    private const double MaxOverhang = 0.3;

    /// <summary>The same of how much further it leans than the line's strokes do, where that is known.</summary>
    private static readonly FuzzySet MaybeFurther = FuzzySet.Above(4, 13);
    private static readonly FuzzySet CertainFurther = FuzzySet.Above(14, 22);

    /// <summary>The probability of what may be one, and of what leans no further than the line does, but leans.</summary>
    private const double Maybe = 0.42;
    private const double Hardly = 0.012;
    private static readonly FuzzySet AnyLean = FuzzySet.Above(1, 5);

    /// <summary>A bracket's height.</summary>
    private static readonly FuzzySet BracketHeight = new(0.72, 0.88, 1.9, 2.3);

    /// <summary>
    /// A round bracket's depth and lean to its height, how far it is from a parabola, to the parabola's own spread, and the part of
    /// its rows that cross one stroke, and a thin one.
    /// </summary>
    private static readonly FuzzySet BowDepth = new(0.06, 0.11, 0.3, 0.38);
    private static readonly FuzzySet BowLean = FuzzySet.Below(0.32, 0.5);
    private static readonly FuzzySet BowError = FuzzySet.Below(0.3, 0.5);
    private static readonly FuzzySet SingleRows = FuzzySet.Above(0.85, 0.95);
    private static readonly FuzzySet ThinRows = FuzzySet.Above(0.82, 0.94);

    /// <summary>The standard deviation of a parabola of height 1 over its span.</summary>
    private const double ParabolaSpread = 0.298;

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
            yield return new Mark("[", tall * SquareBracket.Likeness(ink, ink.Rows));
            yield return new Mark("]", tall * SquareBracket.Likeness(ink, mirrored));
        }
    }

    private static double Slash(MarkInk ink, MarkPiece piece)
    {
        double lean = piece.Angle > 0 ? 90 - piece.Angle : 0;
        double overhang = Math.Clamp(piece.Top - 1, 0, MaxOverhang) + Math.Clamp(-piece.Bottom, 0, MaxOverhang);
        double further = lean - Math.Max(0, ink.Lean ?? 0);
        double maybe = (ink.Lean is null ? MaybeLean : MaybeFurther).Of(further) * LevelLean.Of(lean);
        double certain = Math.Min(maybe, (ink.Lean is null ? CertainLean : CertainFurther).Of(further + (OverhangLean * overhang)));
        double likely = (Maybe * maybe) + ((1 - Maybe) * certain);
        double hardly = Hardly * AnyLean.Of(lean) * LevelLean.Of(lean);
        return Math.Max(hardly, likely) * SlashHeight.Of(piece.Height) * SlashBreadth.Of(piece.Breadth / ink.Waver);
    }

    /// <summary>Whether rows cross one stroke that bows to the left.</summary>
    private static double Bow(MarkInk ink, ScanLine[] rows)
    {
        double stroke = ink.PixelStroke;
        double single = SingleRows.Of(rows.Count(static row => row.Runs == 1) / (double)rows.Length);
        double thin = ThinRows.Of(rows.Count(row => row.Width <= ThinStroke * stroke) / (double)rows.Length);
        MiddleLine? middle = single * thin == 0 ? null : MiddleLine.Fit(rows, 2);
        return middle is not { Coefficients: [_, double lean, double depth], Error: double error } ? 0
            : single * thin * BowDepth.Of(depth / rows.Length) * BowLean.Of(Math.Abs(2 * lean) / rows.Length)
                * BowError.Of(error / Math.Abs(depth * ParabolaSpread));
    }
}
