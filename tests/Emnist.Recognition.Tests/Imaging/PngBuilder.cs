using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Puts PNG files together chunk by chunk, sound or deliberately broken.</summary>
internal sealed class PngBuilder
{
    private readonly List<byte> _bytes = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A sound grey picture of 8 bits, each row with the next filter in turn.</summary>
    public static byte[] Gray8(int width, int height, byte[] pixels) => new PngBuilder()
        .Header(width, height, 8, 0)
        .ImageData(Deflate(FilterGray8(width, height, pixels)))
        .End();

    public static byte[] Deflate(byte[] raw)
    {
        MemoryStream deflated = new();
        using (ZLibStream zlib = new(deflated, CompressionLevel.SmallestSize))
        {
            zlib.Write(raw);
        }

        return deflated.ToArray();
    }

    public static byte[] FilterGray8(int width, int height, byte[] pixels) => Filter(width, height, pixels, 1);

    /// <summary>Rows of bytes with the next filter in turn, whose byte stands in front.</summary>
    /// <param name="rowBytes">Bytes a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="bytes">All rows.</param>
    /// <param name="step">Bytes a pixel.</param>
    public static byte[] Filter(int rowBytes, int height, byte[] bytes, int step)
    {
        byte[] raw = new byte[(rowBytes + 1) * height];
        for (int y = 0; y < height; y++)
        {
            int filter = y % 5;
            raw[y * (rowBytes + 1)] = (byte)filter;
            for (int x = 0; x < rowBytes; x++)
            {
                int left = At(x - step, y);
                int up = At(x, y - 1);
                int upperLeft = At(x - step, y - 1);
                int predicted = filter switch
                {
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => new[] { left, up, upperLeft }.MinBy(v => Math.Abs(left + up - upperLeft - v)),
                    _ => 0,
                };
                raw[(y * (rowBytes + 1)) + 1 + x] = (byte)(At(x, y) - predicted);
            }
        }

        return raw;

        int At(int x, int y) => x < 0 || y < 0 ? 0 : bytes[(y * rowBytes) + x];
    }

    public PngBuilder Header(int width, int height, byte depth, byte colorType, byte interlace = 0)
    {
        byte[] data = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(data, width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), height);
        (data[8], data[9], data[12]) = (depth, colorType, interlace);
        return Chunk("IHDR", data);
    }

    public PngBuilder ImageData(byte[] deflated) => Chunk("IDAT", deflated);

    public PngBuilder Chunk(string type, params byte[] data)
    {
        byte[] chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc(chunk.AsSpan(4, data.Length + 4)));
        _bytes.AddRange(chunk);
        return this;
    }

    public byte[] End() => Chunk("IEND").ToArray();

    public byte[] ToArray() => [.. _bytes];

    /// <summary>CRC-32 bit by bit, from its definition.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
