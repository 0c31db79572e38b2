using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The transforms around the products of Winograd's minimal filtering F(4x4, 3x3), with points 0, 1, -1, 2, -2 and
/// infinity: A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks" (arXiv 1509.09308).
/// </summary>
internal static unsafe class WinogradTransforms
{
    /// <summary>Rows and columns of outputs that a tile makes.</summary>
    public const int OutputSide = 4;

    /// <summary>Rows and columns of inputs that a tile takes, and of its products.</summary>
    public const int InputSide = 6;

    /// <summary>Products of a tile.</summary>
    public const int Places = InputSide * InputSide;

    private const int WindowSide = 3;

    private const int MaxLanes = 16;

    /// <summary><c>B^T d B</c> of one tile, a vector of channels at a time.</summary>
    /// <param name="pixels">[6, 6] pointers, each to the channels of an input pixel.</param>
    /// <param name="channels">A multiple of the vector's lanes.</param>
    /// <param name="transformed">[6, 6] places <paramref name="stride"/> floats apart, each of <paramref name="channels"/> floats.</param>
    /// <param name="stride">Floats from one place to the next.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Input<TVector>(float** pixels, int channels, float* transformed, nint stride)
        where TVector : struct, ISimdVector<TVector>
    {
        int width = TVector.Count;
        float* rows = stackalloc float[Places * MaxLanes];
        for (int c = 0; c < channels; c += width)
        {
            for (int x = 0; x < InputSide; x++)
            {
                float** column = pixels + x;
                InputLine(
                    TVector.Load(column[0] + c), TVector.Load(column[6] + c), TVector.Load(column[12] + c),
                    TVector.Load(column[18] + c), TVector.Load(column[24] + c), TVector.Load(column[30] + c),
                    rows + (x * width), InputSide * width);
            }

            for (int y = 0; y < InputSide; y++)
            {
                float* row = rows + (y * InputSide * width);
                InputLine(
                    TVector.Load(row), TVector.Load(row + width), TVector.Load(row + (2 * width)),
                    TVector.Load(row + (3 * width)), TVector.Load(row + (4 * width)), TVector.Load(row + (5 * width)),
                    transformed + c + (y * InputSide * stride), stride);
            }
        }
    }

    /// <summary><c>A^T m A + bias</c> of one tile, a vector of channels at a time.</summary>
    /// <param name="products">[6, 6] places <paramref name="stride"/> floats apart, each of <paramref name="channels"/> floats.</param>
    /// <param name="stride">Floats from one place to the next.</param>
    /// <param name="channels">A multiple of the vector's lanes.</param>
    /// <param name="bias">[channels].</param>
    /// <param name="pixels">[4, 4] pointers, each to the channels of an output pixel.</param>
    /// <param name="relu">Whether negative results are stored as zero (NaN stays NaN).</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Output<TVector>(float* products, nint stride, int channels, float* bias, float** pixels, bool relu)
        where TVector : struct, ISimdVector<TVector>
    {
        int width = TVector.Count;
        float* rows = stackalloc float[OutputSide * InputSide * MaxLanes];
        float* line = stackalloc float[OutputSide * MaxLanes];
        for (int c = 0; c < channels; c += width)
        {
            for (int x = 0; x < InputSide; x++)
            {
                OutputLine<TVector>(products + c + (x * stride), InputSide * stride, rows + (x * width), InputSide * width);
            }

            TVector shift = TVector.Load(bias + c);
            for (int y = 0; y < OutputSide; y++)
            {
                OutputLine<TVector>(rows + (y * InputSide * width), width, line, width);
                for (int x = 0; x < OutputSide; x++)
                {
                    TVector value = TVector.Load(line + (x * width)) + shift;
                    (relu ? TVector.Max(TVector.Zero, value) : value).Store(pixels[(y * OutputSide) + x] + c);
                }
            }
        }
    }

    /// <summary><c>G g G^T</c> of one window [3, 3], in double precision because it is done once.</summary>
    public static void Kernel(ReadOnlySpan<double> window, Span<double> transformed)
    {
        Span<double> rows = stackalloc double[InputSide * WindowSide];
        for (int x = 0; x < WindowSide; x++)
        {
            KernelLine(window[x], window[WindowSide + x], window[(2 * WindowSide) + x], rows[x..], WindowSide);
        }

        for (int y = 0; y < InputSide; y++)
        {
            ReadOnlySpan<double> row = rows.Slice(y * WindowSide, WindowSide);
            KernelLine(row[0], row[1], row[2], transformed[(y * InputSide)..], 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputLine<TVector>(
        TVector d0, TVector d1, TVector d2, TVector d3, TVector d4, TVector d5, float* target, nint step)
        where TVector : struct, ISimdVector<TVector>
    {
        TVector even = d4 - (d2 * 4), odd = d3 - (d1 * 4);
        TVector evenTwo = d4 - d2, oddTwo = (d3 - d1) * 2;
        ((d0 * 4) - (d2 * 5) + d4).Store(target);
        (even + odd).Store(target + step);
        (even - odd).Store(target + (2 * step));
        (evenTwo + oddTwo).Store(target + (3 * step));
        (evenTwo - oddTwo).Store(target + (4 * step));
        ((d1 * 4) - (d3 * 5) + d5).Store(target + (5 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputLine<TVector>(float* source, nint sourceStep, float* target, nint targetStep)
        where TVector : struct, ISimdVector<TVector>
    {
        TVector m1 = TVector.Load(source + sourceStep), m2 = TVector.Load(source + (2 * sourceStep));
        TVector m3 = TVector.Load(source + (3 * sourceStep)), m4 = TVector.Load(source + (4 * sourceStep));
        TVector sum = m1 + m2, difference = m1 - m2, sumTwo = m3 + m4, differenceTwo = m3 - m4;
        (TVector.Load(source) + sum + sumTwo).Store(target);
        (difference + (differenceTwo * 2)).Store(target + targetStep);
        (sum + (sumTwo * 4)).Store(target + (2 * targetStep));
        (difference + (differenceTwo * 8) + TVector.Load(source + (5 * sourceStep))).Store(target + (3 * targetStep));
    }

    private static void KernelLine(double g0, double g1, double g2, Span<double> target, int targetStep)
    {
        target[0] = g0 / 4;
        target[targetStep] = -(g0 + g1 + g2) / 6;
        target[2 * targetStep] = -(g0 - g1 + g2) / 6;
        target[3 * targetStep] = (g0 + (2 * g1) + (4 * g2)) / 24;
        target[4 * targetStep] = (g0 - (2 * g1) + (4 * g2)) / 24;
        target[5 * targetStep] = g2;
    }
}
