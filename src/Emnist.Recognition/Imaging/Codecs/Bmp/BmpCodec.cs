namespace Emnist.Recognition.Imaging.Codecs.Bmp;

/// <summary>Windows' and OS/2's bitmaps: every header, depth, run-length code and channel mask.</summary>
internal sealed class BmpCodec : IImageCodec
{
    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith("BM"u8);

    /// <inheritdoc/>
    public GrayImage? Decode(ReadOnlyMemory<byte> file, ImageDecoderOptions options, PixelChannel channel)
    {
        FileCursor cursor = new(file, ImageError.Bmp);
        BmpHeader header = BmpHeaderReader.Read(cursor, options);
        if (channel == PixelChannel.Alpha && (header.BitsPerPixel <= 8 || header.Masks.Alpha.IsEmpty))
        {
            return null;
        }

        byte[] pixels = header.Compression is BmpCompression.RunLength8 or BmpCompression.RunLength4
            ? BmpRunLengths.Read(cursor, header, channel)
            : BmpRows.Read(cursor, header, channel);
        return GrayImage.Own(header.Width, header.Height, pixels);
    }
}
