using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Tells what is left of a line of paper that was not found, or only in part, such as a margin as dark as the ink in some of its places: a
/// thin straight piece beyond whose ends the line goes on, fainter. A stroke ends.
/// </summary>
internal static class LineRests
{
    /// <summary>A piece is thin that is no wider than this part of its length, and so many pixels for how it leans.</summary>
    private const double MaxThickness = 0.2;
    private const double MaxLean = 0.12;

    /// <summary>Shorter ones, in pixels, tell no direction.</summary>
    private const int MinLength = 6;

    /// <summary>The piece is straight: the line through its ends meets it in this part of its rows, as it does not of a bracket.</summary>
    private const double Straight = 0.8;

    /// <summary>The line goes on by this part of the piece's length at either end, where it is in the picture, within so many pixels.</summary>
    private const double Beyond = 0.8;
    private const int Aside = 2;

    /// <summary>The middle of a third is found by no more rows than so many, which is enough for its direction.</summary>
    private const int MaxRows = 32;

    /// <summary>The median of its contrast there is this part of the piece's.</summary>
    private const float AsDark = 0.45f;

    /// <summary>Whether a piece is one.</summary>
    /// <param name="contrast">The picture less its ground, lines and all.</param>
    /// <param name="map">The ink.</param>
    /// <param name="piece">The piece.</param>
    public static bool Is(Plane contrast, InkMap map, InkPiece piece)
    {
        PixelBox box = piece.Box;
        bool isUpright = box.Height >= box.Width;
        (int length, int width) = isUpright ? (box.Height, box.Width) : (box.Width, box.Height);
        if (length < MinLength || piece.Area > MaxThickness * length * length || width > ((MaxThickness + MaxLean) * length) + 1)
        {
            return false;
        }

        int across = isUpright ? contrast.Width : contrast.Height;
        (int first, int end) = isUpright ? (box.Top, box.Bottom) : (box.Left, box.Right);
        int third = Math.Max(1, length / 3);
        (double start, double finish) = (MiddleOf(first, first + third), MiddleOf(end - third, end));
        double slope = (finish - start) / (length - third);
        if (!double.IsFinite(slope) || Math.Abs(slope) > MaxLean || Enumerable.Range(first, length).Count(Meets) < Straight * length)
        {
            return false;
        }

        double At(int along) => start + (slope * (along - first - ((third - 1) / 2.0)));
        int reach = Math.Max(MinLength, (int)(Beyond * length));
        (float? before, float? after) = (MedianOf(first - Aside - reach, first - Aside), MedianOf(end + Aside, end + Aside + reach));
        return MedianOf(first, end) is { } own && (before ?? after) is not null && (before ?? own) >= AsDark * own && (after ?? own) >= AsDark * own;

        // Whether the line meets the piece in a row.
        bool Meets(int along)
        {
            int middle = (int)Math.Round(At(along));
            for (int place = middle - Aside; place <= middle + Aside; place++)
            {
                if (place >= 0 && place < across && map.Labels[PixelAt(along, place)] == piece.Label)
                {
                    return true;
                }
            }

            return false;
        }

        int PixelAt(int along, int place) => isUpright ? (along * contrast.Width) + place : (place * contrast.Width) + along;

        // The middle of the piece over some of its rows, or columns; NaN where it has no ink in any.
        double MiddleOf(int from, int to)
        {
            (double sum, int count) = (0, 0);
            ReadOnlySpan<int> labels = map.Labels;
            int step = 1 + ((to - from) / MaxRows);
            for (int y = isUpright ? from : box.Top; y < (isUpright ? to : box.Bottom); y += isUpright ? step : 1)
            {
                for (int x = isUpright ? box.Left : from; x < (isUpright ? box.Right : to); x += isUpright ? 1 : step)
                {
                    if (labels[(y * contrast.Width) + x] == piece.Label)
                    {
                        sum += isUpright ? x : y;
                        count++;
                    }
                }
            }

            return sum / count;
        }

        // Whether other ink may be a rest of the same line, and is no character that stands beside a stroke, as digits do beside a minus.
        bool IsThin(PixelBox other) => (isUpright ? other.Width : other.Height) <= 2 * (width + Aside);

        // The median of the greatest contrast near the line; null where less than half of it is in the picture. What is hidden by other ink
        // counts as paper: it tells of no line.
        float? MedianOf(int from, int to)
        {
            int side = isUpright ? contrast.Height : contrast.Width;
            List<float> values = [];
            for (int along = Math.Max(0, from); along < Math.Min(side, to); along++)
            {
                int middle = (int)Math.Round(At(along));
                float most = 0;
                bool isFree = true;
                for (int place = Math.Max(0, middle - Aside); place <= Math.Min(across - 1, middle + Aside); place++)
                {
                    int pixel = PixelAt(along, place);
                    most = Math.Max(most, contrast.Values[pixel]);
                    isFree &= map.Labels[pixel] is var label && (label == 0 || label == piece.Label || IsThin(map.Pieces[label - 1].Box));
                }

                values.Add(isFree ? most : 0);
            }

            values.Sort();
            return 2 * values.Count >= to - from ? values[values.Count / 2] : null;
        }
    }
}
