using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Removes pieces that are a frame or a ring around the character, or a line beside it, by the shapes and places of their boxes.
/// </summary>
internal static class StrayLines
{
    /// <summary>A frame's ink lies within this part of its side from its box, but for this part of it.</summary>
    private const double FrameBand = 0.07;
    private const double FrameFill = 0.92;

    /// <summary>A frame is at least this part of the picture's longer side.</summary>
    private const double MinFrame = 0.2;

    /// <summary>What a frame holds has at least this part of its area, and is no bar: that of an E, an F or an A may stand off.</summary>
    private const double MinContent = 0.1;

    /// <summary>A line's box is no thicker than this part of its length, and its ink no thicker than this.</summary>
    private const double LineBox = 0.2;
    private const double LineInk = 0.12;

    /// <summary>
    /// A line at the picture's edge that is thinner than this part of its length is one of the paper, however small the rest;
    /// so is one from edge to edge, in any direction.
    /// </summary>
    public const double HairLine = 0.025;

    /// <summary>A character beside a line is at least this part as long.</summary>
    private const double MinBody = 0.3;

    /// <summary>
    /// An underline is so many times as long as the character, or so far below it in parts of its size.
    /// </summary>
    private const double LongerThanBody = 1.25;
    private const double BelowBody = 0.08;

    /// <summary>An upright line so far from the character, in parts of its size, is not its stem.</summary>
    private const double BesideBody = 0.3;

    /// <summary>So many pieces, the largest, are looked at as forms.</summary>
    private const int MaxForms = 16;

    /// <summary>A bar is so many times as long as it is thick.</summary>
    public const double Bar = 3.5;

    /// <summary>
    /// A leaning one is so many times as wide as it is high, or so many where it is as short as a staple, which is this part of the
    /// picture's longer side, and no thicker than the last part of its length. A leaning 1 is higher.
    /// </summary>
    private const double MoreLevel = 1.2;
    private const double StapleLean = 0.85;
    private const double StapleSide = 0.33;
    private const double LeaningBar = 0.15;

    /// <summary>The pieces that are lines of a form or of the paper, whatever else there is.</summary>
    public static HashSet<InkPiece> Forms(InkMap map, IReadOnlyList<InkPiece> pieces)
    {
        IEnumerable<InkPiece> largest = pieces.Count <= MaxForms
            ? pieces
            : pieces.OrderByDescending(static piece => piece.Area).Take(MaxForms);
        HashSet<InkPiece> forms = [];
        foreach (InkPiece piece in largest)
        {
            if (FormLines.IsForm(map, piece) || CutLines.Is(map, piece))
            {
                forms.Add(piece);
            }
        }

        return forms;
    }

    /// <summary>The pieces but for frames and lines.</summary>
    public static List<InkPiece> Remove(InkMap map, IReadOnlyList<InkPiece> pieces)
    {
        HashSet<InkPiece> forms = Forms(map, pieces);
        List<InkPiece> left =
            [.. pieces.Where(piece => !forms.Contains(piece) && !IsFrame(map, piece, pieces) && !IsRing(map, piece, pieces))];
        if (AreNoCharacter(left, map.Coverage.Width) || (left.Count == 1 && IsLeaningBar(map, left[0])))
        {
            return [];
        }

        List<InkPiece> bodies = [.. left.Where(piece => !IsLine(piece))];
        if (bodies.Count == 0)
        {
            return left;
        }

        InkPiece body = bodies.MaxBy(piece => piece.Area)!;
        left.RemoveAll(piece => IsLine(piece) && IsStray(piece.Box, body.Box, map.Coverage));
        return left;
    }

    /// <summary>Whether a piece is long and thin.</summary>
    public static bool IsLine(InkPiece piece)
    {
        PixelBox box = piece.Box;
        return Math.Min(box.Width, box.Height) <= LineBox * box.LongSide && piece.Area <= LineInk * box.LongSide * box.LongSide;
    }

