using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Emnist.Recognition.Numerics;

/// <summary>Arithmetic on rows [rows, channels] with one coefficient per channel.</summary>
internal static class ChannelMath
{
    /// <summary><c>output[row, c] = input[row, c] * scale[c] + shift[c]</c>; the output may be the input.</summary>
    public static void ScaleAndShift(ReadOnlySpan<float> input, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, Span<float> output)
    {
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
                var at = (nuint)(row + c);
                Vector.MultiplyAddEstimate(
                    Vector.LoadUnsafe(ref inputStart, at), Vector.LoadUnsafe(ref scaleStart, (nuint)c), Vector.LoadUnsafe(ref shiftStart, (nuint)c))
                    .StoreUnsafe(ref outputStart, at);
            }

            for (int c = vectors; c < channels; c++)
            {
                output[row + c] = (input[row + c] * scale[c]) + shift[c];
            }
        }
    }

    /// <summary><c>output[row, c] = left[row, c] * leftScale[c] + right[row, c] * rightScale[c] + shift[c]</c>; the output may be either input.</summary>
    public static void Combine(
        ReadOnlySpan<float> left, ReadOnlySpan<float> leftScale, ReadOnlySpan<float> right, ReadOnlySpan<float> rightScale, ReadOnlySpan<float> shift, Span<float> output)
    {
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
                var at = (nuint)(row + c);
                Vector<float> sum = Vector.MultiplyAddEstimate(
                    Vector.LoadUnsafe(ref rightStart, at), Vector.LoadUnsafe(ref rightScaleStart, (nuint)c), Vector.LoadUnsafe(ref shiftStart, (nuint)c));
                Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref leftStart, at), Vector.LoadUnsafe(ref leftScaleStart, (nuint)c), sum)
                    .StoreUnsafe(ref outputStart, at);
            }

            for (int c = vectors; c < channels; c++)
            {
                output[row + c] = (left[row + c] * leftScale[c]) + (right[row + c] * rightScale[c]) + shift[c];
            }
        }
    }

    /// <summary><c>output[c] = mean over rows of input[row, c]</c>.</summary>
    public static void Average(ReadOnlySpan<float> input, Span<float> output)
    {
        int rows = input.Length / output.Length;
        output.Clear();
        for (int row = 0; row < rows; row++)
        {
            TensorPrimitives.Add(output, input.Slice(row * output.Length, output.Length), output);
        }

        TensorPrimitives.Divide(output, rows, output);
    }

    /// <summary>Softmax of each row of [rows, channels]; the output may be the input.</summary>
    public static void Softmax(ReadOnlySpan<float> input, int channels, Span<float> output)
    {
        for (int row = 0; row < input.Length; row += channels)
        {
            // The largest is taken off first, so that no exponential overflows.
            ReadOnlySpan<float> source = input.Slice(row, channels);
            Span<float> target = output.Slice(row, channels);
            TensorPrimitives.Subtract(source, TensorPrimitives.Max(source), target);
            TensorPrimitives.Exp(target, target);
            TensorPrimitives.Divide(target, TensorPrimitives.Sum(target), target);
        }
    }

    /// <summary><c>inputGradient[i] = output[i] &gt; 0 ? outputGradient[i] : 0</c>: the pass back through a ReLU; the gradients may be the same.</summary>
    public static void MaskByPositive(ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        ref float outputStart = ref MemoryMarshal.GetReference(output);
        ref float gradientStart = ref MemoryMarshal.GetReference(outputGradient);
        ref float targetStart = ref MemoryMarshal.GetReference(inputGradient);
        int i = 0;
        for (; i <= output.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var at = (nuint)i;
            Vector<int> positive = Vector.GreaterThan(Vector.LoadUnsafe(ref outputStart, at), Vector<float>.Zero);
            Vector.ConditionalSelect(positive.As<int, float>(), Vector.LoadUnsafe(ref gradientStart, at), Vector<float>.Zero).StoreUnsafe(ref targetStart, at);
        }

        for (; i < output.Length; i++)
        {
            inputGradient[i] = output[i] > 0 ? outputGradient[i] : 0;
        }
    }
}
