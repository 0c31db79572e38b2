using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// Arithmetic on rows [rows, channels], mostly with one coefficient per channel. A vector holds as many channels as it
/// has lanes, and multiplies and adds with one rounding where the machine can; the channels that are left are computed
/// one by one, with two. An output may be an input itself, and otherwise does not overlap it.
/// </summary>
internal static class ChannelMath
{
    /// <summary><c>output[row, c] = input[row, c] * scale[c] + shift[c]</c>.</summary>
    /// <param name="input">[rows, channels].</param>
    /// <param name="scale">[channels].</param>
    /// <param name="shift">[channels].</param>
    /// <param name="output">[rows, channels], written; it may be longer, and may be the input.</param>
    public static void ScaleAndShift(ReadOnlySpan<float> input, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, Span<float> output) =>
        ScaleAndShift(default(AsItIs), input, scale, shift, output);

    /// <summary><c>output[row, c] = max(input[row, c] * scale[c] + shift[c], 0)</c>; else as <see cref="ScaleAndShift"/>.</summary>
    public static void ScaleShiftAndRectify(
        ReadOnlySpan<float> input, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, Span<float> output) =>
        ScaleAndShift(default(Rectified), input, scale, shift, output);

    /// <summary>
    /// <c>output[row, c] = left[row, c] * leftScale[c] + right[row, c] * rightScale[c] + shift[c]</c>.
    /// </summary>
    /// <param name="left">[rows, channels].</param>
    /// <param name="leftScale">[channels].</param>
    /// <param name="right">[rows, channels].</param>
    /// <param name="rightScale">[channels].</param>
    /// <param name="shift">[channels].</param>
    /// <param name="output">[rows, channels], written; it may be longer, and may be either input.</param>
    public static void Combine(
        ReadOnlySpan<float> left,
        ReadOnlySpan<float> leftScale,
        ReadOnlySpan<float> right,
        ReadOnlySpan<float> rightScale,
        ReadOnlySpan<float> shift,
        Span<float> output)
    {
        Debug.Assert(shift.Length > 0 && leftScale.Length == shift.Length && rightScale.Length == shift.Length);
        Debug.Assert(left.Length % shift.Length == 0 && right.Length == left.Length && output.Length >= left.Length);
        Debug.Assert(AreSameOrApart(left, output) && AreSameOrApart(right, output));
        int channels = shift.Length;
        int vectors = channels - (channels % Vector<float>.Count);
        ref float leftStart = ref MemoryMarshal.GetReference(left);
        ref float rightStart = ref MemoryMarshal.GetReference(right);
        ref float outputStart = ref MemoryMarshal.GetReference(output);
        ref float leftScaleStart = ref MemoryMarshal.GetReference(leftScale);
        ref float rightScaleStart = ref MemoryMarshal.GetReference(rightScale);
        ref float shiftStart = ref MemoryMarshal.GetReference(shift);
        for (int row = 0; row < left.Length; row += channels)
        {
            for (int c = 0; c < vectors; c += Vector<float>.Count)
            {
                (nuint at, nuint channel) = ((nuint)(row + c), (nuint)c);
                Vector<float> x = Vector.LoadUnsafe(ref leftStart, at), y = Vector.LoadUnsafe(ref rightStart, at);
                Vector<float> sum = Vector.MultiplyAddEstimate(
                    y, Vector.LoadUnsafe(ref rightScaleStart, channel), Vector.LoadUnsafe(ref shiftStart, channel));
                Vector.MultiplyAddEstimate(x, Vector.LoadUnsafe(ref leftScaleStart, channel), sum).StoreUnsafe(ref outputStart, at);
            }

            for (int c = vectors; c < channels; c++)
            {
                output[row + c] = (left[row + c] * leftScale[c]) + (right[row + c] * rightScale[c]) + shift[c];
            }
        }
    }

    /// <summary><c>output[i * times + m] = input[i]</c>: each channel several times, side by side.</summary>
    public static void Repeat(ReadOnlySpan<float> input, int times, Span<float> output)
    {
        Debug.Assert(times > 0 && output.Length >= (long)input.Length * times && !input.Overlaps(output));
        for (int i = 0; i < input.Length; i++)
        {
            output.Slice(i * times, times).Fill(input[i]);
        }
    }

    /// <summary><c>output[i] = sum over m of input[i * times + m]</c>: the pass back through <see cref="Repeat"/>.</summary>
    public static void SumRepeated(ReadOnlySpan<float> input, int times, Span<float> output)
    {
        Debug.Assert(times > 0 && input.Length == (long)output.Length * times && !input.Overlaps(output));
        for (int i = 0; i < output.Length; i++)
        {
            float sum = 0;
            foreach (float value in input.Slice(i * times, times))
            {
                sum += value;
            }

            output[i] = sum;
        }
    }

    /// <summary>
    /// <c>output[c] = mean over rows of input[row, c]</c>; the output has the channels' length, and is not the input.
    /// </summary>
    public static void Average(ReadOnlySpan<float> input, Span<float> output)
    {
        Debug.Assert(output.Length > 0 && input.Length % output.Length == 0 && !input.Overlaps(output));
        int rows = input.Length / output.Length;
        output.Clear();
        for (int row = 0; row < rows; row++)
        {
            TensorPrimitives.Add(output, input.Slice(row * output.Length, output.Length), output);
        }

        TensorPrimitives.Divide(output, rows, output);
    }

