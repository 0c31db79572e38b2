using System.Numerics;

namespace Emnist.Recognition.Imaging.Planes;

/// <summary>Questions about many values, answered for as many at a time as the processor takes.</summary>
internal static class Sweep
{
    /// <summary>The smallest and the largest value.</summary>
    /// <param name="values">At least one value.</param>
    public static (float Low, float High) Range(ReadOnlySpan<float> values)
    {
        (float low, float high) = (values[0], values[0]);
        int i = 0;
        if (values.Length >= Vector<float>.Count)
        {
            Vector<float> lows = new(values);
            Vector<float> highs = lows;
            for (i = Vector<float>.Count; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> next = new(values[i..]);
                lows = Vector.MinNative(lows, next);
                highs = Vector.MaxNative(highs, next);
            }

            for (int k = 0; k < Vector<float>.Count; k++)
            {
                (low, high) = (Math.Min(low, lows[k]), Math.Max(high, highs[k]));
            }
        }

        for (; i < values.Length; i++)
        {
            (low, high) = (Math.Min(low, values[i]), Math.Max(high, values[i]));
        }

        return (low, high);
    }

    /// <summary>How many values are a threshold or more.</summary>
    public static int CountFrom(ReadOnlySpan<float> values, float threshold)
    {
        Vector<float> least = new(threshold);
        Vector<int> counts = Vector<int>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            counts -= Vector.GreaterThanOrEqual(new Vector<float>(values[i..]), least);
        }

        int count = Vector.Sum(counts);
        for (; i < values.Length; i++)
        {
            count += values[i] >= threshold ? 1 : 0;
        }

        return count;
    }

    /// <summary>1 for the values that are a threshold or more, 0 for the others.</summary>
    /// <param name="values">The values.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="mask">As many, written; may be <paramref name="values"/>.</param>
    public static void SetFrom(ReadOnlySpan<float> values, float threshold, Span<float> mask)
    {
        Vector<float> least = new(threshold);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<int> isSet = Vector.GreaterThanOrEqual(new Vector<float>(values[i..]), least);
            Vector.ConditionalSelect(isSet, Vector<float>.One, Vector<float>.Zero).CopyTo(mask[i..]);
        }

        for (; i < values.Length; i++)
        {
            mask[i] = values[i] >= threshold ? 1 : 0;
        }
    }

    /// <summary>The sum of the values that are a threshold or more.</summary>
    public static double SumFrom(ReadOnlySpan<float> values, float threshold)
    {
        Vector<float> least = new(threshold);
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> next = new(values[i..]);
            Vector<int> isMeant = Vector.GreaterThanOrEqual(next, least);
            if (isMeant != Vector<int>.Zero)
            {
                Vector.Widen(Vector.ConditionalSelect(isMeant, next, Vector<float>.Zero), out Vector<double> low, out Vector<double> high);
                sums += low + high;
            }
        }

        double sum = Vector.Sum(sums);
        for (; i < values.Length; i++)
        {
            sum += values[i] >= threshold ? values[i] : 0;
        }

        return sum;
    }

    /// <summary>The sum of the values, and that of their squares.</summary>
    public static (double Sum, double Squares) Sums(ReadOnlySpan<float> values)
    {
        (Vector<double> sums, Vector<double> squareSums) = (Vector<double>.Zero, Vector<double>.Zero);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(values[i..]), out Vector<double> low, out Vector<double> high);
            sums += low + high;
            squareSums += (low * low) + (high * high);
        }

        (double sum, double squares) = (Vector.Sum(sums), Vector.Sum(squareSums));
        for (; i < values.Length; i++)
        {
            sum += values[i];
            squares += (double)values[i] * values[i];
        }

        return (sum, squares);
    }

    /// <summary>Copies the values above a threshold, in their order.</summary>
    /// <param name="values">The values.</param>
    /// <param name="threshold">What they are above.</param>
    /// <param name="destination">Where they go; as long as <paramref name="values"/> is enough.</param>
    /// <returns>How many they are.</returns>
    public static int CopyAbove(ReadOnlySpan<float> values, float threshold, Span<float> destination)
    {
        Vector<float> most = new(threshold);
        int count = 0;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            if (Vector.GreaterThanAny(new Vector<float>(values[i..]), most))
            {
                count += Copy(values.Slice(i, Vector<float>.Count), destination[count..]);
            }
        }

        return count + Copy(values[i..], destination[count..]);

        int Copy(ReadOnlySpan<float> from, Span<float> to)
        {
            int copied = 0;
            foreach (float value in from)
            {
                // Written in any case: a branch would be foreseen badly.
                to[copied] = value;
                copied += value > threshold ? 1 : 0;
            }

            return copied;
        }
    }

    /// <summary>A linear ramp, held between 0 and 1.</summary>
    /// <param name="values">The values.</param>
    /// <param name="start">The value at which the ramp is 0.</param>
    /// <param name="scale">By how much it rises.</param>
    /// <param name="destination">Written; as long as the values.</param>
    public static void Ramp(ReadOnlySpan<float> values, float start, float scale, Span<float> destination)
    {
        Vector<float> starts = new(start);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Min(Vector.Max((new Vector<float>(values[i..]) - starts) * scale, Vector<float>.Zero), Vector<float>.One)
                .CopyTo(destination[i..]);
        }

        for (; i < values.Length; i++)
        {
            destination[i] = Math.Clamp((values[i] - start) * scale, 0, 1);
        }
    }

    /// <summary>The place of the next value that is a threshold or more; -1 where there is none.</summary>
    /// <param name="values">The values.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="start">Where to look from.</param>
    public static int IndexFrom(ReadOnlySpan<float> values, float threshold, int start)
    {
        Vector<float> least = new(threshold);
        int i = start;
        while (i <= values.Length - Vector<float>.Count && !Vector.GreaterThanOrEqualAny(new Vector<float>(values[i..]), least))
        {
            i += Vector<float>.Count;
        }

        for (; i < values.Length; i++)
        {
            if (values[i] >= threshold)
            {
                return i;
            }
        }

        return -1;
    }
}
