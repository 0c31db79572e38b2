namespace Emnist.Recognition.Imaging.Codecs.Bmp;

/// <summary>The palette of a BMP of up to 8 bits a pixel.</summary>
internal static class BmpPalette
{
    /// <summary>The grey of each colour: as many as the file says, as pixels can have and as there is room for.</summary>
    /// <param name="cursor">Left at the pixels.</param>
    /// <param name="header">The file's header.</param>
    /// <param name="channel">What of the colours is wanted.</param>
    /// <exception cref="ImageFormatException">There is no room for even one colour.</exception>
    public static byte[] ReadGrays(FileCursor cursor, BmpHeader header, PixelChannel channel)
    {
        int room = (header.PixelOffset - header.End) / header.BytesPerColor;
        uint said = header.ColorsUsed == 0 ? uint.MaxValue : header.ColorsUsed;
        int count = (int)Math.Min(said, Math.Min(room, 1 << header.BitsPerPixel));
        if (count == 0)
        {
            throw cursor.Damaged(header.End, "there is no palette between the header and the pixels that point into it");
        }

        cursor.MoveTo(header.End, "palette");
        ReadOnlySpan<byte> colors = cursor.Read(count * header.BytesPerColor, "palette");
        byte[] grays = new byte[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> color = colors.Slice(i * header.BytesPerColor, 3);
            grays[i] = Luma.Of(channel, color[2], color[1], color[0]);
        }

        cursor.MoveTo(header.PixelOffset, "pixels");
        return grays;
    }
}
