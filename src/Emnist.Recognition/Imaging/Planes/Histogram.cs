namespace Emnist.Recognition.Imaging.Planes;

/// <summary>Thresholds and percentiles of a set of values.</summary>
internal static class Histogram
{
    private const int Bins = 256;

    /// <summary>
    /// Otsu's threshold (IEEE Trans. SMC 9, 1979): the cut with the greatest variance between the two classes.
    /// </summary>
    /// <returns>The cut, between the smallest and the largest value; the largest value when all are the same.</returns>
    public static float Otsu(ReadOnlySpan<float> values)
    {
        (float low, float high) = Range(values);
        Span<int> counts = stackalloc int[Bins];
        float toBin = high > low ? (Bins - 1) / (high - low) : 0;
        double total = 0;
        foreach (float value in values)
        {
            int bin = (int)((value - low) * toBin);
            counts[bin]++;
            total += bin;
        }

        (int best, double bestVariance) = (Bins - 1, 0);
        (double below, double sumBelow) = (0, 0);
        for (int bin = 0; bin < Bins - 1; bin++)
        {
            below += counts[bin];
            sumBelow += (double)bin * counts[bin];
            double above = values.Length - below;
            if (below == 0 || above == 0)
            {
                continue;
            }

            double distance = (sumBelow / below) - ((total - sumBelow) / above);
            double variance = below * above * distance * distance;
            if (variance > bestVariance)
            {
                (best, bestVariance) = (bin, variance);
            }
        }

        return low + ((best + 1) / (float)(Bins - 1) * (high - low));
    }

    /// <summary>The value below which a fraction of all values lies. The values are put in order.</summary>
    /// <param name="values">At least one value.</param>
    /// <param name="fraction">0 for the smallest to 1 for the largest.</param>
    public static float Percentile(Span<float> values, float fraction)
    {
        values.Sort();
        return values[(int)(fraction * (values.Length - 1))];
    }

    private static (float Low, float High) Range(ReadOnlySpan<float> values)
    {
        (float low, float high) = (values[0], values[0]);
        foreach (float value in values)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return (low, high);
    }
}
