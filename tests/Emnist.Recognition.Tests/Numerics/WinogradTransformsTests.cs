using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Tests.Numerics;

/// <summary>The transforms against the matrices of Lavin and Gray (arXiv 1509.09308).</summary>
public class WinogradTransformsTests
{
    private const int Places = WinogradTransforms.Places;

    private static readonly double[,] InputMatrix =
    {
        { 4, 0, -5, 0, 1, 0 },
        { 0, -4, -4, 1, 1, 0 },
        { 0, 4, -4, -1, 1, 0 },
        { 0, -2, -1, 2, 1, 0 },
        { 0, 2, -1, -2, 1, 0 },
        { 0, 4, 0, -5, 0, 1 },
    };

    private static readonly double[,] KernelMatrix =
    {
        { 1 / 4.0, 0, 0 },
        { -1 / 6.0, -1 / 6.0, -1 / 6.0 },
        { -1 / 6.0, 1 / 6.0, -1 / 6.0 },
        { 1 / 24.0, 1 / 12.0, 1 / 6.0 },
        { 1 / 24.0, -1 / 12.0, 1 / 6.0 },
        { 0, 0, 1 },
    };

    private static readonly double[,] OutputMatrix =
    {
        { 1, 1, 1, 1, 1, 0 },
        { 0, 1, -1, 2, -2, 0 },
        { 0, 1, 1, 4, 4, 0 },
        { 0, 1, -1, 8, -8, 1 },
    };

    private readonly Random _random = new(11);

    /// <summary>Of the matrices alone, in double precision.</summary>
    [Fact]
    public void The_matrices_filter_a_tile()
    {
        double[] input = Fill(Places), window = Fill(9);
        double[] products = [.. Apply(InputMatrix, input).Zip(Apply(KernelMatrix, window), (x, w) => x * w)];

        double[] expected = new double[16];
        for (int i = 0; i < expected.Length * window.Length; i++)
        {
            (int pixel, int tap) = Math.DivRem(i, window.Length);
            expected[pixel] += window[tap] * input[(((pixel / 4) + (tap / 3)) * 6) + (pixel % 4) + (tap % 3)];
        }

        Assert.All(expected.Zip(Apply(OutputMatrix, products)), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public unsafe void The_transforms_are_products_by_the_matrices()
    {
        foreach (SimdKernels simd in SimdKernels.Supported)
        {
            int channels = 2 * simd.Lanes;
            var bias = new AlignedBuffer(channels);
            Check(channels, InputMatrix, (from, to) =>
            {
                fixed (nint* pixels = Pixels(from, channels))
                {
                    simd.WinogradInput((float**)pixels, channels, to.Pointer, channels);
                }
            });
            Check(channels, OutputMatrix, (from, to) =>
            {
                fixed (nint* pixels = Pixels(to, channels))
                {
                    simd.WinogradOutput(from.Pointer, channels, channels, bias.Pointer, (float**)pixels, relu: false);
                }
            });
            Check(channels, Transpose(OutputMatrix), (from, to) =>
            {
                fixed (nint* pixels = Pixels(from, channels))
                {
                    simd.WinogradOutputGradient((float**)pixels, channels, to.Pointer, channels);
                }
            });
            Check(channels, KernelMatrix, (from, to) => simd.WinogradKernel(from.Pointer, channels, turned: false, to.Pointer));
            Check(channels, Transpose(KernelMatrix), (from, to) => simd.WinogradKernelGradient(from.Pointer, channels, to.Pointer));
            GC.KeepAlive(bias);
        }
    }

    private void Check(int channels, double[,] matrix, Action<AlignedBuffer, AlignedBuffer> transform)
    {
        (int rows, int columns) = (matrix.GetLength(0), matrix.GetLength(1));
        var source = new AlignedBuffer(columns * columns * channels);
        var result = new AlignedBuffer(rows * rows * channels);
        foreach (ref float value in source.Span)
        {
            value = _random.NextSingle() - 0.5f;
        }

        transform(source, result);
        for (int channel = 0; channel < channels; channel++)
        {
            double[] tile = [.. Enumerable.Range(0, columns * columns).Select(i => (double)source.Span[(i * channels) + channel])];
            float[] transformed = [.. Enumerable.Range(0, rows * rows).Select(i => result.Span[(i * channels) + channel])];
            Close.Equal(Apply(matrix, tile), transformed, 2e-6);
        }
    }

    /// <summary><c>M tile M^T</c>.</summary>
    private static double[] Apply(double[,] matrix, double[] tile)
    {
        (int rows, int columns) = (matrix.GetLength(0), matrix.GetLength(1));
        double[] result = new double[rows * rows];
        for (int i = 0; i < rows * rows * tile.Length; i++)
        {
            (int place, int term) = Math.DivRem(i, tile.Length);
            result[place] += matrix[place / rows, term / columns] * tile[term] * matrix[place % rows, term % columns];
        }

        return result;
    }

    private static double[,] Transpose(double[,] matrix)
    {
        double[,] transposed = new double[matrix.GetLength(1), matrix.GetLength(0)];
        for (int i = 0; i < matrix.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, matrix.GetLength(1));
            transposed[column, row] = matrix[row, column];
        }

        return transposed;
    }

    private static unsafe nint[] Pixels(AlignedBuffer buffer, int channels) =>
        [.. Enumerable.Range(0, buffer.Length / channels).Select(i => (nint)(buffer.Pointer + (i * channels)))];

    private double[] Fill(int length) => [.. Enumerable.Range(0, length).Select(_ => _random.NextDouble() - 0.5)];
}
