using System.Numerics;

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
        (double area, double variation) = (0, 0);
        for (int y = 0; y < coverage.Height; y++)
        {
            ReadOnlySpan<float> row = coverage.Row(y);
            area += Sum(row);
            variation += row[0] + SumOfDifferences(row[1..], row) + row[^1];
            variation += y == 0 ? Sum(row) : SumOfDifferences(row, coverage.Row(y - 1));
        }

        variation += Sum(coverage.Row(coverage.Height - 1));
        return variation == 0 ? 0 : 2 * area / (variation * Math.PI / 4);
    }

    private static double Sum(ReadOnlySpan<float> values) => Sweep.Sums(values).Sum;

    /// <summary>The sum of how far values are from others in their places, however far.</summary>
    private static double SumOfDifferences(ReadOnlySpan<float> values, ReadOnlySpan<float> others)
    {
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(Vector.Abs(new Vector<float>(values[i..]) - new Vector<float>(others[i..])), out Vector<double> low, out Vector<double> high);
            sums += low + high;
        }

        double sum = Vector.Sum(sums);
        for (; i < values.Length; i++)
        {
            sum += Math.Abs(values[i] - others[i]);
        }

        return sum;
    }
}
