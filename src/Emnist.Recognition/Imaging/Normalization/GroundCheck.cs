namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Tells whether a smooth surface was all there is to the ground, or a shadow or a desk is left over.</summary>
internal static class GroundCheck
{
    /// <summary>No stroke holds a square of this part of the picture's longer side: what does is a shadow or a sheet.</summary>
    private const double SolidSide = 0.3;

    /// <summary>What is neither ground nor ink, in parts of the ink's contrast.</summary>
    private const float BetweenFrom = 0.2f;
    private const float BetweenTo = 0.6f;

    /// <summary>So much of the picture's edge may be between.</summary>
    private const double BetweenOnEdge = 0.3;

    /// <summary>Elsewhere only the soft edges of strokes are: so many pixels to one of the ink's outline.</summary>
    private const double BetweenAtOutline = 3;

    /// <summary>Tells.</summary>
    /// <param name="contrast">The picture less its ground, ink positive.</param>
    public static bool IsEven(Plane contrast)
    {
        float threshold = Histogram.Otsu(contrast.Values);
        if (LargestSquare.Side(contrast, threshold) >= SolidSide)
        {
            return false;
        }

        float ink = contrast.Values.Where(v => v >= threshold).DefaultIfEmpty().Average();
        float from = Math.Max(InkSeparation.LeastContrast, BetweenFrom * ink);
        (int between, int betweenOnEdge, int edge, int outline) = (0, 0, 0, 0);
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
                bool rightIsInk = row[Math.Min(x + 1, row.Length - 1)] >= threshold;
                outline += isInk != rightIsInk || isInk != below[x] >= threshold ? 1 : 0;
            }
        }

        return betweenOnEdge < BetweenOnEdge * edge && between <= BetweenAtOutline * outline;
    }
}
