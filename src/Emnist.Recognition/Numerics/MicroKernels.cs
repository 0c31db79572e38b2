using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The three loops in which nearly all time is spent, written once for every vector width. They compute whole tiles,
/// six rows by two vectors: there is no remainder, and a caller whose matrix ends within a tile computes that tile
/// apart. Reads and writes go to any address; panels lie on whole vectors.
/// </summary>
internal static unsafe class MicroKernels
{
    /// <summary>
    /// Rows of the tile of <see cref="Product{TVector}"/>: six by two vectors are twelve sums, which fit the sixteen
    /// registers of AVX2 and SSE. With the thirty-two of AVX-512, 8 x 2, 12 x 2 and 6 x 4 measured within 3 % of it.
    /// </summary>
    public const int ProductRows = 6;

    /// <summary>
    /// Rows of the tile of <see cref="OuterProduct{TVector}"/>: as those of <see cref="ProductRows"/>.
    /// </summary>
    public const int OuterProductRows = 6;

    /// <summary>Vectors across either tile.</summary>
    public const int TileVectors = 2;

    /// <summary>
    /// <c>output[r, n] = bias[n] + sum over t, k of rows[t, r][k] * panel[t, k, n]</c>, for six rows.
    /// The rows are given by pointers, one per tap and row, so that a convolution reads its input where it lies.
    /// </summary>
    /// <param name="rows">[taps, 6] pointers, each to <paramref name="channels"/> floats.</param>
    /// <param name="taps">Positions of the kernel window; 1 for a plain matrix product.</param>
    /// <param name="channels">Floats read at each tap.</param>
    /// <param name="panel">[taps, channels, 2 vectors], as <see cref="PackedMatrix"/> lays it out.</param>
    /// <param name="bias">[2 vectors]: where the sums start.</param>
    /// <param name="output">[6, 2 vectors], rows <paramref name="outputStride"/> floats apart.</param>
    /// <param name="outputStride">Floats from one output row to the next.</param>
    /// <param name="relu">Whether negative sums are stored as zero (NaN stays NaN).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Product<TVector>(
        float** rows, int taps, nint channels, float* panel, float* bias, float* output, nint outputStride, bool relu)
        where TVector : struct, ISimdVector<TVector>
    {
        nint width = TVector.Count;
        Debug.Assert(rows != null && output != null && taps > 0 && channels > 0 && outputStride >= TileVectors * width);
        Debug.Assert(AlignedBuffer.IsAligned(panel, width) && bias != null);
        TVector s00 = TVector.Load(bias), s01 = TVector.Load(bias + width);
        TVector s10 = s00, s11 = s01, s20 = s00, s21 = s01, s30 = s00, s31 = s01, s40 = s00, s41 = s01, s50 = s00, s51 = s01;
        for (int tap = 0; tap < taps; tap++)
        {
            float* r0 = rows[0], r1 = rows[1], r2 = rows[2], r3 = rows[3], r4 = rows[4], r5 = rows[5];
            rows += ProductRows;
            for (nint k = 0; k < channels; k++)
            {
                TVector p0 = TVector.Load(panel), p1 = TVector.Load(panel + width);
                panel += TileVectors * width;
                TVector a = TVector.Broadcast(r0 + k);
                s00 = TVector.MultiplyAdd(a, p0, s00);
                s01 = TVector.MultiplyAdd(a, p1, s01);
                a = TVector.Broadcast(r1 + k);
                s10 = TVector.MultiplyAdd(a, p0, s10);
                s11 = TVector.MultiplyAdd(a, p1, s11);
                a = TVector.Broadcast(r2 + k);
                s20 = TVector.MultiplyAdd(a, p0, s20);
                s21 = TVector.MultiplyAdd(a, p1, s21);
                a = TVector.Broadcast(r3 + k);
                s30 = TVector.MultiplyAdd(a, p0, s30);
                s31 = TVector.MultiplyAdd(a, p1, s31);
                a = TVector.Broadcast(r4 + k);
                s40 = TVector.MultiplyAdd(a, p0, s40);
                s41 = TVector.MultiplyAdd(a, p1, s41);
                a = TVector.Broadcast(r5 + k);
                s50 = TVector.MultiplyAdd(a, p0, s50);
                s51 = TVector.MultiplyAdd(a, p1, s51);
            }
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

        Store(s00, s01, output);
        Store(s10, s11, output + outputStride);
        Store(s20, s21, output + (2 * outputStride));
        Store(s30, s31, output + (3 * outputStride));
        Store(s40, s41, output + (4 * outputStride));
        Store(s50, s51, output + (5 * outputStride));
    }

    /// <summary>
    /// <see cref="Product{TVector}"/> for one row, as a dense layer has it for one image. Four rows of the panel go
    /// into sums of their own, because a multiply-add waits for the one before it.
    /// </summary>
    /// <param name="row">[length] values.</param>
    /// <param name="length">Values in the row, and rows in the panel.</param>
    /// <param name="panel">[length, 2 vectors].</param>
    /// <param name="bias">[2 vectors]: where the sums start.</param>
    /// <param name="output">[2 vectors].</param>
    /// <param name="relu">Whether negative sums are stored as zero (NaN stays NaN).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RowProduct<TVector>(float* row, nint length, float* panel, float* bias, float* output, bool relu)
        where TVector : struct, ISimdVector<TVector>
    {
        nint width = TVector.Count;
        nint step = TileVectors * width;
        Debug.Assert(row != null && length > 0 && (output + step <= row || row + length <= output));
        Debug.Assert(AlignedBuffer.IsAligned(panel, width) && bias != null);
        TVector s00 = TVector.Load(bias), s01 = TVector.Load(bias + width);
        TVector s10 = TVector.Zero, s11 = s10, s20 = s10, s21 = s10, s30 = s10, s31 = s10;
        nint k = 0;
        for (; k <= length - 4; k += 4)
        {
            TVector a = TVector.Broadcast(row + k);
            s00 = TVector.MultiplyAdd(a, TVector.Load(panel), s00);
            s01 = TVector.MultiplyAdd(a, TVector.Load(panel + width), s01);
            a = TVector.Broadcast(row + k + 1);
            s10 = TVector.MultiplyAdd(a, TVector.Load(panel + step), s10);
            s11 = TVector.MultiplyAdd(a, TVector.Load(panel + step + width), s11);
            a = TVector.Broadcast(row + k + 2);
            s20 = TVector.MultiplyAdd(a, TVector.Load(panel + (2 * step)), s20);
            s21 = TVector.MultiplyAdd(a, TVector.Load(panel + (2 * step) + width), s21);
            a = TVector.Broadcast(row + k + 3);
            s30 = TVector.MultiplyAdd(a, TVector.Load(panel + (3 * step)), s30);
            s31 = TVector.MultiplyAdd(a, TVector.Load(panel + (3 * step) + width), s31);
            panel += 4 * step;
        }

        for (; k < length; k++)
        {
            TVector a = TVector.Broadcast(row + k);
            s00 = TVector.MultiplyAdd(a, TVector.Load(panel), s00);
            s01 = TVector.MultiplyAdd(a, TVector.Load(panel + width), s01);
            panel += step;
        }

        s00 = s00 + s10 + (s20 + s30);
        s01 = s01 + s11 + (s21 + s31);
        TVector zero = TVector.Zero;
        Store(relu ? TVector.Max(zero, s00) : s00, relu ? TVector.Max(zero, s01) : s01, output);
    }

    /// <summary>
    /// <c>sums[c, n] += sum over m of rows[m][c] * columns[m, n]</c>, for six values of c: a tile of the gradient of
    /// a kernel, where m runs over the pixels of a batch.
    /// </summary>
    /// <param name="rows">[count] pointers, each to at least six floats.</param>
    /// <param name="columns">[count, 2 vectors], rows <paramref name="columnsStride"/> floats apart.</param>
    /// <param name="columnsStride">Floats from one row of <paramref name="columns"/> to the next.</param>
    /// <param name="count">Values of m.</param>
    /// <param name="sums">[6, 2 vectors], rows <paramref name="sumsStride"/> floats apart, added to.</param>
    /// <param name="sumsStride">Floats from one row of <paramref name="sums"/> to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void OuterProduct<TVector>(
        float** rows, float* columns, nint columnsStride, nint count, float* sums, nint sumsStride)
        where TVector : struct, ISimdVector<TVector>
    {
        nint width = TVector.Count;
        Debug.Assert(rows != null && columns != null && columnsStride > 0 && count >= 0);
        Debug.Assert(sums != null && sumsStride >= TileVectors * width);
        TVector s00 = TVector.Load(sums), s01 = TVector.Load(sums + width);
        TVector s10 = TVector.Load(sums + sumsStride), s11 = TVector.Load(sums + sumsStride + width);
        TVector s20 = TVector.Load(sums + (2 * sumsStride)), s21 = TVector.Load(sums + (2 * sumsStride) + width);
        TVector s30 = TVector.Load(sums + (3 * sumsStride)), s31 = TVector.Load(sums + (3 * sumsStride) + width);
        TVector s40 = TVector.Load(sums + (4 * sumsStride)), s41 = TVector.Load(sums + (4 * sumsStride) + width);
        TVector s50 = TVector.Load(sums + (5 * sumsStride)), s51 = TVector.Load(sums + (5 * sumsStride) + width);
        for (nint m = 0; m < count; m++)
        {
            float* row = rows[m];
            TVector c0 = TVector.Load(columns), c1 = TVector.Load(columns + width);
            columns += columnsStride;
            TVector a = TVector.Broadcast(row);
            s00 = TVector.MultiplyAdd(a, c0, s00);
            s01 = TVector.MultiplyAdd(a, c1, s01);
            a = TVector.Broadcast(row + 1);
            s10 = TVector.MultiplyAdd(a, c0, s10);
            s11 = TVector.MultiplyAdd(a, c1, s11);
            a = TVector.Broadcast(row + 2);
            s20 = TVector.MultiplyAdd(a, c0, s20);
            s21 = TVector.MultiplyAdd(a, c1, s21);
            a = TVector.Broadcast(row + 3);
            s30 = TVector.MultiplyAdd(a, c0, s30);
            s31 = TVector.MultiplyAdd(a, c1, s31);
            a = TVector.Broadcast(row + 4);
            s40 = TVector.MultiplyAdd(a, c0, s40);
            s41 = TVector.MultiplyAdd(a, c1, s41);
            a = TVector.Broadcast(row + 5);
            s50 = TVector.MultiplyAdd(a, c0, s50);
            s51 = TVector.MultiplyAdd(a, c1, s51);
        }

        Store(s00, s01, sums);
        Store(s10, s11, sums + sumsStride);
        Store(s20, s21, sums + (2 * sumsStride));
        Store(s30, s31, sums + (3 * sumsStride));
        Store(s40, s41, sums + (4 * sumsStride));
        Store(s50, s51, sums + (5 * sumsStride));
    }

    /// <summary>Two vectors side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVector>(TVector left, TVector right, float* destination)
        where TVector : struct, ISimdVector<TVector>
    {
        left.Store(destination);
        right.Store(destination + TVector.Count);
    }
}
