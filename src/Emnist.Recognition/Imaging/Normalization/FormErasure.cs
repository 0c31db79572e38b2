using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Takes the lines of a form, and a hole punched for a folder, out of a picture of one character and measures the ink again: beside what is
/// as dark as that, pencil is so faint that it would be taken for ground.
/// </summary>
internal static class FormErasure
{
    /// <summary>The soft edge of a line, which goes with it: this part of the picture's longer side, and so many pixels at least.</summary>
    private const double SoftEdge = 0.01;
    private const int LeastSoftEdge = 2;

    /// <summary>More pieces are no comb.</summary>
    private const int MaxPieces = 64;

    /// <summary>
    /// A hole is no larger than this part of the picture's longer side, or it is a filled shape, and so much longer than it is wide; an
    /// ellipse explains all but this of it.
    /// </summary>
    private const double HoleSide = 0.35;
    public const double HoleAspect = 1.3;
    private const double MaxHoleResidual = 0.05;

    /// <summary>
    /// One that the picture's edge cuts is so long at most beside its width, and so many pixels wide at least; it fills this part of its
    /// box, as half a disc does.
    /// </summary>
    public const double CutAspect = 2.3;
    private const int MinCut = 4;
    private const double CutFill = 0.7;

    /// <summary>The walls of a comb end so many pixels above its base, besides its thickness, and their tops differ by this part of them.</summary>
    private const int AboveBase = 3;
    public const double SameHeight = 0.15;

    /// <summary>The ink of a picture, the lines of forms erased, and the pieces that may be a character's.</summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="withLines">The picture less its ground.</param>
    /// <param name="ink">That without its ruled lines.</param>
    /// <param name="lines">The ruled lines.</param>
    /// <returns>Null where nothing is left; and whether a piece was dropped as what a shadow leaves.</returns>
    public static (InkMap Map, IReadOnlyList<InkPiece> Pieces, bool HasShadows)? Label(
        Plane picture, InkContrast withLines, InkContrast ink, PaperLines lines)
    {
        (InkMap map, IReadOnlyList<InkPiece> pieces, bool hasShadows) = Pieces(picture, ink, lines);
        HashSet<InkPiece> forms = StrayLines.Forms(map, pieces);
        forms.UnionWith(CombWalls(withLines.Contrast, pieces, lines));
        bool hasLines = forms.Count > 0;
        if (pieces.MaxBy(static piece => piece.Area) is { } largest && IsHole(map, largest))
        {
            forms.Add(largest);
        }

        Plane? withoutUnderlines = null;
        if (forms.Count == 0)
        {
            withoutUnderlines = Underlines.Erase(ink.Contrast, ink.FullInk, StrayLines.LevelBars(pieces));
            if (withoutUnderlines is null)
            {
                return (map, pieces, hasShadows);
            }

            hasLines = true;
        }

        int reach = Math.Max(LeastSoftEdge, (int)Math.Ceiling(SoftEdge * Math.Max(picture.Width, picture.Height)));
        using Plane rest = withoutUnderlines ?? map.Without(ink.Contrast, forms, reach);
        if (ink.AfterErasing(rest) is not { } left)
        {
            // Underlines may be what a shadow leaves.
            if (withoutUnderlines is not null)
            {
                return (map, pieces, hasShadows);
            }

            map.Dispose();
            return null;
        }

        // Where there are lines, there are other parts of them at the edge.
        map.Dispose();
        (map, pieces, hasShadows) = Pieces(picture, left, lines);
        bool IsPart(InkPiece piece) => hasLines && piece.Box.Touches(picture.Width, picture.Height) && StrayLines.IsLine(piece);
        return (map, [.. pieces.Where(piece => !IsPart(piece))], hasShadows);
    }

    /// <summary>Whether a piece is a hole that was punched for a folder: a round dot, where an i's is smaller than its stem.</summary>
    private static bool IsHole(InkMap map, InkPiece piece)
    {
        if (piece.Box.LongSide > HoleSide * Math.Max(map.Coverage.Width, map.Coverage.Height))
        {
            return false;
        }

        if (IsCutHole(map, piece))
        {
            return true;
        }

        if (piece.Box.LongSide > HoleAspect * Math.Min(piece.Box.Width, piece.Box.Height))
        {
            return false;
        }

        bool[] alone = new bool[map.Pieces.Count + 1];
        alone[piece.Label] = true;
        return DotShape.Of(map, piece.Box, alone) is { Residual: < MaxHoleResidual, Aspect: <= HoleAspect };
    }

    /// <summary>Whether a piece may be what the picture's edge leaves of a hole.</summary>
    private static bool IsCutHole(InkMap map, InkPiece piece)
    {
        PixelBox box = piece.Box;
        int thin = Math.Min(box.Width, box.Height);
        return box.Touches(map.Coverage.Width, map.Coverage.Height) && thin >= MinCut && box.LongSide <= CutAspect * thin
            && piece.Area >= CutFill * box.Width * box.Height;
    }

    /// <summary>
    /// The walls of a comb whose base was erased as a line from edge to edge: one at either side, as high as the other, and every tooth,
    /// wherever it stands.
    /// </summary>
    private static List<InkPiece> CombWalls(Plane contrast, IReadOnlyList<InkPiece> pieces, PaperLines lines)
    {
        if (lines.Level.Count == 0)
        {
            return [];
        }

        int width = contrast.Width;
        List<InkPiece> walls = [.. pieces.Where(piece => StrayLines.IsWall(piece, width) && lines.Level.Any(line => Stands(piece, line)))];
        if (walls.Count != 2 || Math.Abs(walls[0].Box.Left - walls[1].Box.Left) <= width / 2
            || Math.Abs(walls[0].Box.Top - walls[1].Box.Top) > SameHeight * walls[0].Box.Height)
        {
            walls.Clear();
        }

        if (pieces.Count <= MaxPieces)
        {
            walls.AddRange(pieces.Where(
                piece => lines.Level.Any(line => CombTooth.Is(contrast, piece, line)) && !pieces.Any(dot => IsDotOver(dot, piece))));
        }

        return walls;

        // The stem of an i may be as thick and as dark as the line.
        bool IsDotOver(InkPiece dot, InkPiece stem) => dot.Box.Bottom <= stem.Box.Top && dot.Box.Bottom > stem.Box.Top - stem.Box.Height
            && dot.Box.Left < stem.Box.Right + stem.Box.Width && dot.Box.Right > stem.Box.Left - stem.Box.Width;

        bool Stands(InkPiece piece, RuledLine line) =>
            Math.Abs(line.RowAt(piece.Box.Left, width) - piece.Box.Bottom) <= AboveBase + line.Thickness;
    }

    private static (InkMap Map, IReadOnlyList<InkPiece> Pieces, bool HasShadows) Pieces(Plane picture, InkContrast ink, PaperLines lines)
    {
        InkMap map = InkMap.LabelWithHysteresis(ink.ToCoverage());
        IReadOnlyList<InkPiece> lit = Specks.WithoutShadows(picture, map);
        return (map, OtherPens.Without(map, lines.WithoutRests(lit, picture.Width, picture.Height)), lit.Count < map.Pieces.Count);
    }
}
