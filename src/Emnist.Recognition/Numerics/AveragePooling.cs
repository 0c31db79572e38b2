using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// Mean over windows, channel by channel, one image [height, width, channels] at a time: over the pixels of the image
/// under the window, or over all of the window where <see cref="PoolingGeometry.CountsPadding"/> says so. A vector holds
/// as many channels as it has lanes; the channels that are left are added one by one.
/// </summary>
internal static class AveragePooling
{
    /// <summary><c>output[y, x, c] = mean of input[window of y, window of x, c]</c>.</summary>
    /// <param name="geometry">The sizes.</param>
    /// <param name="input">[input height, input width, channels].</param>
    /// <param name="output">[output height, output width, channels], overwritten; other memory.</param>
    public static void Forward(in PoolingGeometry geometry, ReadOnlySpan<float> input, Span<float> output)
    {
        Debug.Assert(input.Length == geometry.InputLength && output.Length == geometry.OutputLength && !input.Overlaps(output));
        int channels = geometry.Channels;
        output.Clear();
        for (int y = 0; y < geometry.OutputHeight; y++)
        {
            (int firstRow, int endRow) = geometry.InputRows(y);
            for (int x = 0; x < geometry.OutputWidth; x++)
            {
                (int firstColumn, int endColumn) = geometry.InputColumns(x);
                Span<float> sum = output.Slice(((y * geometry.OutputWidth) + x) * channels, channels);
                for (int row = firstRow; row < endRow; row++)
                {
                    for (int column = firstColumn; column < endColumn; column++)
                    {
                        AddScaled(input.Slice(((row * geometry.InputWidth) + column) * channels, channels), 1, sum);
                    }
                }

                TensorPrimitives.Multiply(sum, Share(geometry, endRow - firstRow, endColumn - firstColumn), sum);
            }
        }
    }

    /// <summary>Hands each output's gradient to the inputs under its window, in equal shares.</summary>
    /// <param name="geometry">The sizes.</param>
    /// <param name="outputGradient">[output height, output width, channels].</param>
    /// <param name="inputGradient">[input height, input width, channels], overwritten; other memory.</param>
    public static void Backward(in PoolingGeometry geometry, ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        Debug.Assert(outputGradient.Length == geometry.OutputLength && inputGradient.Length == geometry.InputLength);
        Debug.Assert(!inputGradient.Overlaps(outputGradient));
        int channels = geometry.Channels;
        inputGradient.Clear();
        for (int y = 0; y < geometry.OutputHeight; y++)
        {
            (int firstRow, int endRow) = geometry.InputRows(y);
            for (int x = 0; x < geometry.OutputWidth; x++)
            {
                (int firstColumn, int endColumn) = geometry.InputColumns(x);
                ReadOnlySpan<float> gradient = outputGradient.Slice(((y * geometry.OutputWidth) + x) * channels, channels);
                float share = Share(geometry, endRow - firstRow, endColumn - firstColumn);
                for (int row = firstRow; row < endRow; row++)
                {
                    for (int column = firstColumn; column < endColumn; column++)
                    {
                        AddScaled(gradient, share, inputGradient.Slice(((row * geometry.InputWidth) + column) * channels, channels));
                    }
                }
            }
        }
    }

    /// <summary>What one of the image's pixels under a window counts for in its mean.</summary>
    private static float Share(in PoolingGeometry geometry, int rows, int columns) =>
        1f / (geometry.CountsPadding ? geometry.WindowHeight * geometry.WindowWidth : rows * columns);

    /// <summary><c>sum[i] += scale * values[i]</c>.</summary>
    private static void AddScaled(ReadOnlySpan<float> values, float scale, Span<float> sum)
    {
        Debug.Assert(values.Length == sum.Length && !values.Overlaps(sum));
        ref float value = ref MemoryMarshal.GetReference(values);
        ref float target = ref MemoryMarshal.GetReference(sum);
        var factor = new Vector<float>(scale);
        int i = 0;
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> total = Vector.LoadUnsafe(ref target, (nuint)i);
            Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref value, (nuint)i), factor, total).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < sum.Length; i++)
        {
            sum[i] += scale * values[i];
        }
    }
}
