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

    /// <summary>
    /// One as thick as the pen may be a stroke that the others do not touch, as of an E in loose strokes: they come as near as so many
    /// pens, and reach along this part of it. Of more lines than so many none is one.
    /// </summary>
    private const double LooseStroke = 4;
    private const double AlongStroke = 0.4;
    private const int MostStrokes = 4;

    /// <summary>What is written has this part of a line's ink, and of its length, or it is a speck.</summary>
    private const double MinWritten = 0.1;
    private const double MinLength = 0.05;

    /// <summary>
    /// A fibre is thinner than this part of the pen, and in the line of the largest piece, where another pen may have written, than that
    /// part; it is as long as this part of the tallest of what is written, and apart from all that is thicker by that part. More than so
    /// many, or two side by side, are written with another pen.
    /// </summary>
    private const double Fibre = 0.45;
    private const double FibreInLine = 0.25;
    private const double FibreLength = 0.25;
    private const double FibreApart = 0.5;
    private const int MostFibres = 3;

    /// <summary>
    /// A hole is so many times as wide as the pen, and filled to this part of its box. Where no edge of the picture cuts it, there is
    /// another one, as large within this part, above, below or beside it, so many times their size apart, which bullets are not, and both
    /// are round: an ellipse explains all but this of them.
    /// </summary>
    private const double WiderThanPen = 2.5;
    private const double Filled = 0.65;
    private const double SameSize = 0.2;
    private const double HolesApart = 8;
    private const double HoleResidual = 0.1;

    /// <summary>So many pieces at the picture's edge, the longest, are looked at.</summary>
    private const int MostAtEdge = 16;

    /// <summary>Of more filled pieces, or more thin ones, than so many, none is looked at: they are what is written, or a pattern.</summary>
    private const int MostTried = 64;

    private readonly InkMap _map;
    private readonly IReadOnlyList<InkPiece> _pieces;
    private readonly IReadOnlyList<InkPiece> _written;
    private readonly InkPiece _largest;
    private readonly double _tallest;
    private readonly double _pen;

    private OtherPens(InkMap map, IReadOnlyList<InkPiece> pieces, IReadOnlyList<InkPiece> written, InkPiece largest)
    {
        (_map, _pieces, _written, _largest) = (map, pieces, written, largest);
        _tallest = written.Max(static piece => piece.Box.LongSide);
        bool[] kept = new bool[map.Pieces.Count + 1];
        kept[largest.Label] = true;
        using Plane ink = map.Extract(kept, largest.Box).Coverage;
        _pen = StrokeWidth.Estimate(ink);
    }

    /// <summary>The pieces without those that no pen of the writing drew.</summary>
    /// <param name="map">The ink.</param>
    /// <param name="pieces">Its pieces, or some of them.</param>
    public static IReadOnlyList<InkPiece> Without(InkMap map, IReadOnlyList<InkPiece> pieces) =>
        pieces.Count < 2 ? pieces : WithoutOthers(map, pieces);

    private static IReadOnlyList<InkPiece> WithoutOthers(InkMap map, IReadOnlyList<InkPiece> pieces)
    {
        List<InkPiece> lines = LinesAtEdge(map, pieces);
        List<InkPiece> discs = Discs(map, pieces, lines);
        IReadOnlyList<InkPiece> written =
            lines.Count + discs.Count == 0 ? pieces : [.. pieces.Where(piece => !lines.Contains(piece) && !discs.Contains(piece))];
        if (written.Count == 0)
        {
            return pieces;
        }

        InkPiece largest = written.MaxBy(static piece => piece.Area)!;
        if (lines.Count + discs.Count == 0 && !MayHaveFibres(written, largest))
        {
            return pieces;
        }

        OtherPens pens = new(map, pieces, written, largest);
        HashSet<InkPiece> others = [.. lines.Where(line => pens.IsLine(line, lines.Count)), .. pens.Holes(discs)];
        others.UnionWith(pens.Fibres());
        return others.Count == 0 ? pieces : [.. pieces.Where(piece => !others.Contains(piece))];
    }

    private static List<InkPiece> LinesAtEdge(InkMap map, IReadOnlyList<InkPiece> pieces)
    {
        (int width, int height) = (map.Coverage.Width, map.Coverage.Height);
        List<InkPiece> lines = [];
        for (int i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Box.Touches(width, height))
            {
                lines.Add(pieces[i]);
            }
        }

        if (lines.Count > MostAtEdge)
        {
            lines.Sort(static (a, b) => b.Box.LongSide.CompareTo(a.Box.LongSide));
            lines.RemoveRange(MostAtEdge, lines.Count - MostAtEdge);
        }

        // The cheap question first: what is not sparse has a box of a few times its ink, which slenderness goes over.
        lines.RemoveAll(piece => !IsSparse(piece) && !IsStraight(map, piece));
        return lines;
    }

    /// <summary>Filled pieces that the picture's edge cuts, or that have another one as large where a folder's next hole may be.</summary>
    private static List<InkPiece> Discs(InkMap map, IReadOnlyList<InkPiece> pieces, List<InkPiece> lines)
    {
        (int width, int height) = (map.Coverage.Width, map.Coverage.Height);
        List<InkPiece> filled = [];
        for (int i = 0; i < pieces.Count && filled.Count <= MostTried; i++)
        {
            if (IsFilled(pieces[i]) && !lines.Contains(pieces[i]))
            {
                filled.Add(pieces[i]);
            }
        }

        return filled.Count > MostTried
            ? []
            : filled.FindAll(disc =>
                disc.Box.Touches(width, height) ? IsCut(disc.Box) : filled.Exists(other => AreHoles(disc.Box, other.Box)));
    }

    private static bool IsStraight(InkMap map, InkPiece piece)
    {
        int thin = Math.Min(piece.Box.Width, piece.Box.Height);
        return (thin <= Hair && piece.Box.LongSide >= HairLength * thin) || map.Slenderness(piece) <= Slender;
    }

    private static bool IsSparse(InkPiece piece) => piece.Area <= Sparse * piece.Box.Width * piece.Box.Height;

    private static bool IsFilled(InkPiece piece) =>
        piece.Box.LongSide > Hair && piece.Area >= Filled * piece.Box.Width * piece.Box.Height;

    private static bool IsCut(PixelBox box) => box.LongSide <= FormErasure.CutAspect * Math.Min(box.Width, box.Height);

    /// <summary>Whether two filled pieces are as large as each other, and one is above or beside the other, far away.</summary>
    private static bool AreHoles(PixelBox a, PixelBox b)
    {
        int side = a.LongSide;
        (int across, int down) = (Math.Abs(a.Left - b.Left), Math.Abs(a.Top - b.Top));
        return Math.Abs(b.LongSide - side) <= (SameSize * side) + 1
            && Math.Max(across, down) >= HolesApart * side && Math.Min(across, down) <= side;
    }

    /// <summary>Whether a piece is thin beside the largest, if that were of one stroke as wide as its box.</summary>
    private static bool MayHaveFibres(IReadOnlyList<InkPiece> written, InkPiece largest)
    {
        double most = Fibre * Math.Min(largest.Box.Width, largest.Box.Height);
        for (int i = 0; i < written.Count; i++)
        {
            if (written[i] != largest && written[i].Box.LongSide >= FibreLength * largest.Box.LongSide && ThicknessOf(written[i]) <= most)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsLine(InkPiece line, int lines) =>
        _largest.Area >= MinWritten * line.Area && _largest.Box.LongSide >= MinLength * line.Box.LongSide && IsBeside(line.Box, _largest.Box)
        && (ThicknessOf(line) <= ThinnerThanPen * _pen
            || (line.Box.LongSide >= LongerThanWritten * _tallest && (lines > MostStrokes || !MayBeStroke(line))));

    private bool MayBeStroke(InkPiece line)
    {
        if (Distance(line.Box, _largest.Box) > LooseStroke * _pen)
        {
            return false;
        }

        bool isUpright = line.Box.Height >= line.Box.Width;
        (int from, int to) = (int.MaxValue, int.MinValue);
        foreach (InkPiece piece in _pieces)
        {
            if (piece != line)
            {
                from = Math.Min(from, isUpright ? piece.Box.Top : piece.Box.Left);
                to = Math.Max(to, isUpright ? piece.Box.Bottom : piece.Box.Right);
            }
        }

        return to - from >= AlongStroke * line.Box.LongSide;
    }

    private List<InkPiece> Holes(List<InkPiece> discs)
    {
        bool[] alone = new bool[_map.Pieces.Count + 1];
        return discs.FindAll(disc =>
        {
            PixelBox box = disc.Box;
            if (Math.Min(box.Width, box.Height) < WiderThanPen * _pen)
            {
                return false;
            }

            if (box.Touches(_map.Coverage.Width, _map.Coverage.Height))
            {
                return true;
            }

            alone[disc.Label] = true;
            bool isRound = DotShape.Of(_map, box, alone) is { Residual: < HoleResidual, Aspect: <= FormErasure.HoleAspect };
            alone[disc.Label] = false;
            return isRound;
        });
    }

    private List<InkPiece> Fibres()
    {
        List<InkPiece> thin = [];
        for (int i = 0; i < _written.Count && thin.Count <= MostTried; i++)
        {
            if (IsThin(_written[i]))
            {
                thin.Add(_written[i]);
            }
        }

        if (thin.Count > MostTried)
        {
            return [];
        }

        List<InkPiece> fibres = thin.FindAll(IsApart);
        return fibres.Count > MostFibres || fibres.Exists(one => fibres.Exists(other => other != one && AreSideBySide(one.Box, other.Box)))
            ? []
            : fibres;
    }

    private static bool AreInLine(PixelBox a, PixelBox b) => a.Top < b.Bottom && b.Top < a.Bottom;

    private static bool AreSideBySide(PixelBox a, PixelBox b) => AreInLine(a, b) && Distance(a, b) < a.LongSide;

    private bool IsThin(InkPiece piece) => piece != _largest && piece.Box.LongSide >= FibreLength * _tallest
        && ThicknessOf(piece) <= (AreInLine(piece.Box, _largest.Box) ? FibreInLine : Fibre) * _pen;

    private bool IsApart(InkPiece piece) => _written.All(
        other => other == piece || ThicknessOf(other) <= Fibre * _pen || Distance(other.Box, piece.Box) >= FibreApart * _tallest);

    /// <summary>How thick a stroke is that bends little: of others it is too much, so that they are none of a thinner pen.</summary>
    private static double ThicknessOf(InkPiece piece) => piece.Area / double.Hypot(piece.Box.Width, piece.Box.Height);

    private static int Distance(PixelBox a, PixelBox b) => Math.Max(
        Math.Max(a.Left - b.Right, b.Left - a.Right), Math.Max(a.Top - b.Bottom, b.Top - a.Bottom));

    /// <summary>Whether what is written stands beside a line, and not over its end as a dot does.</summary>
    private static bool IsBeside(PixelBox line, PixelBox written) => line.Height >= line.Width
        ? written.Left >= line.Right || written.Right <= line.Left
        : written.Top >= line.Bottom || written.Bottom <= line.Top;
}
