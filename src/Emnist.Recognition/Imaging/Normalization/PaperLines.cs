using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>The ruled lines that were taken out of a picture, and what such lines leave behind: pieces on them that are as thin.</summary>
/// <param name="Level">The level ones from the top, in pixels of the picture.</param>
/// <param name="Upright">The upright ones from the left, in pixels of the picture turned.</param>
internal sealed record PaperLines(IReadOnlyList<RuledLine> Level, IReadOnlyList<RuledLine> Upright)
{
    public static readonly PaperLines None = new([], []);

    /// <summary>So many lines are a sheet.</summary>
    public const int Sheet = 6;

    /// <summary>A piece within so many pixels of a line, and no thicker than this part of it and a pixel, is what is left of it.</summary>
    private const int Beside = 2;
    private const double MaxThickness = 1.6;

    /// <summary>As thin as that and longer than this, in character heights, it is no stroke, wherever it lies.</summary>
    private const double LongerThanStrokes = 1.5;

    /// <summary>A cut line is longer than this part of the picture's longer side.</summary>
    private const double LongStroke = 0.15;

    /// <summary>Lines of one kind from edge to edge, and of both together, that are squared paper and no form.</summary>
    private const int SquaredFrom = 3;
    private const int SurelySquared = 24;

    /// <summary>
    /// Squares are as wide as they are high, within this part of it, for lines are whole pixels apart, and a picture may be taken from
    /// aside; and there is this part of one beyond the outermost lines, of both sides together.
    /// </summary>
    private const double SquareTolerance = 0.07;
    private const double PaperBeyond = 0.25;

    /// <summary>Whether lines of both kinds run from edge to edge.</summary>
    public bool AreSquared => Level.Count >= SquaredFrom && Upright.Count >= SquaredFrom;

    /// <summary>Whether they are so many that no form has them.</summary>
    public bool AreSurelySquared => AreSquared && Level.Count + Upright.Count >= SurelySquared;

    /// <summary>
    /// Whether lines of both kinds run from edge to edge at the same distance, and beyond the outermost there is more paper: squares that
    /// are large in their picture, of which it has a few. A form that was cut out along its outer walls ends there.
    /// </summary>
    public bool AreFewLargeSquares(int width, int height) => Level.Count > 1 && Upright.Count > 1
        && DistanceOf(Level, Upright) is { } distance
        && Beyond(Level, height) >= PaperBeyond * distance && Beyond(Upright, width) >= PaperBeyond * distance;

    /// <summary>Whether the level lines are so many that they are a sheet.</summary>
    public bool AreSheet => Level.Count >= Sheet;

    /// <summary>Whether a place is within some pixels of a level line.</summary>
    public bool IsOnLevel(double x, double y, int width, double reach) =>
        Level.Any(line => Math.Abs(line.RowAt((int)x, width) - y) <= reach);

    /// <summary>
    /// The pieces of a picture of one character without what lines leave: the next one, which the picture's edge cuts, and of a sheet or of
    /// squares, beside the largest piece, parts of lines and their crossings.
    /// </summary>
    public IReadOnlyList<InkPiece> WithoutRests(IReadOnlyList<InkPiece> pieces, int width, int height)
    {
        if (pieces.Count == 0 || Level.Count + Upright.Count == 0)
        {
            return pieces;
        }

        bool isSheet = Level.Count >= Sheet || Upright.Count >= Sheet;
        InkPiece largest = pieces.MaxBy(static piece => piece.Area)!;
        double longStroke = LongStroke * Math.Max(width, height);
        return [.. pieces.Where(piece =>
            (piece.Box.LongSide < longStroke || !IsNextLine(piece.Box, width, height))
            && ((!isSheet && !AreSquared) || MayBeCharacter(piece) || !HasLeft(piece, width, height, SquaredFrom)))];

        bool MayBeCharacter(InkPiece piece) =>
            !piece.Box.Touches(width, height) && (!isSheet || (AreSquared ? piece == largest : piece.Box.LongSide < longStroke));
    }

