using System.Buffers.Binary;

namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>The tables that a file defines as it goes (T.81, B.2.4).</summary>
internal sealed class JpegTables
{
    private readonly HuffmanTable?[] _huffman = new HuffmanTable?[8];
    private readonly ushort[]?[] _quantization = new ushort[]?[4];

    /// <summary>Minimum coded units between two restart markers, 0 for no markers.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>A Huffman table.</summary>
    /// <param name="kind">0 for DC, 1 for AC.</param>
    /// <param name="number">Its number.</param>
    /// <param name="at">The byte of the file that asks for it.</param>
    public HuffmanTable Huffman(int kind, int number, int at) => number <= 3 && _huffman[(4 * kind) + number] is { } table
        ? table
        : throw ImageError.Jpeg.Damaged(at, $"the scan uses the {(kind == 0 ? "DC" : "AC")} Huffman table {number}, which is not defined");

    /// <summary>A quantisation table in natural order.</summary>
    public ushort[] Quantization(int number, int at) => _quantization[number]
        ?? throw ImageError.Jpeg.Damaged(at, $"the scan uses the quantisation table {number}, which is not defined");

    /// <summary>Reads a segment of Huffman tables.</summary>
    public void ReadHuffman(ReadOnlySpan<byte> segment, int at)
    {
        while (!segment.IsEmpty)
        {
            int total = segment.Length < 17 ? int.MaxValue : Sum(segment.Slice(1, 16));
            if (segment[0] >> 4 > 1 || (segment[0] & 15) > 3 || total > 256 || segment.Length < 17 + total)
            {
                throw ImageError.Jpeg.Damaged(at, "a Huffman table's head is impossible or its symbols are missing");
            }

            try
            {
                _huffman[(4 * (segment[0] >> 4)) + (segment[0] & 15)] = new HuffmanTable(segment.Slice(1, 16), segment.Slice(17, total));
            }
            catch (ArgumentException e)
            {
                throw ImageError.Jpeg.Damaged(at, $"a Huffman table is impossible: {e.Message}");
            }

            segment = segment[(17 + total)..];
        }
    }

    /// <summary>Reads a segment of quantisation tables.</summary>
    public void ReadQuantization(ReadOnlySpan<byte> segment, int at)
    {
        while (!segment.IsEmpty)
        {
            int bytesPerValue = (segment[0] >> 4) + 1;
            int length = 1 + (64 * bytesPerValue);
            if (bytesPerValue > 2 || (segment[0] & 15) > 3 || segment.Length < length)
            {
                throw ImageError.Jpeg.Damaged(at, "a quantisation table's head is impossible or its values are missing");
            }

            ushort[] table = new ushort[64];
            for (int i = 0; i < 64; i++)
            {
                table[Zigzag.ToNatural[i]] = bytesPerValue == 1
                    ? segment[1 + i]
                    : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (2 * i))..]);
            }

            _quantization[segment[0] & 15] = table;
            segment = segment[length..];
        }
    }

    /// <summary>Reads a restart interval.</summary>
    public void ReadRestartInterval(ReadOnlySpan<byte> segment, int at) => RestartInterval = segment.Length == 2
        ? BinaryPrimitives.ReadUInt16BigEndian(segment)
        : throw ImageError.Jpeg.Damaged(at, "the restart interval has not two bytes");

    private static int Sum(ReadOnlySpan<byte> counts)
    {
        int sum = 0;
        foreach (byte count in counts)
        {
            sum += count;
        }

        return sum;
    }
}

/// <summary>The order in which a block's coefficients are coded (T.81, figure A.6).</summary>
internal static class Zigzag
{
    /// <summary>For each place in that order the index row by row.</summary>
    public static ReadOnlySpan<byte> ToNatural =>
    [
        0, 1, 8, 16, 9, 2, 3, 10,
        17, 24, 32, 25, 18, 11, 4, 5,
        12, 19, 26, 33, 40, 48, 41, 34,
        27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36,
        29, 22, 15, 23, 30, 37, 44, 51,
        58, 59, 52, 45, 38, 31, 39, 46,
        53, 60, 61, 54, 47, 55, 62, 63,
    ];
}
