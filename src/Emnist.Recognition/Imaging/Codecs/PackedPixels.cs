namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>Rows of pixels of 1, 2, 4 or 8 bits, the leftmost one in a byte's highest bits.</summary>
internal static class PackedPixels
{
    /// <summary>Unpacks a row and looks its pixels up.</summary>
    /// <param name="table">The grey of each legal value.</param>
    /// <param name="row">The packed row; with 8 bits it may be <paramref name="gray"/> itself.</param>
    /// <param name="bitDepth">Bits a pixel.</param>
    /// <param name="gray">The row's pixels.</param>
    /// <returns>The first value that points past the table's end, where it stopped; -1 when all is well.</returns>
    public static int LookUp(ReadOnlySpan<byte> table, ReadOnlySpan<byte> row, int bitDepth, Span<byte> gray)
    {
        int mask = (1 << bitDepth) - 1;
        for (int x = 0; x < gray.Length; x++)
        {
            int bit = x * bitDepth;
            int value = (row[bit >> 3] >> (8 - bitDepth - (bit & 7))) & mask;
            if (value >= table.Length)
            {
                return value;
            }

            gray[x] = table[value];
        }

        return -1;
    }
}
