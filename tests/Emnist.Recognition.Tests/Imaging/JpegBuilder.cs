using System.Buffers.Binary;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Puts JPEG files together segment by segment, sound or deliberately broken.</summary>
internal sealed class JpegBuilder
{
    private readonly List<byte> _bytes = [0xFF, 0xD8];

    /// <summary>The byte at which the next segment starts.</summary>
    public int Position => _bytes.Count;

    public JpegBuilder Segment(byte marker, params byte[] data)
    {
        byte[] head = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)(data.Length + 2));
        return Raw([.. head, .. data]);
    }

    public JpegBuilder Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>A quantisation table of the same step everywhere.</summary>
    public JpegBuilder Steps(byte number = 0, byte step = 8) => Segment(0xDB, [number, .. Enumerable.Repeat(step, 64)]);

    /// <summary>A frame header; the components' numbers count from 1 and all have quantisation table 0.</summary>
    public JpegBuilder Frame(byte marker, int width, int height, params byte[] samplings)
    {
        byte[] start = [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)samplings.Length];
        return Segment(marker, [.. start, .. samplings.SelectMany((s, i) => (byte[])[(byte)(i + 1), s, 0])]);
    }

    /// <summary>A Huffman table whose codes are 0, 10, 110 and so on, in the order of the symbols.</summary>
    /// <param name="destination">0 to 3 for DC, 16 to 19 for AC.</param>
    /// <param name="symbols">Up to 15.</param>
    public JpegBuilder Codes(byte destination, params byte[] symbols) =>
        Segment(0xC4, [destination, .. Enumerable.Range(0, 16).Select(i => (byte)(i < symbols.Length ? 1 : 0)), .. symbols]);

    /// <summary>A scan of one component, with tables 0, and its bits.</summary>
    public JpegBuilder Scan(string bits, byte component = 1, byte first = 0, byte last = 63, int high = 0, int low = 0) =>
        Segment(0xDA, 1, component, 0, first, last, (byte)((high << 4) | low)).Bits(bits);

    /// <summary>The first scan of a progressive picture of one block: a DC coefficient of 0.</summary>
    public JpegBuilder Dc(int low = 0) => Scan("0", last: 0, low: low);

    /// <summary>Entropy-coded bits, filled up with ones.</summary>
    public JpegBuilder Bits(string bits)
    {
        foreach (char[] eight in bits.Replace(" ", "", StringComparison.Ordinal).Chunk(8))
        {
            byte value = Convert.ToByte(new string(eight).PadRight(8, '1'), 2);
            Raw(value == 0xFF ? [0xFF, 0] : [value]);
        }

        return this;
    }

    public byte[] End() => Raw(0xFF, 0xD9).ToArray();

    public byte[] ToArray() => [.. _bytes];
}
