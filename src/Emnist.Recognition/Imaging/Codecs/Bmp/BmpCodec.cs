namespace Emnist.Recognition.Imaging.Codecs.Bmp;

/// <summary>Windows' and OS/2's bitmaps: every header, depth, run-length code and channel mask.</summary>
internal sealed class BmpCodec : IImageCodec
{
    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith("BM"u8);

    /// <inheritdoc/>
    public GrayImage Decode(ReadOnlyMemory<byte> file, ImageDecoderOptions options)
    {
        FileCursor cursor = new(file, ImageError.Bmp);
        BmpHeader header = BmpHeaderReader.Read(cursor, options);
        byte[] pixels = header.Compression is BmpCompression.RunLength8 or BmpCompression.RunLength4
            ? BmpRunLengths.Read(cursor, header)
            : BmpRows.Read(cursor, header);
        return GrayImage.Own(header.Width, header.Height, pixels);
    }
}
