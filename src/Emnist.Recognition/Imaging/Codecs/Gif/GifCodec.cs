namespace Emnist.Recognition.Imaging.Codecs.Gif;

/// <summary>GIF 87a and 89a: the first frame on its logical screen, white where the frame leaves it uncovered.</summary>
internal sealed class GifCodec : IImageCodec
{
    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8);

    /// <inheritdoc/>
    public GrayImage? Decode(ReadOnlyMemory<byte> file, ImageDecoderOptions options, PixelChannel channel)
    {
        FileCursor cursor = new(file, ImageError.Gif);
        GifScreen screen = GifScreen.Read(cursor, channel);
        GifFrame frame = GifBlocks.ReadFirstFrame(cursor, screen.Grays, channel);
        ImageSizeLimits.Check((uint)frame.Width, (uint)frame.Height, "GIF frame", frame.Offset, options);

        // A frame that reaches past the screen enlarges it: some files give no screen size at all.
        int width = Math.Max(screen.Width, frame.Left + frame.Width);
        int height = Math.Max(screen.Height, frame.Top + frame.Height);
        ImageSizeLimits.Check((uint)width, (uint)height, "GIF screen", GifScreen.Offset, options);
        ImageSizeLimits.CheckProportion(width, height, file.Length, "GIF screen", GifScreen.Offset);

        byte[] pixels = new byte[width * height];
        pixels.AsSpan().Fill(255);
        GifLzw lzw = new(cursor);
        foreach (int y in frame.Rows)
        {
            Span<byte> row = pixels.AsSpan(((frame.Top + y) * width) + frame.Left, frame.Width);
            lzw.Read(row);
            int illegal = PackedPixels.LookUp(frame.Grays, row, 8, row);
            if (illegal >= 0)
            {
                throw cursor.Damaged(
                    frame.Offset, $"a pixel of its first frame has colour {illegal}, counted from 0, of a table of {frame.Grays.Length}");
            }
        }

        return GrayImage.Own(width, height, pixels);
    }
}