    /// <summary>Whether a piece is what is left of a line: a part of it, or the crossing of two.</summary>
    public bool HasLeft(InkPiece piece, int width, int height) => HasLeft(piece, width, height, Sheet);

    /// <summary>The same, where so many lines have next ones beyond the first and the last.</summary>
    private bool HasLeft(InkPiece piece, int width, int height, int nextFrom)
    {
        PixelBox box = piece.Box;
        return Lies(Level, box, width, nextFrom) || Lies(Upright, Turned(box), height, nextFrom);
    }

    /// <summary>Whether a piece is the next line, which leaves the picture along its edge: as thin as the lines, and beside that edge.</summary>
    private bool IsNextLine(PixelBox box, int width, int height)
    {
        bool isLevel = (box.Top == 0 || box.Bottom == height) && Level.Count > 0 && IsThin(Level, box);
        return isLevel || ((box.Left == 0 || box.Right == width) && Upright.Count > 0 && IsThin(Upright, Turned(box)));
    }

    /// <summary>Whether a piece is as thin as the lines, along them, and longer than strokes are.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="characterHeight">How tall characters are.</param>
    public bool AreAlong(InkPiece piece, double characterHeight) =>
        IsLong(Level, piece.Box, characterHeight) || IsLong(Upright, Turned(piece.Box), characterHeight);

    /// <summary>
    /// The distance of most lines of each kind, which is the same for both; null where it is not. A margin is one line more.
    /// </summary>
    private static double? DistanceOf(IReadOnlyList<RuledLine> level, IReadOnlyList<RuledLine> upright)
    {
        double[] down = [.. Distances(level).Order()];
        double distance = down[down.Length / 2];
        return AreHalf(Distances(level)) && AreHalf(Distances(upright)) ? distance : null;

        bool AreHalf(IEnumerable<double> distances)
        {
            bool[] alike = [.. distances.Select(other => Math.Abs(other - distance) <= SquareTolerance * distance)];
            return 2 * alike.Count(static same => same) >= alike.Length;
        }
    }

    private static IEnumerable<double> Distances(IReadOnlyList<RuledLine> lines) =>
        lines.Zip(lines.Skip(1), static (before, line) => line.Middle - before.Middle);

    /// <summary>How much of a picture is before the first line and beyond the last.</summary>
    private static double Beyond(IReadOnlyList<RuledLine> lines, int length) => lines[0].Middle + length - 1 - lines[^1].Middle;

    private static bool Lies(IReadOnlyList<RuledLine> lines, PixelBox box, int width, int nextFrom)
    {
        if (lines.Count == 0 || !IsThin(lines, box))
        {
            return false;
        }

        double x = (box.Left + box.Right - 1) / 2.0;
        double y = (box.Top + box.Bottom - 1) / 2.0;
        return WithNext(lines, nextFrom).Any(line => Math.Abs(line.RowAt((int)x, width) - y) <= Beside + (line.Thickness / 2.0));
    }

    private static bool IsLong(IReadOnlyList<RuledLine> lines, PixelBox box, double characterHeight) =>
        lines.Count >= Sheet && box.Width > LongerThanStrokes * characterHeight && IsThin(lines, box);

    /// <summary>Whether a piece is no higher than a line over its width is.</summary>
    private static bool IsThin(IReadOnlyList<RuledLine> lines, PixelBox box) =>
        box.Height <= (MaxThickness * lines.Max(static line => line.Thickness)) + 1 + (lines.Max(static line => Math.Abs(line.Slope)) * box.Width);

    private static IEnumerable<RuledLine> WithNext(IReadOnlyList<RuledLine> lines, int from)
    {
        if (lines.Count < from)
        {
            return lines;
        }

        double distance = (lines[^1].Middle - lines[0].Middle) / (lines.Count - 1);
        return lines.Append(lines[0] with { Middle = lines[0].Middle - distance }).Append(lines[^1] with { Middle = lines[^1].Middle + distance });
    }

    private static PixelBox Turned(PixelBox box) => new(box.Top, box.Left, box.Bottom, box.Right);
}
