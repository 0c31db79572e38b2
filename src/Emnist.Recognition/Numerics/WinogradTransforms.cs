using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The transforms around the products of Winograd's minimal filtering F(4x4, 3x3): a tile Y of 4 x 4 outputs from a
/// tile d of 6 x 6 inputs and a 3 x 3 window g of the kernel is <c>Y = A^T [(G g G^T) * (B^T d B)] A</c>, where *
/// multiplies place by place and is summed over the input channels. With the points 0, 1, -1, 2, -2 and infinity (A.
/// Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks", arXiv 1509.09308):
/// <code>
///        4   0  -5   0   1   0              1/4     0     0
///        0  -4  -4   1   1   0             -1/6  -1/6  -1/6              1   1   1   1   1   0
/// B^T =  0   4  -4  -1   1   0        G =  -1/6   1/6  -1/6       A^T =  0   1  -1   2  -2   0
///        0  -2  -1   2   1   0             1/24  1/12   1/6              0   1   1   4   4   0
///        0   2  -1  -2   1   0             1/24 -1/12   1/6              0   1  -1   8  -8   1
///        0   4   0  -5   0   1                0     0     1
/// </code>
/// The gradients are the transposes: with dY the outputs' gradient, the products' is <c>A dY A^T</c>, and with u the
/// products' gradients times the transformed inputs, summed over tiles, the window's is <c>G^T u G</c>. Each product by
/// two matrices is a pass over the columns and one over the rows; each method called Line is the product of a vector by
/// one of the matrices, with the sums that its rows share.
/// </summary>
/// <remarks>
/// Channels (for the kernel, windows) fill the lanes, so their number is a multiple of them: there is no remainder.
/// Places and the tiles' channels lie on whole vectors, a kernel and its gradient anywhere.
/// </remarks>
internal static unsafe class WinogradTransforms
{
    /// <summary>Rows and columns of outputs that a tile makes.</summary>
    public const int OutputSide = 4;

    /// <summary>Rows and columns of inputs that a tile takes, and of its products.</summary>
    public const int InputSide = 6;

    /// <summary>Products of a tile.</summary>
    public const int Places = InputSide * InputSide;

    /// <summary>Rows and columns of the kernel's windows.</summary>
    private const int WindowSide = 3;

    /// <summary>Lanes of the widest vector, for which the memory between the passes is laid out.</summary>
    private const int MaxLanes = 16;