    /// <summary>
    /// <c>output[row, c] = exp(input[row, c]) / sum over k of exp(input[row, k])</c>: the softmax of each row.
    /// </summary>
    /// <param name="input">[rows, channels].</param>
    /// <param name="channels">Values in a row.</param>
    /// <param name="output">[rows, channels], written; it may be longer, and may be the input.</param>
    public static void Softmax(ReadOnlySpan<float> input, int channels, Span<float> output)
    {
        Debug.Assert(channels > 0 && input.Length % channels == 0 && output.Length >= input.Length);
        for (int row = 0; row < input.Length; row += channels)
        {
            Span<float> target = output.Slice(row, channels);
            (_, float sum) = Exponentials(input.Slice(row, channels), target);
            TensorPrimitives.Divide(target, sum, target);
        }
    }

    /// <summary>
    /// <c>output[c] = exp(row[c] - max)</c> with max the row's largest value, so that no exponential overflows: the
    /// softmax before it is divided by its sum.
    /// </summary>
    /// <param name="row">[channels].</param>
    /// <param name="output">[channels], written; it may be the row.</param>
    /// <returns>The largest value, and the sum of the exponentials.</returns>
    public static (float Max, float Sum) Exponentials(ReadOnlySpan<float> row, Span<float> output)
    {
        Debug.Assert(output.Length == row.Length && AreSameOrApart(row, output));
        float max = TensorPrimitives.Max(row);
        TensorPrimitives.Subtract(row, max, output);
        TensorPrimitives.Exp(output, output);
        return (max, TensorPrimitives.Sum<float>(output));
    }

    /// <summary>
    /// <c>inputGradient[i] = output[i] &gt; 0 ? outputGradient[i] : 0</c>: the pass back through a ReLU. All are of one
    /// length, which need not be whole vectors.
    /// </summary>
    public static void MaskByPositive(ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        Debug.Assert(outputGradient.Length == output.Length && inputGradient.Length == output.Length);
        Debug.Assert(AreSameOrApart(output, inputGradient) && AreSameOrApart(outputGradient, inputGradient));
        ref float outputStart = ref MemoryMarshal.GetReference(output);
        ref float gradientStart = ref MemoryMarshal.GetReference(outputGradient);
        ref float targetStart = ref MemoryMarshal.GetReference(inputGradient);
        int i = 0;
        for (; i <= output.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var at = (nuint)i;
            Vector<int> positive = Vector.GreaterThan(Vector.LoadUnsafe(ref outputStart, at), Vector<float>.Zero);
            Vector.ConditionalSelect(positive.As<int, float>(), Vector.LoadUnsafe(ref gradientStart, at), Vector<float>.Zero)
                .StoreUnsafe(ref targetStart, at);
        }

        for (; i < output.Length; i++)
        {
            inputGradient[i] = output[i] > 0 ? outputGradient[i] : 0;
        }
    }

    /// <summary><c>output[i] = max(left[i] + right[i], 0)</c>: a sum and its ReLU in one pass. All are of one length.</summary>
    public static void AddAndRectify(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> output) =>
        VectorLoop.Run(default(RectifiedSum), left, right, output);

    private static void ScaleAndShift<TMap>(
        TMap map, ReadOnlySpan<float> input, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, Span<float> output)
        where TMap : struct, IVectorMap
    {
        Debug.Assert(scale.Length > 0 && shift.Length == scale.Length && input.Length % scale.Length == 0);
        Debug.Assert(output.Length >= input.Length && AreSameOrApart(input, output));
        int channels = scale.Length;
        int vectors = channels - (channels % Vector<float>.Count);
        ref float inputStart = ref MemoryMarshal.GetReference(input);
        ref float outputStart = ref MemoryMarshal.GetReference(output);
        ref float scaleStart = ref MemoryMarshal.GetReference(scale);
        ref float shiftStart = ref MemoryMarshal.GetReference(shift);
        for (int row = 0; row < input.Length; row += channels)
        {
            for (int c = 0; c < vectors; c += Vector<float>.Count)
            {
                (nuint at, nuint channel) = ((nuint)(row + c), (nuint)c);
                Vector<float> x = Vector.LoadUnsafe(ref inputStart, at);
                Vector<float> scaleAt = Vector.LoadUnsafe(ref scaleStart, channel), shiftAt = Vector.LoadUnsafe(ref shiftStart, channel);
                map.Apply(Vector.MultiplyAddEstimate(x, scaleAt, shiftAt)).StoreUnsafe(ref outputStart, at);
            }

            for (int c = vectors; c < channels; c++)
            {
                output[row + c] = map.Apply(Vector.Create((input[row + c] * scale[c]) + shift[c]))[0];
            }
        }
    }

    private static bool AreSameOrApart(ReadOnlySpan<float> input, ReadOnlySpan<float> output) =>
        !input.Overlaps(output, out int offset) || offset == 0;

    private readonly struct AsItIs : IVectorMap
    {
        public Vector<float> Apply(Vector<float> x) => x;
    }

    private readonly struct Rectified : IVectorMap
    {
        public Vector<float> Apply(Vector<float> x) => Vector.Max(x, Vector<float>.Zero);
    }

    private readonly struct RectifiedSum : IVectorPairMap
    {
        public Vector<float> Apply(Vector<float> left, Vector<float> right) => Vector.Max(left + right, Vector<float>.Zero);
    }
}
