using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// Maximum over windows, channel by channel, one image [height, width, channels] at a time. A vector holds as many
/// channels as it has lanes; the channels that are left are compared one by one.
/// </summary>
internal static class MaxPooling
{
    /// <summary><c>output[y, x, c] = max of input[window of y, window of x, c]</c>.</summary>
    /// <param name="geometry">The sizes.</param>
    /// <param name="input">[input height, input width, channels].</param>
    /// <param name="output">[output height, output width, channels], overwritten; other memory.</param>
    public static void Forward(in PoolingGeometry geometry, ReadOnlySpan<float> input, Span<float> output)
    {
        Debug.Assert(input.Length == geometry.InputLength && output.Length == geometry.OutputLength && !input.Overlaps(output));
        int channels = geometry.Channels;
        if (geometry.IsOfFour)
        {
            int stride = geometry.InputWidth * channels;
            for (int pixel = 0; pixel < output.Length; pixel += channels)
            {
                MaxOfFour(input[geometry.WindowOfFour(pixel)..], stride, output.Slice(pixel, channels));
            }

            return;
        }

        for (int y = 0; y < geometry.OutputHeight; y++)
        {
            (int firstRow, int endRow) = geometry.InputRows(y);
            for (int x = 0; x < geometry.OutputWidth; x++)
            {
                (int firstColumn, int endColumn) = geometry.InputColumns(x);
                Span<float> best = output.Slice(((y * geometry.OutputWidth) + x) * channels, channels);
                best.Fill(float.NegativeInfinity);
                for (int row = firstRow; row < endRow; row++)
                {
                    for (int column = firstColumn; column < endColumn; column++)
                    {
                        Max(input.Slice(((row * geometry.InputWidth) + column) * channels, channels), best);
                    }
                }
            }
        }
    }

    /// <summary>
    /// Hands each output's gradient to the input that was the maximum: the first of them in reading order where
    /// several are equal, as PyTorch does.
    /// </summary>
    /// <param name="geometry">The sizes.</param>
    /// <param name="input">What <see cref="Forward"/> read.</param>
    /// <param name="output">What <see cref="Forward"/> wrote.</param>
    /// <param name="outputGradient">[output height, output width, channels].</param>
    /// <param name="inputGradient">[input height, input width, channels], overwritten; other memory.</param>
    public static void Backward(
        in PoolingGeometry geometry,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient)
    {
        Debug.Assert(input.Length == geometry.InputLength && output.Length == geometry.OutputLength);
        Debug.Assert(outputGradient.Length == output.Length && inputGradient.Length == input.Length);
        Debug.Assert(!inputGradient.Overlaps(input) && !inputGradient.Overlaps(output) && !inputGradient.Overlaps(outputGradient));
        int channels = geometry.Channels;
        if (geometry.IsOfFour)
        {
            int stride = geometry.InputWidth * channels;
            if (4 * output.Length < input.Length)
            {
                // The last row or column, which no window reaches.
                inputGradient.Clear();
            }

            for (int pixel = 0; pixel < output.Length; pixel += channels)
            {
                int window = geometry.WindowOfFour(pixel);
                PassBackToFour(
                    input[window..], output.Slice(pixel, channels), outputGradient.Slice(pixel, channels), stride, inputGradient[window..]);
            }

            return;
        }

        Span<int> open = channels <= 1024 ? stackalloc int[channels] : new int[channels];
        inputGradient.Clear();
        for (int y = 0; y < geometry.OutputHeight; y++)
        {
            (int firstRow, int endRow) = geometry.InputRows(y);
            for (int x = 0; x < geometry.OutputWidth; x++)
            {
                (int firstColumn, int endColumn) = geometry.InputColumns(x);
                int pixel = ((y * geometry.OutputWidth) + x) * channels;
                open.Fill(-1);
                for (int row = firstRow; row < endRow; row++)
                {
                    for (int column = firstColumn; column < endColumn; column++)
                    {
                        int source = ((row * geometry.InputWidth) + column) * channels;
                        PassBack(
                            input.Slice(source, channels), output.Slice(pixel, channels), outputGradient.Slice(pixel, channels),
                            inputGradient.Slice(source, channels), open);
                    }
                }
            }
        }
    }

