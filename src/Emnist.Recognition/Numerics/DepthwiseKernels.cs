using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The two loops of convolutions that see each channel by itself, written once for every vector width. As those of
/// <see cref="MicroKernels"/> they compute whole tiles, two vectors of channels wide: what lies beyond the last channel is
/// read, and what comes of it is for the caller to throw away. Reads and writes go to any address; panels lie on whole vectors.
/// </summary>
internal static unsafe class DepthwiseKernels
{
    /// <summary>Rows of the tile of <see cref="Product{TVector}"/>, as many as of <see cref="MicroKernels.ProductRows"/>.</summary>
    public const int ProductRows = MicroKernels.ProductRows;

    /// <summary>
    /// Taps of the tile of <see cref="Gradient{TVector}"/>: six sums are enough to keep the loads busy, of which there are two
    /// for each product, and three divides the taps of the windows of 3 x 3.
    /// </summary>
    public const int GradientTaps = 3;

    /// <summary><c>output[r, n] = bias[n] + sum over t of rows[t, r][channel + n] * panel[t, n]</c>, for six rows.</summary>
    /// <param name="rows">[taps, 6] pointers, each to a pixel's channels.</param>
    /// <param name="taps">Positions of the window.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="panel">[taps, 2 vectors], as <see cref="PackedMatrix"/> lays it out.</param>
    /// <param name="bias">[2 vectors]: where the sums start.</param>
    /// <param name="output">[6, 2 vectors], rows <paramref name="outputStride"/> floats apart.</param>
    /// <param name="outputStride">Floats from one output row to the next.</param>
    /// <param name="relu">Whether negative sums are stored as zero (NaN stays NaN).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Product<TVector>(
        float** rows, int taps, nint channel, float* panel, float* bias, float* output, nint outputStride, bool relu)
        where TVector : struct, ISimdVector<TVector>
    {
        nint width = TVector.Count;
        Debug.Assert(rows != null && output != null && bias != null && taps > 0 && channel >= 0);
        Debug.Assert(AlignedBuffer.IsAligned(panel, width) && outputStride >= MicroKernels.TileVectors * width);
        TVector s00 = TVector.Load(bias), s01 = TVector.Load(bias + width);
        TVector s10 = s00, s11 = s01, s20 = s00, s21 = s01, s30 = s00, s31 = s01, s40 = s00, s41 = s01, s50 = s00, s51 = s01;
        for (int tap = 0; tap < taps; tap++)
        {
            TVector p0 = TVector.Load(panel), p1 = TVector.Load(panel + width);
            panel += MicroKernels.TileVectors * width;
            float* row = rows[0] + channel;
            s00 = TVector.MultiplyAdd(TVector.Load(row), p0, s00);
            s01 = TVector.MultiplyAdd(TVector.Load(row + width), p1, s01);
            row = rows[1] + channel;
            s10 = TVector.MultiplyAdd(TVector.Load(row), p0, s10);
            s11 = TVector.MultiplyAdd(TVector.Load(row + width), p1, s11);
            row = rows[2] + channel;
            s20 = TVector.MultiplyAdd(TVector.Load(row), p0, s20);
            s21 = TVector.MultiplyAdd(TVector.Load(row + width), p1, s21);
            row = rows[3] + channel;
            s30 = TVector.MultiplyAdd(TVector.Load(row), p0, s30);
            s31 = TVector.MultiplyAdd(TVector.Load(row + width), p1, s31);
            row = rows[4] + channel;
            s40 = TVector.MultiplyAdd(TVector.Load(row), p0, s40);
            s41 = TVector.MultiplyAdd(TVector.Load(row + width), p1, s41);
            row = rows[5] + channel;
            s50 = TVector.MultiplyAdd(TVector.Load(row), p0, s50);
            s51 = TVector.MultiplyAdd(TVector.Load(row + width), p1, s51);
            rows += ProductRows;
        }

        if (relu)
        {
            TVector zero = TVector.Zero;
            (s00, s01) = (TVector.Max(zero, s00), TVector.Max(zero, s01));
            (s10, s11) = (TVector.Max(zero, s10), TVector.Max(zero, s11));
            (s20, s21) = (TVector.Max(zero, s20), TVector.Max(zero, s21));
            (s30, s31) = (TVector.Max(zero, s30), TVector.Max(zero, s31));
            (s40, s41) = (TVector.Max(zero, s40), TVector.Max(zero, s41));
            (s50, s51) = (TVector.Max(zero, s50), TVector.Max(zero, s51));
        }

        MicroKernels.Store(s00, s01, output);
        MicroKernels.Store(s10, s11, output + outputStride);
        MicroKernels.Store(s20, s21, output + (2 * outputStride));
        MicroKernels.Store(s30, s31, output + (3 * outputStride));
        MicroKernels.Store(s40, s41, output + (4 * outputStride));
        MicroKernels.Store(s50, s51, output + (5 * outputStride));
    }

    /// <summary><c>sums[t, n] = sum over rows m of rows[m, t][channel + n] * outputGradient[m, n]</c>, for up to three taps.</summary>
    /// <param name="rows">[count, <paramref name="rowTaps"/>] pointers, each to a pixel's channels, from the first tap on.</param>
    /// <param name="rowTaps">Pointers from one row to the next.</param>
    /// <param name="taps">Taps to sum, 1 to 3; the sums of the rest are of the first tap.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="outputGradient">[count, 2 vectors], rows <paramref name="outputStride"/> floats apart.</param>
    /// <param name="outputStride">Floats from one row of the gradient to the next.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="sums">[3, 2 vectors], overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<TVector>(
        float** rows, nint rowTaps, int taps, nint channel, float* outputGradient, nint outputStride, nint count, float* sums)
        where TVector : struct, ISimdVector<TVector>
    {
        nint width = TVector.Count;
        Debug.Assert(rows != null && outputGradient != null && sums != null && taps is >= 1 and <= GradientTaps && rowTaps >= taps);
        nint second = taps > 1 ? 1 : 0, third = taps > 2 ? 2 : 0;
        TVector s00 = TVector.Zero, s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00;
        for (nint m = 0; m < count; m++)
        {
            TVector g0 = TVector.Load(outputGradient), g1 = TVector.Load(outputGradient + width);
            outputGradient += outputStride;
            float* row = rows[0] + channel;
            s00 = TVector.MultiplyAdd(TVector.Load(row), g0, s00);
            s01 = TVector.MultiplyAdd(TVector.Load(row + width), g1, s01);
            row = rows[second] + channel;
            s10 = TVector.MultiplyAdd(TVector.Load(row), g0, s10);
            s11 = TVector.MultiplyAdd(TVector.Load(row + width), g1, s11);
            row = rows[third] + channel;
            s20 = TVector.MultiplyAdd(TVector.Load(row), g0, s20);
            s21 = TVector.MultiplyAdd(TVector.Load(row + width), g1, s21);
            rows += rowTaps;
        }

        MicroKernels.Store(s00, s01, sums);
        MicroKernels.Store(s10, s11, sums + (2 * width));
        MicroKernels.Store(s20, s21, sums + (4 * width));
    }
}
