using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Emnist.Recognition.Training.Numerics;

/// <summary>
/// Sums per channel over rows [rows, channels], the parts that batch normalisation is made of. A vector holds as many
/// channels as it has lanes, and the channels that are left are summed one by one. Blocks of rows are summed in single
/// precision, the blocks' sums in double.
/// </summary>
internal static class ChannelStatistics
{
    /// <summary>Floats of a block that is read twice while it lies in the first cache.</summary>
    private const int BlockLength = 4096;

    /// <summary>
    /// Mean and sum of squared deviations per channel: <c>mean[c] = sum over rows of values[row, c] / rows</c>,
    /// <c>deviation[c] = sum over rows of (values[row, c] - mean[c])^2</c>. Blocks are joined by the formula of Chan,
    /// Golub and LeVeque ("Updating formulae and a pairwise algorithm for computing sample variances", 1979), so that a
    /// mean far from zero costs no digits.
    /// </summary>
    /// <param name="values">[rows, channels]; of no rows mean and deviation are 0.</param>
    /// <param name="mean">[channels], overwritten.</param>
    /// <param name="deviation">[channels], overwritten.</param>
    public static void MeanAndDeviation(ReadOnlySpan<float> values, Span<double> mean, Span<double> deviation)
    {
        Debug.Assert(mean.Length > 0 && deviation.Length == mean.Length && values.Length % mean.Length == 0);
        int channels = mean.Length;
        int rows = values.Length / channels;
        int blockRows = Math.Max(1, BlockLength / channels);
        float[] scratch = System.Buffers.ArrayPool<float>.Shared.Rent(2 * channels);
        Span<float> blockMean = scratch.AsSpan(0, channels);
        Span<float> blockDeviation = scratch.AsSpan(channels, channels);
        mean.Clear();
        deviation.Clear();
        for (int row = 0; row < rows; row += blockRows)
        {
            int count = Math.Min(blockRows, rows - row);
            ReadOnlySpan<float> block = values.Slice(row * channels, count * channels);
            blockMean.Clear();
            Accumulate(block, blockMean);
            for (int c = 0; c < channels; c++)
            {
                blockMean[c] /= count;
            }

            blockDeviation.Clear();
            AccumulateSquares(block, blockMean, blockDeviation);
            for (int c = 0; c < channels; c++)
            {
                double delta = blockMean[c] - mean[c];
                double weight = (double)count / (row + count);
                mean[c] += delta * weight;
                deviation[c] += blockDeviation[c] + (delta * delta * row * weight);
            }
        }

        System.Buffers.ArrayPool<float>.Shared.Return(scratch);
    }

    /// <summary><c>sums[c] += sum over rows of values[row, c]</c>.</summary>
    public static void Sum(ReadOnlySpan<float> values, Span<double> sums)
    {
        Debug.Assert(sums.Length > 0 && values.Length % sums.Length == 0);
        int channels = sums.Length;
        float[] scratch = System.Buffers.ArrayPool<float>.Shared.Rent(channels);
        Span<float> blockSums = scratch.AsSpan(0, channels);
        int blockLength = Math.Max(1, BlockLength / channels) * channels;
        for (int start = 0; start < values.Length; start += blockLength)
        {
            blockSums.Clear();
            Accumulate(values.Slice(start, Math.Min(blockLength, values.Length - start)), blockSums);
            for (int c = 0; c < channels; c++)
            {
                sums[c] += blockSums[c];
            }
        }

        System.Buffers.ArrayPool<float>.Shared.Return(scratch);
    }

    /// <summary>
    /// <c>sums[c] += sum over rows of gradient[row, c]</c> and
    /// <c>products[c] += sum over rows of gradient[row, c] * (values[row, c] - mean[c])</c>.
    /// </summary>
    public static void SumAndProduct(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> values, ReadOnlySpan<float> mean, Span<double> sums, Span<double> products)
    {
        Debug.Assert(sums.Length > 0 && mean.Length == sums.Length && products.Length == sums.Length);
        Debug.Assert(gradient.Length == values.Length && values.Length % sums.Length == 0);
        int channels = sums.Length;
        float[] scratch = System.Buffers.ArrayPool<float>.Shared.Rent(2 * channels);
        Span<float> blockSums = scratch.AsSpan(0, channels);
        Span<float> blockProducts = scratch.AsSpan(channels, channels);
        int blockLength = Math.Max(1, BlockLength / channels) * channels;
        for (int start = 0; start < values.Length; start += blockLength)
        {
            int length = Math.Min(blockLength, values.Length - start);
            blockSums.Clear();
            blockProducts.Clear();
            AccumulateProducts(gradient.Slice(start, length), values.Slice(start, length), mean, blockSums, blockProducts);
            for (int c = 0; c < channels; c++)
            {
                sums[c] += blockSums[c];
                products[c] += blockProducts[c];
            }
        }

        System.Buffers.ArrayPool<float>.Shared.Return(scratch);
    }

