using System.Numerics;
using Emnist.Recognition.Imaging.Planes;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Checks what a smooth surface leaves over: strokes alone, or the edge of a shadow or a desk beside them.
/// </summary>
internal static class GroundCheck
{
    /// <summary>No stroke holds a square of this part of the picture's longer side.</summary>
    private const double SolidSide = 0.3;

    /// <summary>
    /// What does hold one is a shadow, which takes up more of the picture's edge than this, or a sheet with strokes of
    /// the other brightness on it; or else a filled shape.
    /// </summary>
    private const double SolidOnEdge = 0.05;

    /// <summary>What is neither ground nor ink, in parts of the ink's contrast.</summary>
    private const float BetweenFrom = 0.2f;
    private const float BetweenTo = 0.6f;

    /// <summary>So much of the picture's edge may be between.</summary>
    private const double BetweenOnEdge = 0.3;

    /// <summary>Elsewhere only the soft edges of strokes are: so many pixels to one of the ink's outline.</summary>
    private const double BetweenAtOutline = 3;

    /// <summary>Lines of paper are such pixels too, but thinner than this part of the longer side, or than so many pixels.</summary>
    private const double WideAtOutline = 0.2;
    private const double WidePart = 0.012;
    private const int MinWide = 5;

    /// <summary>Whether something stands out that is wider than any stroke.</summary>
    /// <param name="contrast">The picture less its ground, ink positive.</param>
    /// <param name="threshold">The contrast from which a pixel stands out.</param>
    public static bool HasSolidArea(Plane contrast, float threshold) => LargestSquare.Side(contrast, threshold) >= SolidSide;

    /// <summary>Whether a smooth surface was all there is to the ground.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="contrast">The picture less its ground, ink positive.</param>
    /// <param name="threshold">The contrast from which a pixel stands out.</param>
    /// <param name="lightInk">Whether what was taken for ink is lighter than its ground.</param>
    public static bool IsEven(Plane picture, Plane contrast, float threshold, bool lightInk)
    {
        float ink = MeanFrom(contrast, threshold);
        float from = Math.Max(InkContrast.MinGrayLevels, BetweenFrom * ink);
        float to = BetweenTo * ink;
        Span<float> edge = stackalloc float[contrast.EdgeLength];
        contrast.CopyEdge(edge);
        int inkOnEdge = Sweep.CountFrom(edge, threshold);
        int betweenOnEdge = CountBetween(edge, from, to);
        bool isShadowOrSheet = HasSolidArea(contrast, threshold)
            && (inkOnEdge > SolidOnEdge * edge.Length || Polarity.HasLightStrokes(picture) != lightInk);
        if (isShadowOrSheet || betweenOnEdge >= BetweenOnEdge * edge.Length)
        {
            return false;
        }

        int outline = OutlineOf(contrast, threshold);
        return CountBetween(contrast.Values, from, to) <= BetweenAtOutline * outline
            || CountWideBetween(contrast, from, to) <= WideAtOutline * outline;
    }

    /// <summary>How many pixels are between that are the corners of a square of such: no thin lines, nor their crossings.</summary>
    private static int CountWideBetween(Plane contrast, float from, float to)
    {
        int distance = Math.Max(MinWide, (int)(WidePart * Math.Max(contrast.Width, contrast.Height)));
        int count = 0;
        for (int y = 0; y < contrast.Height - distance; y++)
        {
            ReadOnlySpan<float> row = contrast.Row(y);
            ReadOnlySpan<float> below = contrast.Row(y + distance);
            for (int x = 0; x < row.Length - distance; x++)
            {
                count += IsBetween(row[x]) && IsBetween(row[x + distance]) && IsBetween(below[x]) && IsBetween(below[x + distance]) ? 1 : 0;
            }
        }

        return count;

        bool IsBetween(float value) => Math.Abs(value) > from && value < to;
    }

    private static int CountBetween(ReadOnlySpan<float> values, float from, float to)
    {
        Vector<int> counts = Vector<int>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> next = new(values[i..]);
            counts -= Vector.GreaterThan(Vector.Abs(next), new Vector<float>(from)) & Vector.LessThan(next, new Vector<float>(to));
        }

        int count = Vector.Sum(counts);
        for (; i < values.Length; i++)
        {
            count += Math.Abs(values[i]) > from && values[i] < to ? 1 : 0;
        }

        return count;
    }

    /// <summary>How many pixels are unlike the one to the right of them or the one below: ink beside ground.</summary>
    private static int OutlineOf(Plane contrast, float threshold)
    {
        Vector<float> least = new(threshold);
        int outline = 0;
        for (int y = 0; y < contrast.Height; y++)
        {
            ReadOnlySpan<float> row = contrast.Row(y);
            ReadOnlySpan<float> below = contrast.Row(Math.Min(y + 1, contrast.Height - 1));
            Vector<int> counts = Vector<int>.Zero;
            int x = 0;
            for (; x < row.Length - Vector<float>.Count; x += Vector<float>.Count)
            {
                Vector<int> isInk = Vector.GreaterThanOrEqual(new Vector<float>(row[x..]), least);
                counts -= (isInk ^ Vector.GreaterThanOrEqual(new Vector<float>(row[(x + 1)..]), least))
                    | (isInk ^ Vector.GreaterThanOrEqual(new Vector<float>(below[x..]), least));
            }

            outline += Vector.Sum(counts);
            for (; x < row.Length; x++)
            {
                bool isInk = row[x] >= threshold;
                bool rightIsInk = row[Math.Min(x + 1, row.Length - 1)] >= threshold;
                outline += isInk != rightIsInk || isInk != below[x] >= threshold ? 1 : 0;
            }
        }

        return outline;
    }

    /// <summary>The mean of the values from a threshold up; the threshold where there are none.</summary>
    private static float MeanFrom(Plane contrast, float threshold)
    {
        int count = Sweep.CountFrom(contrast.Values, threshold);
        return count == 0 ? threshold : (float)(Sweep.SumFrom(contrast.Values, threshold) / count);
    }
}
