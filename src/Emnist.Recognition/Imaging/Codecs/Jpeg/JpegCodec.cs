namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>
/// JPEG (ITU-T T.81) as cameras, phones and programs write it: 8 bits, Huffman coded, sequential or progressive. The grey of
/// a YCbCr file is its Y, so that its chroma is never transformed.
/// </summary>
internal sealed class JpegCodec : IImageCodec
{
    public bool Recognizes(ReadOnlySpan<byte> start) => start is [0xFF, 0xD8, 0xFF, ..];

    public GrayImage? Decode(ReadOnlyMemory<byte> file, ImageDecoderOptions options, PixelChannel channel)
    {
        JpegReader reader = new(file, options, channel);
        JpegFrame frame = reader.Read();
        if (!frame.Components.Any(static c => c.IsWanted))
        {
            return null;
        }

        int bits = frame.Components.First(static c => c.IsWanted).ReductionBits;
        GrayImage image = Orientation.Apply(JpegGray.Of(frame, reader.ColorSpace), reader.ExifOrientation);
        return bits == 0 ? image : image.ReducedFrom(Orientation.Apply(frame.Size, reader.ExifOrientation), 1 << bits);
    }
}
