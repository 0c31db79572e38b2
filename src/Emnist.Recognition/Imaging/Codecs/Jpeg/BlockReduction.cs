using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>
/// Keeps of a block the means of squares of its samples, rounded. A smaller transform of the coefficients would give them but
/// where samples go past black or white, as beside sharp strokes on white paper, and would save little: reading the coefficients
/// takes ten times as long as transforming them.
/// </summary>
internal static class BlockReduction
{
    /// <summary>The most that a block is reduced by: to a single mean.</summary>
    public const int MostBits = 3;

    /// <summary>The means that so many samples in a row give; the last may be of fewer.</summary>
    public static int Kept(int samples, int bits) => (samples + (1 << bits) - 1) >> bits;

    /// <summary>Puts a block's means.</summary>
    /// <param name="block">8 x 8 samples, row by row.</param>
    /// <param name="width">How many of them in a row are in the picture, 1 to 8.</param>
    /// <param name="height">How many rows are.</param>
    /// <param name="bits">Samples to one mean, along a side, as a power of two: 1 to 3. The last squares may be narrower.</param>
    /// <param name="means">Where they go, from the first one on.</param>
    /// <param name="stride">Means from one row to the next.</param>
    public static void Put(ReadOnlySpan<byte> block, int width, int height, int bits, Span<byte> means, int stride)
    {
        for (int y = 0; y < height; y += 1 << bits)
        {
            int rows = Math.Min(1 << bits, height - y);
            ReadOnlySpan<byte> band = block.Slice(8 * y, 8 * rows);
            Span<byte> row = means.Slice((y >> bits) * stride, Kept(width, bits));
            if (rows == 1 << bits && row.Length << bits == width)
            {
                PutSquares(band, bits, row);
            }
            else
            {
                PutNarrower(band, width, bits, row);
            }
        }
    }

    /// <summary>Sums the columns, and then two of them, and two of these.</summary>
    private static void PutSquares(ReadOnlySpan<byte> band, int bits, Span<byte> row)
    {
        Vector128<ushort> columns = Vector128<ushort>.Zero;
        for (int i = 0; i < band.Length; i += 8)
        {
            columns += Vector128.WidenLower(Vector128.CreateScalar(BinaryPrimitives.ReadUInt64LittleEndian(band[i..])).AsByte());
        }

        Vector128<uint> sums = (columns.AsUInt32() & Vector128.Create(0xFFFFu)) + (columns.AsUInt32() >>> 16);
        if (bits > 1)
        {
            sums += Vector128.Shuffle(sums, Vector128.Create(1u, 0, 3, 2));
        }

        if (bits > 2)
        {
            sums += Vector128.Shuffle(sums, Vector128.Create(2u, 3, 0, 1));
        }

        sums = (sums + Vector128.Create(1u << ((2 * bits) - 1))) >>> (2 * bits);
        for (int x = 0; x < row.Length; x++)
        {
            row[x] = (byte)sums[x << (bits - 1)];
        }
    }

    /// <summary>At the right and the lower edge, where squares may be cut.</summary>
    private static void PutNarrower(ReadOnlySpan<byte> band, int width, int bits, Span<byte> row)
    {
        for (int x = 0; x < row.Length; x++)
        {
            int columns = Math.Min(1 << bits, width - (x << bits));
            int sum = 0;
            for (int i = x << bits; i < band.Length; i += 8)
            {
                foreach (byte sample in band.Slice(i, columns))
                {
                    sum += sample;
                }
            }

            int count = columns * (band.Length / 8);
            row[x] = (byte)((sum + (count / 2)) / count);
        }
    }
}
