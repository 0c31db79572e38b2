using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The three loops in which nearly all time is spent, written once for every width of a tile's columns, which are a vector or a
/// <see cref="SimdPair{TVector}"/>. They compute whole tiles of up to six rows: there is no remainder, and a caller whose matrix
/// ends within a tile computes that tile apart. Reads and writes go to any address; panels lie on whole vectors.
/// </summary>
internal static unsafe class MicroKernels
{
    /// <summary>
    /// Rows of the largest tile of <see cref="Product{TColumns, TRows}"/>: six by two vectors are twelve sums, which fit the
    /// sixteen registers of AVX2 and SSE. With the thirty-two of AVX-512, 8 x 2, 12 x 2 and 6 x 4 measured within 3 % of it.
    /// </summary>
    public const int ProductRows = 6;

    /// <summary>Rows of the smallest.</summary>
    public const int MinProductRows = 4;

    /// <summary>
    /// Rows of the first tile that some rows are cut into: six, or fewer where the rest then comes out even. Seven take eight rows,
    /// and less than four take four; no other number takes more than its own.
    /// </summary>
    /// <param name="rows">The rows that are left, at least 1.</param>
    public static int TileRows(int rows) => rows switch { 5 or 9 or 13 => 5, 6 or > 9 => 6, _ => 4 };

    /// <summary>
    /// Rows of the tile of <see cref="OuterProduct{TColumns}"/>: as those of <see cref="ProductRows"/>.
    /// </summary>
    public const int OuterProductRows = 6;

