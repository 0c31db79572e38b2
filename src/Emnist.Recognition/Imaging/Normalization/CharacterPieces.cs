namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Chooses the pieces of ink that make up one character; drops specks and what reaches in from outside.</summary>
internal static class CharacterPieces
{
    /// <summary>A piece smaller than this part of the largest one is a speck. The dot of an i is some 6 % of its stem.</summary>
    private const double SpeckArea = 0.02;

    /// <summary>A piece at the picture's edge smaller than this part of the largest one belongs to a neighbour.</summary>
    private const double NeighbourArea = 0.3;

    /// <summary>Chooses.</summary>
    /// <param name="map">The picture's ink.</param>
    /// <param name="kept">Set for every label that is part of the character.</param>
    /// <returns>The box around the character; the empty one where there is no ink.</returns>
    public static PixelBox Choose(InkMap map, Span<bool> kept)
    {
        PixelBox box = PixelBox.Empty;
        if (map.Pieces.Count == 0)
        {
            return box;
        }

        (int width, int height) = (map.Coverage.Width, map.Coverage.Height);
        InkPiece largest = map.Pieces.MaxBy(p => p.Area)!;
        bool neighbours = !largest.Box.Touches(width, height);
        foreach (InkPiece piece in map.Pieces)
        {
            bool outside = neighbours && piece.Box.Touches(width, height);
            if (piece.Area >= largest.Area * (outside ? NeighbourArea : SpeckArea))
            {
                kept[piece.Label] = true;
                box = box.Include(piece.Box);
            }
        }

        return box;
    }
}
