using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Imaging.Planes;

/// <summary>Thresholds and percentiles of a set of values.</summary>
internal static class Histogram
{
    private const int Bins = 256;

    /// <summary>Values that differ by less are the same: a bin of less width overflows.</summary>
    private const float LeastRange = 1e-30f;

    /// <summary>So few values are put in order.</summary>
    private const int Few = 64;

    /// <summary>Counts the bytes of each value.</summary>
    /// <param name="values">The bytes.</param>
    /// <param name="counts">256, written.</param>
    public static void Count(ReadOnlySpan<byte> values, Span<int> counts)
    {
        // Neighbours are alike: in one table each would wait for the one before it.
        Span<int> others = stackalloc int[Bins];
        others.Clear();
        counts.Clear();
        int i = 0;
        for (; i <= values.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            ReadOnlySpan<byte> next = values.Slice(i, Vector<byte>.Count);
            if (Vector.EqualsAll(new Vector<byte>(next), new Vector<byte>(next[0])))
            {
                // Bare ground, which most of a picture is.
                counts[next[0]] += next.Length;
                continue;
            }

            for (int k = 0; k < next.Length; k += 2)
            {
                counts[next[k]]++;
                others[next[k + 1]]++;
            }
        }

        foreach (byte value in values[i..])
        {
            counts[value]++;
        }

        TensorPrimitives.Add(counts, others, counts);
    }

    /// <summary>
    /// Otsu's threshold (IEEE Trans. SMC 9, 1979): the cut with the greatest variance between the two classes.
    /// </summary>
    /// <returns>The cut, between the smallest and the largest value; the largest value when all are the same.</returns>
    public static float Otsu(ReadOnlySpan<float> values)
    {
        Span<int> counts = stackalloc int[Bins];
        (float low, float high) = Count(values, counts);
        double total = 0;
        for (int bin = 0; bin < Bins; bin++)
        {
            total += (double)bin * counts[bin];
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

    /// <summary>The value below which a fraction of all values lies.</summary>
    /// <param name="values">At least one value.</param>
    /// <param name="fraction">0 for the smallest to 1 for the largest.</param>
    public static float Percentile(ReadOnlySpan<float> values, float fraction)
    {
        int rank = (int)(fraction * (values.Length - 1));
        float[] rented = ArrayPool<float>.Shared.Rent(values.Length);
        Span<int> counts = stackalloc int[Bins];
        while (values.Length > Few)
        {
            (float low, float high) = Count(values, counts);
            float toBin = ToBin(low, high);
            if (toBin == 0)
            {
                // All the same: any will do.
                values = values[..1];
                rank = 0;
                break;
            }

            // On with the bin that holds the value.
            int bin = 0;
            for (; rank >= counts[bin]; bin++)
            {
                rank -= counts[bin];
            }

            values = rented.AsSpan(0, BinCounting.Copy(values, low, toBin, bin, rented));
        }

        Span<float> left = rented.AsSpan(0, values.Length);
        values.CopyTo(left);
        left.Sort();
        float value = left[rank];
        ArrayPool<float>.Shared.Return(rented);
        return value;
    }

    private static float ToBin(float low, float high) => high - low > LeastRange ? (Bins - 1) / (high - low) : 0;

    /// <summary>Counts the values in bins of the same width from the smallest to the largest.</summary>
    private static (float Low, float High) Count(ReadOnlySpan<float> values, Span<int> counts)
    {
        (float low, float high) = Sweep.Range(values);
        BinCounting.Count(values, low, ToBin(low, high), counts);
        return (low, high);
    }
}