    /// <summary>
    /// Whether there are level bars alone, or two upright ones or more at the picture's sides, the walls of a comb, with no bar between
    /// them as an H has.
    /// </summary>
    private static bool AreNoCharacter(List<InkPiece> pieces, int width)
    {
        double speck = pieces.Count == 0 ? 0 : CharacterPieces.SpeckArea * pieces.Max(static piece => piece.Area);
        pieces = pieces.FindAll(piece => piece.Area >= speck);
        List<InkPiece> others = pieces.FindAll(static piece => !IsLevelBar(piece));
        if (others.Count < 2 || !others.TrueForAll(piece => IsWall(piece, width)))
        {
            return others.Count == 0;
        }

        int bottom = others.Min(static wall => wall.Box.Bottom);
        return !pieces.Exists(bar => IsLevelBar(bar) && bar.Box.Bottom + (2 * bar.Box.Height) <= bottom);
    }

    /// <summary>The pieces but for specks, where they are level bars alone; none where they are not.</summary>
    public static IReadOnlyList<InkPiece> LevelBars(IReadOnlyList<InkPiece> pieces)
    {
        if (pieces.Count is 0 or > MaxForms)
        {
            return [];
        }

        int largest = 0;
        foreach (InkPiece piece in pieces)
        {
            largest = Math.Max(largest, piece.Area);
        }

        double speck = CharacterPieces.SpeckArea * largest;
        foreach (InkPiece piece in pieces)
        {
            if (piece.Area >= speck && !IsLevelBar(piece))
            {
                return [];
            }
        }

        return [.. pieces.Where(piece => piece.Area >= speck)];
    }

    private static bool IsLevelBar(InkPiece piece) => piece.Box.Width >= Bar * piece.Box.Height;

    /// <summary>Whether a piece is a straight bar that is nearer to level than to upright, such as a staple.</summary>
    private static bool IsLeaningBar(InkMap map, InkPiece piece)
    {
        bool isSmall = piece.Box.LongSide <= StapleSide * Math.Max(map.Coverage.Width, map.Coverage.Height);
        return piece.Box.Width >= (isSmall ? StapleLean : MoreLevel) * piece.Box.Height && map.Slenderness(piece) <= LeaningBar;
    }

    /// <summary>Whether a piece is an upright bar at a side of the picture.</summary>
    public static bool IsWall(InkPiece piece, int width) => piece.Box.Height >= Bar * piece.Box.Width
        && (piece.Box.Right <= FormLines.WallZone * width || piece.Box.Left >= (1 - FormLines.WallZone) * width);

    private static bool IsStray(PixelBox line, PixelBox body, Plane picture)
    {
        bool isAtEdge = line.Touches(picture.Width, picture.Height) && !body.Touches(picture.Width, picture.Height);
        if (body.LongSide < MinBody * line.LongSide)
        {
            return isAtEdge && Math.Min(line.Width, line.Height) <= HairLine * line.LongSide;
        }

        if (isAtEdge)
        {
            return true;
        }

        return line.Width > line.Height
            ? line.Width >= LongerThanBody * body.LongSide || line.Top - body.Bottom > BelowBody * body.LongSide
            : Math.Max(line.Left - body.Right, body.Left - line.Right) > BesideBody * body.LongSide;
    }

    private static bool IsFrame(InkMap map, InkPiece piece, IReadOnlyList<InkPiece> pieces)
    {
        PixelBox box = piece.Box;
        if (box.LongSide < MinFrame * Math.Max(map.Coverage.Width, map.Coverage.Height)
            || !pieces.Any(other => other.Area >= MinContent * piece.Area && Holds(box, other.Box) && !IsLevelBar(other)))
        {
            return false;
        }

        int band = Math.Max(2, (int)(FrameBand * box.LongSide));
        var inside = new PixelBox(box.Left + band, box.Top + band, box.Right - band, box.Bottom - band);
        return piece.Area - map.AreaIn(inside, piece) >= FrameFill * piece.Area;
    }

    private static bool IsRing(InkMap map, InkPiece piece, IReadOnlyList<InkPiece> pieces) =>
        piece.Box.LongSide >= MinFrame * Math.Max(map.Coverage.Width, map.Coverage.Height)
        && EnclosingRing.Is(map, piece, pieces);

    private static bool Holds(PixelBox frame, PixelBox box) =>
        frame.Left < box.Left && frame.Top < box.Top && frame.Right > box.Right && frame.Bottom > box.Bottom;
}