    private static void Accumulate(ReadOnlySpan<float> block, Span<float> sums)
    {
        Debug.Assert(block.Length % sums.Length == 0);
        int channels = sums.Length;
        ref float start = ref MemoryMarshal.GetReference(block);
        int c = 0;
        for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector<float> even = Vector<float>.Zero, odd = Vector<float>.Zero;
            int i = c;
            for (; i + channels < block.Length; i += 2 * channels)
            {
                even += Vector.LoadUnsafe(ref start, (nuint)i);
                odd += Vector.LoadUnsafe(ref start, (nuint)(i + channels));
            }

            if (i < block.Length)
            {
                even += Vector.LoadUnsafe(ref start, (nuint)i);
            }

            (even + odd).CopyTo(sums[c..]);
        }

        for (; c < channels; c++)
        {
            for (int i = c; i < block.Length; i += channels)
            {
                sums[c] += block[i];
            }
        }
    }

    private static void AccumulateSquares(ReadOnlySpan<float> block, ReadOnlySpan<float> mean, Span<float> sums)
    {
        Debug.Assert(block.Length % sums.Length == 0 && mean.Length == sums.Length);
        int channels = sums.Length;
        ref float start = ref MemoryMarshal.GetReference(block);
        int c = 0;
        for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            var centre = new Vector<float>(mean[c..]);
            Vector<float> even = Vector<float>.Zero, odd = Vector<float>.Zero;
            int i = c;
            for (; i + channels < block.Length; i += 2 * channels)
            {
                Vector<float> first = Vector.LoadUnsafe(ref start, (nuint)i) - centre;
                Vector<float> second = Vector.LoadUnsafe(ref start, (nuint)(i + channels)) - centre;
                even = Vector.MultiplyAddEstimate(first, first, even);
                odd = Vector.MultiplyAddEstimate(second, second, odd);
            }

            if (i < block.Length)
            {
                Vector<float> last = Vector.LoadUnsafe(ref start, (nuint)i) - centre;
                even = Vector.MultiplyAddEstimate(last, last, even);
            }

            (even + odd).CopyTo(sums[c..]);
        }

        for (; c < channels; c++)
        {
            for (int i = c; i < block.Length; i += channels)
            {
                float difference = block[i] - mean[c];
                sums[c] += difference * difference;
            }
        }
    }

    private static void AccumulateProducts(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> values, ReadOnlySpan<float> mean, Span<float> sums, Span<float> products)
    {
        Debug.Assert(gradient.Length == values.Length && values.Length % sums.Length == 0);
        Debug.Assert(mean.Length == sums.Length && products.Length == sums.Length);
        int channels = sums.Length;
        ref float gradientStart = ref MemoryMarshal.GetReference(gradient);
        ref float valueStart = ref MemoryMarshal.GetReference(values);
        int c = 0;
        for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            var centre = new Vector<float>(mean[c..]);
            Vector<float> sum = Vector<float>.Zero, product = Vector<float>.Zero;
            for (int i = c; i < gradient.Length; i += channels)
            {
                Vector<float> g = Vector.LoadUnsafe(ref gradientStart, (nuint)i);
                sum += g;
                product = Vector.MultiplyAddEstimate(g, Vector.LoadUnsafe(ref valueStart, (nuint)i) - centre, product);
            }

            sum.CopyTo(sums[c..]);
            product.CopyTo(products[c..]);
        }

        for (; c < channels; c++)
        {
            for (int i = c; i < gradient.Length; i += channels)
            {
                sums[c] += gradient[i];
                products[c] += gradient[i] * (values[i] - mean[c]);
            }
        }
    }
}