    /// <summary><c>B^T d B</c> of one tile, a vector of channels at a time.</summary>
    /// <param name="pixels">[6, 6] pointers, each to the channels of an input pixel.</param>
    /// <param name="channels">A multiple of the vector's lanes.</param>
    /// <param name="transformed">
    /// [6, 6] places <paramref name="stride"/> floats apart, each of <paramref name="channels"/> floats, written.
    /// </param>
    /// <param name="stride">Floats from one place to the next.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Input<TVector>(float** pixels, int channels, float* transformed, nint stride)
        where TVector : struct, ISimdVector<TVector>
    {
        int width = TVector.Count;
        Debug.Assert(pixels != null && width <= MaxLanes && channels > 0 && channels % width == 0);
        Debug.Assert(AlignedBuffer.IsAligned(transformed, width) && stride >= channels && stride % width == 0);
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
    /// <param name="products">
    /// [6, 6] places <paramref name="stride"/> floats apart, each of <paramref name="channels"/> floats.
    /// </param>
    /// <param name="stride">Floats from one place to the next.</param>
    /// <param name="channels">A multiple of the vector's lanes.</param>
    /// <param name="bias">[channels].</param>
    /// <param name="pixels">[4, 4] pointers, each to the channels of an output pixel, which are written.</param>
    /// <param name="relu">Whether negative results are stored as zero (NaN stays NaN).</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Output<TVector>(float* products, nint stride, int channels, float* bias, float** pixels, bool relu)
        where TVector : struct, ISimdVector<TVector>
    {
        int width = TVector.Count;
        Debug.Assert(pixels != null && width <= MaxLanes && channels > 0 && channels % width == 0 && stride >= channels);
        Debug.Assert(AlignedBuffer.IsAligned(products, width) && stride % width == 0 && AlignedBuffer.IsAligned(bias, width));
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

    /// <summary>
    /// <c>A dY A^T</c> of one tile, a vector of channels at a time: the gradient of its products by that of its
    /// outputs.
    /// </summary>
    /// <param name="pixels">[4, 4] pointers, each to the channels of an output pixel's gradient.</param>
    /// <param name="channels">A multiple of the vector's lanes.</param>
    /// <param name="transformed">
    /// [6, 6] places <paramref name="stride"/> floats apart, each of <paramref name="channels"/> floats, written.
    /// </param>
    /// <param name="stride">Floats from one place to the next.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void OutputGradient<TVector>(float** pixels, int channels, float* transformed, nint stride)
        where TVector : struct, ISimdVector<TVector>
    {
        int width = TVector.Count;
        Debug.Assert(pixels != null && width <= MaxLanes && channels > 0 && channels % width == 0);
        Debug.Assert(AlignedBuffer.IsAligned(transformed, width) && stride >= channels && stride % width == 0);
        float* rows = stackalloc float[InputSide * OutputSide * MaxLanes];
        for (int c = 0; c < channels; c += width)
        {
            for (int x = 0; x < OutputSide; x++)
            {
                float** column = pixels + x;
                OutputGradientLine(
                    TVector.Load(column[0] + c), TVector.Load(column[4] + c), TVector.Load(column[8] + c), TVector.Load(column[12] + c),
                    rows + (x * width), OutputSide * width);
            }

            for (int y = 0; y < InputSide; y++)
            {
                float* row = rows + (y * OutputSide * width);
                OutputGradientLine(
                    TVector.Load(row), TVector.Load(row + width), TVector.Load(row + (2 * width)), TVector.Load(row + (3 * width)),
                    transformed + c + (y * InputSide * stride), stride);
            }
        }
    }

    /// <summary><c>G g G^T</c> of the windows of a kernel, a vector of windows at a time.</summary>
    /// <param name="kernel">[3, 3, <paramref name="windows"/>].</param>
    /// <param name="windows">Input channels times output channels: a multiple of the vector's lanes.</param>
    /// <param name="turned">Whether each window is turned by 180 degrees, as the pass back to the input has it.</param>
    /// <param name="transformed">[6, 6, <paramref name="windows"/>], written; other memory.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Kernel<TVector>(float* kernel, nint windows, bool turned, float* transformed)
        where TVector : struct, ISimdVector<TVector>
    {
        nint width = TVector.Count;
        Debug.Assert(kernel != null && transformed != null && width <= MaxLanes && windows > 0 && windows % width == 0);
        Debug.Assert(kernel + (WindowSide * WindowSide * windows) <= transformed || transformed + (Places * windows) <= kernel);
        nint step = turned ? -windows : windows;
        float* first = turned ? kernel + (((WindowSide * WindowSide) - 1) * windows) : kernel;
        float* rows = stackalloc float[InputSide * WindowSide * MaxLanes];
        for (nint i = 0; i < windows; i += width)
        {
            for (int x = 0; x < WindowSide; x++)
            {
                float* column = first + i + (x * step);
                KernelLine(
                    TVector.Load(column), TVector.Load(column + (WindowSide * step)), TVector.Load(column + (2 * WindowSide * step)),
                    rows + (x * width), WindowSide * width);
            }

            for (int y = 0; y < InputSide; y++)
            {
                float* row = rows + (y * WindowSide * width);
                KernelLine(
                    TVector.Load(row), TVector.Load(row + width), TVector.Load(row + (2 * width)),
                    transformed + i + (y * InputSide * windows), windows);
            }
        }
    }

    /// <summary>
    /// <c>G^T u G</c>, a vector of windows at a time: the gradient of a kernel by that of its transform.
    /// </summary>
    /// <param name="transformed">[6, 6, <paramref name="windows"/>].</param>
    /// <param name="windows">Input channels times output channels: a multiple of the vector's lanes.</param>
    /// <param name="gradient">[3, 3, <paramref name="windows"/>], written; other memory.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void KernelGradient<TVector>(float* transformed, nint windows, float* gradient)
        where TVector : struct, ISimdVector<TVector>
    {
        nint width = TVector.Count;
        Debug.Assert(transformed != null && gradient != null && width <= MaxLanes && windows > 0 && windows % width == 0);
        Debug.Assert(gradient + (WindowSide * WindowSide * windows) <= transformed || transformed + (Places * windows) <= gradient);
        float* rows = stackalloc float[WindowSide * InputSide * MaxLanes];
        for (nint i = 0; i < windows; i += width)
        {
            for (int x = 0; x < InputSide; x++)
            {
                KernelGradientLine<TVector>(transformed + i + (x * windows), InputSide * windows, rows + (x * width), InputSide * width);
            }

            for (int y = 0; y < WindowSide; y++)
            {
                KernelGradientLine<TVector>(rows + (y * InputSide * width), width, gradient + i + (y * WindowSide * windows), windows);
            }
        }
    }

    /// <summary><c>target = B^T d</c>, each value a vector.</summary>
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

    /// <summary><c>target = A^T source</c>.</summary>
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

    /// <summary><c>target = A y</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputGradientLine<TVector>(TVector y0, TVector y1, TVector y2, TVector y3, float* target, nint step)
        where TVector : struct, ISimdVector<TVector>
    {
        TVector even = y0 + y2, odd = y1 + y3, evenTwo = y0 + (y2 * 4), oddTwo = (y1 * 2) + (y3 * 8);
        y0.Store(target);
        (even + odd).Store(target + step);
        (even - odd).Store(target + (2 * step));
        (evenTwo + oddTwo).Store(target + (3 * step));
        (evenTwo - oddTwo).Store(target + (4 * step));
        y3.Store(target + (5 * step));
    }

    /// <summary><c>target = G g</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void KernelLine<TVector>(TVector g0, TVector g1, TVector g2, float* target, nint step)
        where TVector : struct, ISimdVector<TVector>
    {
        TVector outer = (g0 + g2) * (-1f / 6), middle = g1 * (1f / 6);
        TVector outerTwo = (g0 * (1f / 24)) + (g2 * (1f / 6)), middleTwo = g1 * (1f / 12);
        (g0 * 0.25f).Store(target);
        (outer - middle).Store(target + step);
        (outer + middle).Store(target + (2 * step));
        (outerTwo + middleTwo).Store(target + (3 * step));
        (outerTwo - middleTwo).Store(target + (4 * step));
        g2.Store(target + (5 * step));
    }

    /// <summary><c>target = G^T source</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void KernelGradientLine<TVector>(float* source, nint sourceStep, float* target, nint targetStep)
        where TVector : struct, ISimdVector<TVector>
    {
        TVector u1 = TVector.Load(source + sourceStep), u2 = TVector.Load(source + (2 * sourceStep));
        TVector u3 = TVector.Load(source + (3 * sourceStep)), u4 = TVector.Load(source + (4 * sourceStep));
        TVector sum = (u1 + u2) * (1f / 6), sumTwo = u3 + u4;
        ((TVector.Load(source) * 0.25f) - sum + (sumTwo * (1f / 24))).Store(target);
        (((u2 - u1) * (1f / 6)) + ((u3 - u4) * (1f / 12))).Store(target + targetStep);
        ((sumTwo * (1f / 6)) - sum + TVector.Load(source + (5 * sourceStep))).Store(target + (2 * targetStep));
    }
}
