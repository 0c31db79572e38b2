using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Chooses the pieces of ink that make up one character; drops specks, frames, underlines and what reaches in from
/// outside.
/// </summary>
internal static class CharacterPieces
{
    /// <summary>
    /// A piece smaller than this part of the largest one is a speck. The dot of an i is some 6 % of its stem.
    /// </summary>
    public const double SpeckArea = 0.02;

    /// <summary>
    /// A piece at the picture's edge smaller than this part of the largest one belongs to a neighbour.
    /// </summary>
    private const double NeighbourArea = 0.3;

    /// <summary>
    /// A piece smaller than this part of the largest one is a scrap, whose place says whether it belongs.
    /// </summary>
    private const double ScrapArea = 0.2;

    /// <summary>
    /// How far a scrap may be, in parts of the character's longer side: above it, as a dot, and elsewhere.
    /// </summary>
    private const double DotReach = 0.8;
    private const double ScrapReach = 0.12;

    /// <summary>Selects the character's pieces by their sizes and places.</summary>
    /// <param name="map">The picture's ink.</param>
    /// <param name="candidates">The pieces that may be part of it.</param>
    /// <param name="kept">Set for every label that is part of the character.</param>
    /// <returns>The box around the character; the empty one where there is no ink.</returns>
    public static PixelBox Choose(InkMap map, IReadOnlyList<InkPiece> candidates, Span<bool> kept)
    {
        List<InkPiece> pieces = StrayLines.Remove(map, candidates);
        if (pieces.Count == 0)
        {
            return PixelBox.Empty;
        }

        (int width, int height) = (map.Coverage.Width, map.Coverage.Height);
        InkPiece largest = pieces.MaxBy(p => p.Area)!;
        bool neighbours = !largest.Box.Touches(width, height);
        PixelBox box = PixelBox.Empty;
        List<InkPiece> scraps = [];
        foreach (InkPiece piece in pieces)
        {
            bool outside = neighbours && piece.Box.Touches(width, height);
            if (piece.Area >= largest.Area * (outside ? NeighbourArea : ScrapArea))
            {
                kept[piece.Label] = true;
                box = box.Include(piece.Box);
            }
            else if (!outside && piece.Area >= largest.Area * SpeckArea)
            {
                scraps.Add(piece);
            }
        }

        PixelBox body = box;
        foreach (InkPiece scrap in scraps.Where(scrap => Belongs(scrap.Box, body)))
        {
            kept[scrap.Label] = true;
            box = box.Include(scrap.Box);
        }

        return box;
    }

    private static bool Belongs(PixelBox scrap, PixelBox body)
    {
        int over = Math.Max(0, body.Top - scrap.Bottom);
        int under = Math.Max(0, scrap.Top - body.Bottom);
        int aside = Math.Max(0, Math.Max(scrap.Left - body.Right, body.Left - scrap.Right));
        double near = Math.Max(1, ScrapReach * body.LongSide);
        return over <= DotReach * body.LongSide && under <= near && aside <= (over > 0 ? DotReach / 2 * body.LongSide : near);
    }
}
