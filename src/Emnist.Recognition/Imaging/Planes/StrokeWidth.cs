namespace Emnist.Recognition.Imaging.Planes;

/// <summary>The mean width of strokes, from their area and the length of their outline.</summary>
internal static class StrokeWidth
{
    /// <summary>
    /// Twice the area over the outline's length. The outline is the total variation along rows and columns, which
    /// overstates a curve's length by 4 / pi on average over all directions; soft edges count as hard ones do.
    /// </summary>
    /// <param name="coverage">Coverage, 0 to 1; the outside counts as 0.</param>
    /// <returns>Pixels; 0 where there is no ink.</returns>
    public static double Estimate(Plane coverage)
    {
        double area = 0;
        double variation = 0;
        for (int y = 0; y < coverage.Height; y++)
        {
            ReadOnlySpan<float> row = coverage.Row(y);
            ReadOnlySpan<float> above = y > 0 ? coverage.Row(y - 1) : default;
            float left = 0;
            for (int x = 0; x < row.Length; x++)
            {
                float value = row[x];
                area += value;
                variation += Math.Abs(value - left) + Math.Abs(value - (above.IsEmpty ? 0 : above[x]));
                left = value;
            }

            variation += left;
        }

        foreach (float value in coverage.Row(coverage.Height - 1))
        {
            variation += value;
        }

        return variation == 0 ? 0 : 2 * area / (variation * Math.PI / 4);
    }
}
