using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Tells what no pen of the writing drew, by how long, thin and straight a piece is beside the rest of the ink, and where it lies: a margin
/// or a crease that leaves the picture, the edge of the sheet, a fibre, holes punched for a folder.
/// </summary>
internal sealed class OtherPens
{
    /// <summary>
    /// A line is so slender, by its second moments, or so few pixels thick and so many times as long; a 1 is seldom thinner than an
    /// eighth of its height.
    /// </summary>
    private const double Slender = 0.06;
    private const int Hair = 2;
    private const int HairLength = 4;

    /// <summary>Lines that meet, or lean, fill no more than this part of their box; strokes of a character fill more.</summary>
    private const double Sparse = 0.06;

    /// <summary>
    /// One that leaves the picture is so many times as long as the tallest of what is written, or thinner than this part of the pen.
    /// </summary>
    private const double LongerThanWritten = 1.5;
    private const double ThinnerThanPen = 0.6;

    /// <summary>What is written has this part of a line's ink, and of its length, or it is a speck.</summary>
    private const double MinWritten = 0.1;
    private const double MinLength = 0.05;

    /// <summary>
    /// A fibre is thinner than this part of the pen, as long as this part of the tallest of what is written, and apart from it by that part;
    /// more than so many are written with another pen.
    /// </summary>
    private const double Fibre = 0.45;
    private const double FibreLength = 0.25;
    private const double FibreApart = 0.5;
    private const int MostFibres = 3;

    /// <summary>
    /// A hole is so many times as wide as the pen, and is filled to this part of its box where an edge of the picture cuts it; else there
    /// are more, as large within this part, one above or beside the other, so many times their size apart, which bullets are not.
    /// </summary>
    private const double WiderThanPen = 2.5;
    private const double Filled = 0.65;
    private const double SameSize = 0.2;
    private const double HolesApart = 8;
    private const double HoleAspect = 1.3;
    private const double HoleResidual = 0.1;

    private readonly InkMap _map;
    private readonly IReadOnlyList<InkPiece> _written;
    private readonly InkPiece _largest;
    private readonly double _tallest;
    private readonly double _pen;

    private OtherPens(InkMap map, IReadOnlyList<InkPiece> written)
    {
        (_map, _written) = (map, written);
        _largest = written.MaxBy(static piece => piece.Area)!;
        _tallest = written.Max(static piece => piece.Box.LongSide);
        bool[] kept = new bool[map.Pieces.Count + 1];
        kept[_largest.Label] = true;
        using Plane ink = map.Extract(kept, _largest.Box).Coverage;
        _pen = StrokeWidth.Estimate(ink);
    }

    /// <summary>The pieces without those that no pen of the writing drew.</summary>
    /// <param name="map">The ink.</param>
    /// <param name="pieces">Its pieces, or some of them.</param>
    public static IReadOnlyList<InkPiece> Without(InkMap map, IReadOnlyList<InkPiece> pieces) =>
        pieces.Count < 2 ? pieces : WithoutOthers(map, pieces);

    private static IReadOnlyList<InkPiece> WithoutOthers(InkMap map, IReadOnlyList<InkPiece> pieces)
    {
        (int width, int height) = (map.Coverage.Width, map.Coverage.Height);
        HashSet<InkPiece> others = [.. pieces.Where(piece => piece.Box.Touches(width, height) && (IsStraight(map, piece) || IsSparse(piece)))];
        HashSet<InkPiece> discs = [.. pieces.Where(piece => !others.Contains(piece) && IsDisc(map, piece))];
        others.UnionWith(discs);
        InkPiece[] written = [.. pieces.Where(piece => !others.Contains(piece))];
        if (written.Length == 0)
        {
            return pieces;
        }

        OtherPens pens = new(map, written);
        others.RemoveWhere(piece => discs.Contains(piece) ? !pens.IsHole(piece, discs) : !pens.IsLine(piece));
        InkPiece[] fibres = [.. written.Where(pens.IsFibre).Take(MostFibres + 1)];
        if (fibres.Length <= MostFibres)
        {
            others.UnionWith(fibres);
        }

        return others.Count == 0 ? pieces : [.. pieces.Where(piece => !others.Contains(piece))];
    }

    private static bool IsStraight(InkMap map, InkPiece piece)
    {
        int thin = Math.Min(piece.Box.Width, piece.Box.Height);
        return (thin <= Hair && piece.Box.LongSide >= HairLength * thin) || map.Slenderness(piece) <= Slender;
    }

    private static bool IsSparse(InkPiece piece) => piece.Area <= Sparse * piece.Box.Width * piece.Box.Height;

    /// <summary>Whether a piece is a disc, or may be what the picture's edge leaves of one.</summary>
    private static bool IsDisc(InkMap map, InkPiece piece)
    {
        PixelBox box = piece.Box;
        if (box.LongSide <= Hair || piece.Area < Filled * box.Width * box.Height)
        {
            return false;
        }

        if (box.Touches(map.Coverage.Width, map.Coverage.Height))
        {
            return true;
        }

        bool[] alone = new bool[map.Pieces.Count + 1];
        alone[piece.Label] = true;
        return DotShape.Of(map, box, alone) is { Residual: < HoleResidual, Aspect: <= HoleAspect };
    }

    private bool IsLine(InkPiece line) =>
        _largest.Area >= MinWritten * line.Area && _largest.Box.LongSide >= MinLength * line.Box.LongSide && IsBeside(line.Box, _largest.Box)
        && (line.Box.LongSide >= LongerThanWritten * _tallest || ThicknessOf(line) <= ThinnerThanPen * _pen);

    private bool IsHole(InkPiece disc, IEnumerable<InkPiece> discs)
    {
        PixelBox box = disc.Box;
        int side = box.LongSide;
        if (Math.Min(box.Width, box.Height) < WiderThanPen * _pen)
        {
            return false;
        }

        return box.Touches(_map.Coverage.Width, _map.Coverage.Height)
            || discs.Any(other => Math.Abs(other.Box.LongSide - side) <= (SameSize * side) + 1
                && Math.Max(Math.Abs(other.Box.Left - box.Left), Math.Abs(other.Box.Top - box.Top)) >= HolesApart * side
                && Math.Min(Math.Abs(other.Box.Left - box.Left), Math.Abs(other.Box.Top - box.Top)) <= side);
    }

    private bool IsFibre(InkPiece piece) => piece != _largest && piece.Box.LongSide >= FibreLength * _tallest && ThicknessOf(piece) <= Fibre * _pen
        && _written.All(other => other == piece || ThicknessOf(other) <= Fibre * _pen || Distance(other.Box, piece.Box) >= FibreApart * _tallest);

    /// <summary>How thick a stroke is that bends little: of others it is too much, so that they are none of a thinner pen.</summary>
    private static double ThicknessOf(InkPiece piece) => piece.Area / double.Hypot(piece.Box.Width, piece.Box.Height);

    private static int Distance(PixelBox a, PixelBox b) => Math.Max(
        Math.Max(a.Left - b.Right, b.Left - a.Right), Math.Max(a.Top - b.Bottom, b.Top - a.Bottom));

    /// <summary>Whether what is written stands beside a line, and not over its end as a dot does.</summary>
    private static bool IsBeside(PixelBox line, PixelBox written) => line.Height >= line.Width
        ? written.Left >= line.Right || written.Right <= line.Left
        : written.Top >= line.Bottom || written.Bottom <= line.Top;
}
