using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The two loops of convolutions that see each channel by itself, written once for every width of a tile's columns, which are
/// channels here. As those of <see cref="MicroKernels"/> they compute whole tiles: what lies beyond the last channel is read, and
/// what comes of it is for the caller to throw away. Reads and writes go to any address; panels lie on whole vectors.
/// </summary>
internal static unsafe class DepthwiseKernels
{
    /// <summary>Rows of the tile of <see cref="Product{TColumns}"/>, as many as of <see cref="MicroKernels.ProductRows"/>.</summary>
    public const int ProductRows = MicroKernels.ProductRows;

    /// <summary>
    /// Taps of the tile of <see cref="Gradient{TColumns}"/>: six sums are enough to keep the loads busy, of which there are two
    /// for each product, and three divides the taps of the windows of 3 x 3.
    /// </summary>
    public const int GradientTaps = 3;

    /// <summary><c>output[r, n] = bias[n] + sum over t of rows[t, r][channel + n] * panel[t, n]</c>, for six rows.</summary>
    /// <param name="rows">[taps, 6] pointers, each to a pixel's channels.</param>
    /// <param name="taps">Positions of the window.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="panel">[taps, columns], as <see cref="PackedMatrix"/> lays it out.</param>
    /// <param name="bias">[columns]: where the sums start.</param>
    /// <param name="output">[6, columns], rows <paramref name="outputStride"/> floats apart.</param>
    /// <param name="outputStride">Floats from one output row to the next.</param>
    /// <param name="relu">Whether negative sums are stored as zero (NaN stays NaN).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Product<TColumns>(
        float** rows, int taps, nint channel, float* panel, float* bias, float* output, nint outputStride, bool relu)
        where TColumns : struct, ISimdVector<TColumns>
    {
        Debug.Assert(rows != null && panel != null && bias != null && output != null);
        Debug.Assert(taps > 0 && channel >= 0 && outputStride >= TColumns.Count);
        var s0 = TColumns.Load(bias);
        TColumns s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
        for (int tap = 0; tap < taps; tap++)
        {
            var p = TColumns.Load(panel);
            panel += TColumns.Count;
            s0.AddProduct(TColumns.Load(rows[0] + channel), p);
            s1.AddProduct(TColumns.Load(rows[1] + channel), p);
            s2.AddProduct(TColumns.Load(rows[2] + channel), p);
            s3.AddProduct(TColumns.Load(rows[3] + channel), p);
            s4.AddProduct(TColumns.Load(rows[4] + channel), p);
            s5.AddProduct(TColumns.Load(rows[5] + channel), p);
            rows += ProductRows;
        }

        if (relu)
        {
            TColumns zero = TColumns.Zero;
            (s0, s1, s2) = (TColumns.Max(zero, s0), TColumns.Max(zero, s1), TColumns.Max(zero, s2));
            (s3, s4, s5) = (TColumns.Max(zero, s3), TColumns.Max(zero, s4), TColumns.Max(zero, s5));
        }

        s0.Store(output);
        s1.Store(output + outputStride);
        s2.Store(output + (2 * outputStride));
        s3.Store(output + (3 * outputStride));
        s4.Store(output + (4 * outputStride));
        s5.Store(output + (5 * outputStride));
    }

    /// <summary><c>sums[t, n] = sum over rows m of rows[m, t][channel + n] * outputGradient[m, n]</c>, for up to three taps.</summary>
    /// <param name="rows">[count, <paramref name="rowTaps"/>] pointers, each to a pixel's channels, from the first tap on.</param>
    /// <param name="rowTaps">Pointers from one row to the next.</param>
    /// <param name="taps">Taps to sum, 1 to 3; the sums of the rest are of the first tap.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="outputGradient">[count, columns], rows <paramref name="outputStride"/> floats apart.</param>
    /// <param name="outputStride">Floats from one row of the gradient to the next.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="sums">[3, columns], overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<TColumns>(
        float** rows, nint rowTaps, int taps, nint channel, float* outputGradient, nint outputStride, nint count, float* sums)
        where TColumns : struct, ISimdVector<TColumns>
    {
        Debug.Assert(rows != null && outputGradient != null && sums != null && taps is >= 1 and <= GradientTaps && rowTaps >= taps);
        nint second = taps > 1 ? 1 : 0, third = taps > 2 ? 2 : 0;
        TColumns s0 = TColumns.Zero, s1 = s0, s2 = s0;
        for (nint m = 0; m < count; m++)
        {
            var g = TColumns.Load(outputGradient);
            outputGradient += outputStride;
            s0.AddProduct(TColumns.Load(rows[0] + channel), g);
            s1.AddProduct(TColumns.Load(rows[second] + channel), g);
            s2.AddProduct(TColumns.Load(rows[third] + channel), g);
            rows += rowTaps;
        }

        s0.Store(sums);
        s1.Store(sums + TColumns.Count);
        s2.Store(sums + (2 * TColumns.Count));
    }
}
