using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Emnist.Recognition.Numerics;

/// <summary>Counts values in bins of one width: a histogram.</summary>
internal static class BinCounting
{
    /// <summary>Neighbours are alike: were they counted in one table, each would wait for the one before it.</summary>
    private const int Tables = 4;

    /// <summary><c>counts[i]</c> becomes how many values are in bin <c>i = (value - low) * scale</c>, rounded down.</summary>
    /// <param name="values">The values; those below the first bin or above the last count in these.</param>
    /// <param name="low">The least value of the first bin.</param>
    /// <param name="scale">Bins to a value of 1.</param>
    /// <param name="counts">Written.</param>
    public static unsafe void Count(ReadOnlySpan<float> values, float low, float scale, Span<int> counts)
    {
        Debug.Assert(Vector<int>.Count % Tables == 0);
        int bins = counts.Length;
        Span<int> tables = stackalloc int[Tables * bins];
        tables.Clear();
        int* places = stackalloc int[Vector<int>.Count];
        Vector<float> lows = new(low);
        Vector<int> last = new(bins - 1);
        int i = 0;
        fixed (int* table = tables)
        {
            for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<int> bin = Vector.ConvertToInt32((new Vector<float>(values[i..]) - lows) * scale);
                bin = Vector.Min(Vector.Max(bin, Vector<int>.Zero), last);
                if (Vector.EqualsAll(bin, new Vector<int>(bin[0])))
                {
                    // Bare ground, which most of a picture is.
                    table[bin[0]] += Vector<int>.Count;
                    continue;
                }

                bin.Store(places);
                for (int k = 0; k < Vector<int>.Count; k += Tables)
                {
                    table[places[k]]++;
                    table[bins + places[k + 1]]++;
                    table[(2 * bins) + places[k + 2]]++;
                    table[(3 * bins) + places[k + 3]]++;
                }
            }
        }

        for (; i < values.Length; i++)
        {
            tables[Math.Clamp((int)((values[i] - low) * scale), 0, bins - 1)]++;
        }

        for (int bin = 0; bin < bins; bin++)
        {
            counts[bin] = tables[bin] + tables[bins + bin] + tables[(2 * bins) + bin] + tables[(3 * bins) + bin];
        }
    }

    /// <summary>Copies the values of a bin, in their order.</summary>
    /// <param name="values">The values.</param>
    /// <param name="low">The least value of the first bin.</param>
    /// <param name="scale">Bins to a value of 1.</param>
    /// <param name="bin">The bin.</param>
    /// <param name="destination">Written; the values themselves, or as long.</param>
    /// <returns>How many they are.</returns>
    public static int Copy(ReadOnlySpan<float> values, float low, float scale, int bin, Span<float> destination)
    {
        Vector256<float> lows = Vector256.Create(low);
        Vector256<int> bins = Vector256.Create(bin);
        int count = 0;
        int i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<int> places = Vector256.ConvertToInt32((Vector256.Create(values[i..]) - lows) * scale);
            for (uint rest = Vector256.Equals(places, bins).ExtractMostSignificantBits(); rest != 0; rest &= rest - 1)
            {
                destination[count++] = values[i + BitOperations.TrailingZeroCount(rest)];
            }
        }

        for (; i < values.Length; i++)
        {
            if ((int)((values[i] - low) * scale) == bin)
            {
                destination[count++] = values[i];
            }
        }

        return count;
    }
}
