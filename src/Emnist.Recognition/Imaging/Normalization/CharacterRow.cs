using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Tells a row of characters from one character in several strokes, by the shapes and places of its tall pieces: where they cannot tell,
/// as of a 1 beside a 2, it is one.
/// </summary>
internal static class CharacterRow
{
    /// <summary>A piece is tall from this part of the tallest one's height.</summary>
    private const double Tall = 0.6;

    /// <summary>Three tall pieces in a row, so wide together to their height, are no M or W; nor are as many as this.</summary>
    private const double WiderThanM = 1.45;
    private const int MoreThanM = 5;

    /// <summary>
    /// Two tall pieces that are neither straight nor narrow, so far apart in heights, are two characters: of an H or a K one is
    /// straight, and of an X or a W in two strokes these touch or nearly do.
    /// </summary>
    private const double Gap = 0.12;
    private const double MinWidth = 0.3;
    private const double Bent = 0.22;

    /// <summary>
    /// Further apart than this, in heights, one of the two may be straight, as a 1: the strokes of a K or an H are nearer.
    /// </summary>
    private const double WideGap = 0.22;

    /// <summary>
    /// Two pieces one over the other, so far apart in heights of the two together, are two characters if each has this part of that
    /// height and is bent, as neither the bars of = nor the dots of i are.
    /// </summary>
    private const double RowGap = 0.12;
    private const double RowHeight = 0.37;

    /// <summary>Whether pieces are several characters side by side, or two one over the other.</summary>
    /// <param name="map">The ink.</param>
    /// <param name="kept">The labels of the pieces.</param>
    public static bool Is(InkMap map, ReadOnlySpan<bool> kept)
    {
        if (kept.Count(true) < 2)
        {
            return false;
        }

        List<InkPiece> pieces = [];
        for (int i = 0; i < map.Pieces.Count; i++)
        {
            if (kept[i + 1])
            {
                pieces.Add(map.Pieces[i]);
            }
        }

        int height = pieces.Max(static piece => piece.Box.Height);
        List<InkPiece> row = pieces.FindAll(piece => piece.Box.Height >= Tall * height);
        row.Sort(static (left, right) => left.Box.Left.CompareTo(right.Box.Left));
        int[] gaps = [.. row.Zip(row.Skip(1), static (left, right) => right.Box.Left - left.Box.Right)];
        if (gaps.Length == 0 || gaps.Min() <= 0)
        {
            return AreStacked(map, pieces);
        }

        return row.Count > 2
            ? row.Count >= MoreThanM || row[^1].Box.Right - row[0].Box.Left >= WiderThanM * height
            : gaps[0] >= Gap * height && AreTwo(map, row, gaps[0] >= WideGap * height, height);
    }

    private static bool AreTwo(InkMap map, List<InkPiece> pair, bool isWide, int height)
    {
        int bent = pair.Count(piece => piece.Box.Width >= MinWidth * height && map.Slenderness(piece) >= Bent);
        return bent == 2 || (isWide && bent == 1);
    }

    /// <summary>Whether the two largest pieces are characters one over the other.</summary>
    private static bool AreStacked(InkMap map, List<InkPiece> pieces)
    {
        pieces.Sort(static (left, right) => right.Area.CompareTo(left.Area));
        (PixelBox first, PixelBox second) = (pieces[0].Box, pieces[1].Box);
        int height = first.Include(second).Height;
        return Math.Max(second.Top - first.Bottom, first.Top - second.Bottom) >= RowGap * height
            && pieces.Take(2).All(piece => piece.Box.Height >= RowHeight * height
                && piece.Box.Width < piece.Box.Height && map.Slenderness(piece) >= Bent);
    }
}
