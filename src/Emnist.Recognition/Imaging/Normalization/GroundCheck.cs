namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Tells whether a smooth surface was all there is to the ground, or a shadow or a desk is left over.</summary>
internal static class GroundCheck
{
    /// <summary>
    /// No stroke holds a square of this part of the picture's longer side. What does is a shadow, which takes up more of the
    /// picture's edge than this, or a sheet with strokes of the other brightness on it; or else a filled shape.
    /// </summary>
    private const double SolidSide = 0.3;
    private const double SolidOnEdge = 0.05;

    /// <summary>What is neither ground nor ink, in parts of the ink's contrast.</summary>
    private const float BetweenFrom = 0.2f;
    private const float BetweenTo = 0.6f;

    /// <summary>So much of the picture's edge may be between.</summary>
    private const double BetweenOnEdge = 0.3;

    /// <summary>Elsewhere only the soft edges of strokes are: so many pixels to one of the ink's outline.</summary>
    private const double BetweenAtOutline = 3;

    /// <summary>Tells.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="contrast">The picture less its ground, ink positive.</param>
    /// <param name="lightInk">Whether what was taken for ink is lighter than its ground.</param>
    public static bool IsEven(Plane picture, Plane contrast, bool lightInk)
    {
        float threshold = Histogram.Otsu(contrast.Values);
        bool isSolid = LargestSquare.Side(contrast, threshold) >= SolidSide;
        float ink = MeanFrom(contrast, threshold);
        float from = Math.Max(InkSeparation.LeastContrast, BetweenFrom * ink);
        (int between, int betweenOnEdge, int edge, int inkOnEdge, int outline) = (0, 0, 0, 0, 0);
        for (int y = 0; y < contrast.Height; y++)
        {
            ReadOnlySpan<float> row = contrast.Row(y);
            ReadOnlySpan<float> below = contrast.Row(Math.Min(y + 1, contrast.Height - 1));
            bool wholeRow = y == 0 || y == contrast.Height - 1;
            for (int x = 0; x < row.Length; x++)
            {
                int isBetween = Math.Abs(row[x]) > from && row[x] < BetweenTo * ink ? 1 : 0;
                int isEdge = wholeRow || x == 0 || x == row.Length - 1 ? 1 : 0;
                between += isBetween;
                edge += isEdge;
                betweenOnEdge += isBetween & isEdge;
                bool isInk = row[x] >= threshold;
                inkOnEdge += isInk ? isEdge : 0;
                bool rightIsInk = row[Math.Min(x + 1, row.Length - 1)] >= threshold;
                outline += isInk != rightIsInk || isInk != below[x] >= threshold ? 1 : 0;
            }
        }

        bool isShadowOrSheet = isSolid && (inkOnEdge > SolidOnEdge * edge || LocalGround.HasLightInk(picture) != lightInk);
        return !isShadowOrSheet && betweenOnEdge < BetweenOnEdge * edge && between <= BetweenAtOutline * outline;
    }

    /// <summary>The mean of the values from a threshold up; the threshold where there are none.</summary>
    private static float MeanFrom(Plane contrast, float threshold)
    {
        double sum = 0;
        int count = 0;
        foreach (float value in contrast.Values)
        {
            if (value >= threshold)
            {
                sum += value;
                count++;
            }
        }

        return count == 0 ? threshold : (float)(sum / count);
    }
}
