using System.Buffers.Binary;
using System.IO.Compression;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>Writes 8-bit grey PNG files (ISO/IEC 15948), each a single IDAT chunk of unfiltered rows.</summary>
internal static class PngWriter
{
    /// <param name="size">Each side at least 1.</param>
    /// <param name="pixels">[height, width], 0 = black.</param>
    /// <param name="stream">Written from where it stands, and left open.</param>
    public static void Write(ImageSize size, ReadOnlySpan<byte> pixels, Stream stream)
    {
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, size.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], size.Height);
        header[8] = 8;

        stream.Write(PngFile.Signature);
        WriteChunk(stream, "IHDR"u8, header);
        WriteChunk(stream, "IDAT"u8, Compress(size.Width, pixels));
        WriteChunk(stream, "IEND"u8, []);
    }

    private static ReadOnlySpan<byte> Compress(int width, ReadOnlySpan<byte> pixels)
    {
        var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int row = 0; row < pixels.Length; row += width)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(row, width));
            }
        }

        return data.GetBuffer().AsSpan(0, (int)data.Length);
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(type, data));
        stream.Write(number);
    }
}
