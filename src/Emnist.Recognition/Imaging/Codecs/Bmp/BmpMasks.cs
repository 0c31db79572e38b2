namespace Emnist.Recognition.Imaging.Codecs.Bmp;

/// <summary>Where a pixel of 16, 24 or 32 bits has its channels.</summary>
/// <param name="Red">Its red.</param>
/// <param name="Green">Its green.</param>
/// <param name="Blue">Its blue.</param>
/// <param name="Alpha">Its opacity; empty where every pixel is opaque.</param>
internal sealed record BmpMasks(BmpChannelMask Red, BmpChannelMask Green, BmpChannelMask Blue, BmpChannelMask Alpha)
{
    /// <summary>The masks of a file that gives none: 5 bits a channel, or 8. The rest of the bits mean nothing.</summary>
    public static BmpMasks Default(int bitsPerPixel) => bitsPerPixel == 16
        ? From([0x7C00, 0x03E0, 0x001F])
        : From([0xFF0000, 0x00FF00, 0x0000FF]);

    /// <summary>Reads masks.</summary>
    /// <param name="cursor">Where they start.</param>
    /// <param name="count">3, or 4 with opacity.</param>
    /// <param name="bitsPerPixel">The pixels' size.</param>
    /// <exception cref="ImageFormatException">The file ends here, or a mask is not one run of a pixel's bits.</exception>
    public static BmpMasks Read(FileCursor cursor, int count, int bitsPerPixel)
    {
        uint[] masks = new uint[count];
        for (int i = 0; i < count; i++)
        {
            masks[i] = cursor.ReadUInt32("header");
            if (!BmpChannelMask.IsLegal(masks[i], bitsPerPixel))
            {
                throw cursor.Damaged(
                    cursor.Position - 4, $"the channel mask 0x{masks[i]:X8} is not one run of bits among the {bitsPerPixel} of a pixel");
            }
        }

        return From(masks);
    }

    /// <summary>A pixel's grey, over white where it is not opaque.</summary>
    public byte ToGray(uint pixel, PixelChannel channel) =>
        Luma.Of(channel, Red.Of(pixel), Green.Of(pixel), Blue.Of(pixel), Alpha.IsEmpty ? 255 : Alpha.Of(pixel));

    private static BmpMasks From(ReadOnlySpan<uint> masks) =>
        new(new(masks[0]), new(masks[1]), new(masks[2]), new(masks.Length > 3 ? masks[3] : 0));
}