    /// <summary><c>best[i] = max(values[i], best[i])</c>.</summary>
    public static void Max(ReadOnlySpan<float> values, Span<float> best)
    {
        Debug.Assert(values.Length == best.Length && !values.Overlaps(best));
        ref float value = ref MemoryMarshal.GetReference(values);
        ref float target = ref MemoryMarshal.GetReference(best);
        int i = 0;
        for (; i <= best.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Max(Vector.LoadUnsafe(ref value, (nuint)i), Vector.LoadUnsafe(ref target, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        if (i < best.Length)
        {
            TensorPrimitives.Max(best[i..], values[i..], best[i..]);
        }
    }

    /// <summary>The maximum of a window of 2 x 2 pixels, channel by channel.</summary>
    /// <param name="window">The first pixel, its neighbour's channels after its own, and both of the next row.</param>
    /// <param name="rowStride">Floats from one row to the next.</param>
    /// <param name="best">[channels], overwritten; other memory.</param>
    public static void MaxOfFour(ReadOnlySpan<float> window, int rowStride, Span<float> best)
    {
        Debug.Assert(rowStride >= 2 * best.Length && window.Length >= rowStride + (2 * best.Length) && !window.Overlaps(best));
        ref float above = ref MemoryMarshal.GetReference(window);
        ref float below = ref Unsafe.Add(ref above, rowStride);
        ref float target = ref MemoryMarshal.GetReference(best);
        int i = 0;
        for (; i <= best.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (nuint left, nuint right) = ((nuint)i, (nuint)(i + best.Length));
            Vector.Max(
                Vector.Max(Vector.LoadUnsafe(ref above, left), Vector.LoadUnsafe(ref above, right)),
                Vector.Max(Vector.LoadUnsafe(ref below, left), Vector.LoadUnsafe(ref below, right))).StoreUnsafe(ref target, left);
        }

        for (; i < best.Length; i++)
        {
            int right = i + best.Length;
            best[i] = MathF.Max(MathF.Max(window[i], window[right]), MathF.Max(window[rowStride + i], window[rowStride + right]));
        }
    }

    /// <summary>The gradient of <see cref="MaxOfFour"/>, which writes those of all four pixels.</summary>
    private static void PassBackToFour(
        ReadOnlySpan<float> window, ReadOnlySpan<float> best, ReadOnlySpan<float> gradient, int rowStride, Span<float> target)
    {
        Debug.Assert(rowStride >= 2 * best.Length && window.Length >= rowStride + (2 * best.Length));
        Debug.Assert(gradient.Length == best.Length && target.Length == window.Length);
        ref float above = ref MemoryMarshal.GetReference(window);
        ref float below = ref Unsafe.Add(ref above, rowStride);
        ref float aboveTarget = ref MemoryMarshal.GetReference(target);
        ref float belowTarget = ref Unsafe.Add(ref aboveTarget, rowStride);
        ref float bestStart = ref MemoryMarshal.GetReference(best);
        ref float gradientStart = ref MemoryMarshal.GetReference(gradient);
        int i = 0;
        for (; i <= best.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (nuint left, nuint right) = ((nuint)i, (nuint)(i + best.Length));
            Vector<float> largest = Vector.LoadUnsafe(ref bestStart, left);
            Vector<float> share = Vector.LoadUnsafe(ref gradientStart, left);
            Vector<int> first = Vector.Equals(Vector.LoadUnsafe(ref above, left), largest);
            Vector<int> second = Vector.Equals(Vector.LoadUnsafe(ref above, right), largest);
            Vector<int> third = Vector.Equals(Vector.LoadUnsafe(ref below, left), largest);
            Vector<int> fourth = Vector.Equals(Vector.LoadUnsafe(ref below, right), largest);
            Vector<int> met = first | second;
            Keep(share, first).StoreUnsafe(ref aboveTarget, left);
            Keep(share, Vector.AndNot(second, first)).StoreUnsafe(ref aboveTarget, right);
            Keep(share, Vector.AndNot(third, met)).StoreUnsafe(ref belowTarget, left);
            Keep(share, Vector.AndNot(fourth, met | third)).StoreUnsafe(ref belowTarget, right);
        }

        ReadOnlySpan<int> places = [0, best.Length, rowStride, rowStride + best.Length];
        for (; i < best.Length; i++)
        {
            bool isMet = false;
            foreach (int place in places)
            {
                bool wins = !isMet && window[place + i] == best[i];
                target[place + i] = wins ? gradient[i] : 0;
                isMet |= wins;
            }
        }
    }

    private static Vector<float> Keep(Vector<float> values, Vector<int> mask) => values & Unsafe.BitCast<Vector<int>, Vector<float>>(mask);

    // open: per channel -1 while the maximum has not been met in this window, then 0.
    private static void PassBack(
        ReadOnlySpan<float> values, ReadOnlySpan<float> best, ReadOnlySpan<float> gradient, Span<float> target, Span<int> open)
    {
        Debug.Assert(best.Length == values.Length && gradient.Length == values.Length);
        Debug.Assert(target.Length == values.Length && open.Length == values.Length);
        ref float valueStart = ref MemoryMarshal.GetReference(values);
        ref float bestStart = ref MemoryMarshal.GetReference(best);
        ref float gradientStart = ref MemoryMarshal.GetReference(gradient);
        ref float targetStart = ref MemoryMarshal.GetReference(target);
        ref int openStart = ref MemoryMarshal.GetReference(open);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var at = (nuint)i;
            Vector<int> stillOpen = Vector.LoadUnsafe(ref openStart, at);
            Vector<int> wins = Vector.Equals(Vector.LoadUnsafe(ref valueStart, at), Vector.LoadUnsafe(ref bestStart, at)) & stillOpen;
            Vector<float> share = Vector.LoadUnsafe(ref gradientStart, at) & Unsafe.BitCast<Vector<int>, Vector<float>>(wins);
            (Vector.LoadUnsafe(ref targetStart, at) + share).StoreUnsafe(ref targetStart, at);
            Vector.AndNot(stillOpen, wins).StoreUnsafe(ref openStart, at);
        }

        for (; i < values.Length; i++)
        {
            if (open[i] != 0 && values[i] == best[i])
            {
                target[i] += gradient[i];
                open[i] = 0;
            }
        }
    }
}
