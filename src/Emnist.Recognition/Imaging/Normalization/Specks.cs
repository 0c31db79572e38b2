using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Tells what is left of an empty field, specks and the remains of a shadow, from a character.</summary>
internal static class Specks
{
    /// <summary>Ink smaller than this in both directions, in pixels, is no character.</summary>
    private const int MinSide = 5;

    /// <summary>Nor is what is smaller than this part of the picture's longer side: there is too little of it to tell.</summary>
    private const double MinPart = 0.0125;

    /// <summary>
    /// Unless they are strokes, if only of a few pixels, which no ellipse explains: one piece, or what is as near together as so many times
    /// its side, at least so long.
    /// </summary>
    private const double StrokesFrom = 0.2;
    private const double NearTogether = 3;
    private const int MinStrokes = 3;

    /// <summary>
    /// Nor is a round dot smaller than this part of the picture's longer side: an ellipse explains all but this of it, and it is that much
    /// longer than it is wide.
    /// </summary>
    private const double DotSide = 0.05;
    private const double MaxDotResidual = 0.12;
    private const double DotAspect = 1.6;

    /// <summary>Several far from each other, all as small, may be so much longer than they are wide, if no strokes either.</summary>
    private const double SpeckAspect = 2;

    /// <summary>
    /// So many pieces of which none is larger than this part of the longer side are noise, or so few that are all far from each other and stand
    /// in no row, and so many more of which none is twice as large.
    /// </summary>
    private const double NoiseSide = 0.035;
    private const int ManyPieces = 8;
    private const int FewApart = 3;
    private const int Texture = 20;

    /// <summary>So many pieces at the edge, the largest, are looked at.</summary>
    private const int MaxShadows = 16;

    /// <summary>
    /// Beside a shadow's remains the picture is as dark as they are along this part of their outline: within this part of the
    /// contrast that they have on their other side.
    /// </summary>
    private const double ShadowOutline = 0.25;
    private const float ShadowContrast = 0.4f;

    /// <summary>Whether the pieces that were taken for a character are none.</summary>
    /// <param name="map">The picture's ink.</param>
    /// <param name="kept">Set for the labels of the pieces.</param>
    public static bool AreAll(InkMap map, bool[] kept)
    {
        InkPiece[] pieces = [.. map.Pieces.Where(piece => kept[piece.Label])];
        if (pieces.Length == 0)
        {
            return true;
        }

        int side = pieces.Max(static piece => piece.Box.LongSide);
        int longSide = Math.Max(map.Coverage.Width, map.Coverage.Height);
        double noise = NoiseSide * longSide;
        PixelBox whole = pieces.Aggregate(PixelBox.Empty, static (box, piece) => box.Include(piece.Box));
        bool isRow = Math.Min(whole.Width, whole.Height) <= NearTogether * side;
        if ((side <= noise && (pieces.Length >= ManyPieces || (pieces.Length >= FewApart && !isRow && AreApart(pieces, NearTogether * side))))
            || (side <= 2 * noise && pieces.Length > Texture))
        {
            return true;
        }

        bool isSmall = side < Math.Max(MinSide, MinPart * longSide);
        if (!isSmall && side > DotSide * longSide)
        {
            return false;
        }

        bool isOne = whole.LongSide <= NearTogether * side;
        if ((isOne && IsDot(whole, MaxDotResidual, DotAspect))
            || pieces.All(piece => IsDot(piece.Box, MaxDotResidual, DotAspect))
            || (!isOne && pieces.All(piece => IsDot(piece.Box, StrokesFrom, SpeckAspect))))
        {
            return true;
        }

        bool areStrokes = isOne && side >= MinStrokes && Math.Min(whole.Width, whole.Height) > 1
            && DotShape.Of(map, whole, kept).Residual >= StrokesFrom;
        return isSmall && !areStrokes;

        bool IsDot(PixelBox box, double maxResidual, double maxAspect)
        {
            var shape = DotShape.Of(map, box, kept);
            return shape.Residual < maxResidual && shape.Aspect <= maxAspect;
        }
    }

    private static bool AreApart(InkPiece[] pieces, double distance)
    {
        for (int i = 0; i < pieces.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                (PixelBox a, PixelBox b) = (pieces[i].Box, pieces[j].Box);
                int across = Math.Max(a.Left - b.Right, b.Left - a.Right);
                int down = Math.Max(a.Top - b.Bottom, b.Top - a.Bottom);
                if (Math.Max(across, down) < distance)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>
    /// The pieces without those at the picture's edge beside which it is as dark: the corners of shadows, which a closing fills.
    /// </summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="map">The picture's ink.</param>
    public static IReadOnlyList<InkPiece> WithoutShadows(Plane picture, InkMap map)
    {
        InkPiece[] atEdge = [.. map.Pieces.Where(piece => piece.Box.Touches(picture.Width, picture.Height))];
        if (atEdge.Length == 0)
        {
            return map.Pieces;
        }

        HashSet<InkPiece> shadows =
        [
            .. atEdge.OrderByDescending(static piece => piece.Area).Take(MaxShadows).Where(piece => IsShadow(picture, map, piece)),
        ];
        return shadows.Count == 0 ? map.Pieces : [.. map.Pieces.Where(piece => !shadows.Contains(piece))];
    }

    private static bool IsShadow(Plane picture, InkMap map, InkPiece piece)
    {
        (int width, int distance) = (picture.Width, 3 + (piece.Box.LongSide / 20));
        double sum = 0;
        List<float> outline = [];
        for (int y = piece.Box.Top; y < piece.Box.Bottom; y++)
        {
            for (int x = piece.Box.Left; x < piece.Box.Right; x++)
            {
                if (LabelAt(x, y) != piece.Label)
                {
                    continue;
                }

                sum += picture.Values[(y * width) + x];
                Look(x - 1, y, x - distance, y);
                Look(x + 1, y, x + distance, y);
                Look(x, y - 1, x, y - distance);
                Look(x, y + 1, x, y + distance);
            }
        }

        if (outline.Count == 0)
        {
            return false;
        }

        float mean = (float)(sum / piece.Area);
        outline.Sort();
        bool isDark = outline[outline.Count / 2] >= mean;
        float contrast = isDark ? outline[^1] - mean : mean - outline[0];
        return outline.Count(value => (isDark ? value - mean : mean - value) < ShadowContrast * contrast) > ShadowOutline * outline.Count;

        // A neighbour that is no ink is at the outline; the place at a distance is what lies beside it.
        void Look(int x, int y, int farX, int farY)
        {
            if (LabelAt(x, y) == 0 && LabelAt(farX, farY) == 0)
            {
                outline.Add(picture.Values[(farY * width) + farX]);
            }
        }

        int LabelAt(int x, int y) => x >= 0 && y >= 0 && x < width && y < picture.Height ? map.Labels[(y * width) + x] : -1;
    }
}