    /// <summary>
    /// <c>output[r, n] = bias[n] + sum over t, k of rows[t, r][k] * panel[t, k, n]</c>, for the rows of a tile.
    /// The rows are given by pointers, one per tap and row, so that a convolution reads its input where it lies.
    /// </summary>
    /// <param name="rows">[taps, rows] pointers, each to <paramref name="channels"/> floats.</param>
    /// <param name="taps">Positions of the kernel window; 1 for a plain matrix product.</param>
    /// <param name="channels">Floats read at each tap.</param>
    /// <param name="panel">[taps, channels, columns], as <see cref="PackedMatrix"/> lays it out.</param>
    /// <param name="bias">[columns]: where the sums start.</param>
    /// <param name="output">[rows, columns], rows <paramref name="outputStride"/> floats apart.</param>
    /// <param name="outputStride">Floats from one output row to the next.</param>
    /// <param name="relu">Whether negative sums are stored as zero (NaN stays NaN).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Product<TColumns, TRows>(
        float** rows, int taps, nint channels, float* panel, float* bias, float* output, nint outputStride, bool relu)
        where TColumns : struct, ISimdVector<TColumns>
        where TRows : struct, ITileRows
    {
        Debug.Assert(TRows.Count is >= MinProductRows and <= ProductRows && rows != null && panel != null && bias != null && output != null);
        Debug.Assert(taps > 0 && channels > 0 && outputStride >= TColumns.Count);
        TColumns s0 = TColumns.Load(bias);
        TColumns s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
        for (int tap = 0; tap < taps; tap++)
        {
            float* r0 = rows[0], r1 = rows[1], r2 = rows[2], r3 = rows[3];
            float* r4 = TRows.Count > 4 ? rows[4] : null, r5 = TRows.Count > 5 ? rows[5] : null;
            rows += TRows.Count;
            for (nint k = 0; k < channels; k++)
            {
                var p = TColumns.Load(panel);
                panel += TColumns.Count;
                s0.AddProduct(TColumns.Broadcast(r0 + k), p);
                s1.AddProduct(TColumns.Broadcast(r1 + k), p);
                s2.AddProduct(TColumns.Broadcast(r2 + k), p);
                s3.AddProduct(TColumns.Broadcast(r3 + k), p);
                if (TRows.Count > 4)
                {
                    s4.AddProduct(TColumns.Broadcast(r4 + k), p);
                }

                if (TRows.Count > 5)
                {
                    s5.AddProduct(TColumns.Broadcast(r5 + k), p);
                }
            }
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
        if (TRows.Count > 4)
        {
            s4.Store(output + (4 * outputStride));
        }

        if (TRows.Count > 5)
        {
            s5.Store(output + (5 * outputStride));
        }
    }

    /// <summary>
    /// <see cref="Product{TColumns, TRows}"/> for one row, as a dense layer has it for one image. Four rows of the panel go
    /// into sums of their own, because a multiply-add waits for the one before it.
    /// </summary>
    /// <param name="row">[length] values.</param>
    /// <param name="length">Values in the row, and rows in the panel.</param>
    /// <param name="panel">[length, columns].</param>
    /// <param name="bias">[columns]: where the sums start.</param>
    /// <param name="output">[columns].</param>
    /// <param name="relu">Whether negative sums are stored as zero (NaN stays NaN).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RowProduct<TColumns>(float* row, nint length, float* panel, float* bias, float* output, bool relu)
        where TColumns : struct, ISimdVector<TColumns>
    {
        nint width = TColumns.Count;
        Debug.Assert(row != null && panel != null && bias != null && length > 0);
        Debug.Assert(output + width <= row || row + length <= output);
        TColumns s0 = TColumns.Load(bias);
        TColumns s1 = TColumns.Zero, s2 = s1, s3 = s1;
        nint k = 0;
        for (; k <= length - 4; k += 4)
        {
            s0.AddProduct(TColumns.Broadcast(row + k), TColumns.Load(panel));
            s1.AddProduct(TColumns.Broadcast(row + k + 1), TColumns.Load(panel + width));
            s2.AddProduct(TColumns.Broadcast(row + k + 2), TColumns.Load(panel + (2 * width)));
            s3.AddProduct(TColumns.Broadcast(row + k + 3), TColumns.Load(panel + (3 * width)));
            panel += 4 * width;
        }

        for (; k < length; k++)
        {
            s0.AddProduct(TColumns.Broadcast(row + k), TColumns.Load(panel));
            panel += width;
        }

        s0 = s0 + s1 + (s2 + s3);
        (relu ? TColumns.Max(TColumns.Zero, s0) : s0).Store(output);
    }

    /// <summary>
    /// <c>sums[c, n] += sum over m of rows[m][c] * columns[m, n]</c>, for six values of c: a tile of the gradient of
    /// a kernel, where m runs over the pixels of a batch.
    /// </summary>
    /// <param name="rows">[count] pointers, each to at least six floats.</param>
    /// <param name="columns">[count, columns], rows <paramref name="columnsStride"/> floats apart.</param>
    /// <param name="columnsStride">Floats from one row of <paramref name="columns"/> to the next.</param>
    /// <param name="count">Values of m.</param>
    /// <param name="sums">[6, columns], rows <paramref name="sumsStride"/> floats apart, added to.</param>
    /// <param name="sumsStride">Floats from one row of <paramref name="sums"/> to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void OuterProduct<TColumns>(
        float** rows, float* columns, nint columnsStride, nint count, float* sums, nint sumsStride)
        where TColumns : struct, ISimdVector<TColumns>
    {
        Debug.Assert(rows != null && columns != null && columnsStride > 0 && count >= 0);
        Debug.Assert(sums != null && sumsStride >= TColumns.Count);
        TColumns s0 = TColumns.Load(sums), s1 = TColumns.Load(sums + sumsStride), s2 = TColumns.Load(sums + (2 * sumsStride));
        TColumns s3 = TColumns.Load(sums + (3 * sumsStride)), s4 = TColumns.Load(sums + (4 * sumsStride));
        TColumns s5 = TColumns.Load(sums + (5 * sumsStride));
        for (nint m = 0; m < count; m++)
        {
            float* row = rows[m];
            var c = TColumns.Load(columns);
            columns += columnsStride;
            s0.AddProduct(TColumns.Broadcast(row), c);
            s1.AddProduct(TColumns.Broadcast(row + 1), c);
            s2.AddProduct(TColumns.Broadcast(row + 2), c);
            s3.AddProduct(TColumns.Broadcast(row + 3), c);
            s4.AddProduct(TColumns.Broadcast(row + 4), c);
            s5.AddProduct(TColumns.Broadcast(row + 5), c);
        }

        s0.Store(sums);
        s1.Store(sums + sumsStride);
        s2.Store(sums + (2 * sumsStride));
        s3.Store(sums + (3 * sumsStride));
        s4.Store(sums + (4 * sumsStride));
        s5.Store(sums + (5 * sumsStride));
    }
}
