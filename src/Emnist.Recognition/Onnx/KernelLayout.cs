using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Onnx;

/// <summary>
/// Between the library's order, channels last, and ONNX's, channels first. Each method writes
/// <c>destination</c> whole, which must not overlap <c>source</c>.
/// </summary>
internal static class KernelLayout
{
    /// <summary>Whether the values of an image lie differently in the two orders.</summary>
    public static bool Differs(TensorShape image) => image.Channels > 1 && image.Height * image.Width > 1;

    /// <summary>[rows, columns] to [columns, rows].</summary>
    public static void Transpose(ReadOnlySpan<float> source, Span<float> destination, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                destination[(column * rows) + row] = source[(row * columns) + column];
            }
        }
    }

    /// <summary>A kernel [taps, inputs, outputs] to [outputs, inputs, taps].</summary>
    public static void Reverse(ReadOnlySpan<float> source, Span<float> destination, int taps, int inputs, int outputs)
    {
        for (int tap = 0; tap < taps; tap++)
        {
            for (int input = 0; input < inputs; input++)
            {
                for (int output = 0; output < outputs; output++)
                {
                    destination[(((output * inputs) + input) * taps) + tap] = source[(((tap * inputs) + input) * outputs) + output];
                }
            }
        }
    }

    /// <summary>Rows for [first, second] to rows for [second, first], each of <paramref name="width"/> values.</summary>
    public static void SwapRows(ReadOnlySpan<float> source, Span<float> destination, int first, int second, int width)
    {
        for (int i = 0; i < first; i++)
        {
            for (int j = 0; j < second; j++)
            {
                source.Slice(((i * second) + j) * width, width).CopyTo(destination[(((j * first) + i) * width)..]);
            }
        }
    }

    /// <summary>The rows at the given places, each of <paramref name="width"/> values.</summary>
    public static void TakeRows(ReadOnlySpan<float> source, Span<float> destination, ReadOnlySpan<int> places, int width)
    {
        for (int row = 0; row < places.Length; row++)
        {
            source.Slice(places[row] * width, width).CopyTo(destination[(row * width)..]);
        }
    }
}
