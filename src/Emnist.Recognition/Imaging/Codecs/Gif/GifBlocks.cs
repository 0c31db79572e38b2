namespace Emnist.Recognition.Imaging.Codecs.Gif;

/// <summary>Finds the first frame among a GIF's blocks.</summary>
internal static class GifBlocks
{
    private const byte Frame = 0x2C;
    private const byte Extension = 0x21;
    private const byte Trailer = 0x3B;
    private const byte PlainText = 0x01;
    private const byte GraphicControl = 0xF9;

    /// <summary>Skips the blocks before the first frame and reads its description.</summary>
    /// <exception cref="ImageFormatException">There is no frame, or a block is damaged.</exception>
    public static GifFrame ReadFirstFrame(FileCursor cursor, byte[]? globalGrays, PixelChannel channel)
    {
        int transparentColor = -1;
        while (true)
        {
            int at = cursor.Position;
            switch (cursor.ReadByte("blocks before the first frame"))
            {
                case Frame:
                    return GifFrame.Read(cursor, globalGrays, transparentColor, channel);
                case Extension:
                    ReadExtension(cursor, ref transparentColor);
                    break;
                case Trailer:
                    throw cursor.Damaged(at, "it ends without a frame");
                case byte unknown:
                    throw cursor.Damaged(at, $"0x{unknown:X2} starts no known block");
            }
        }
    }

    /// <summary>A graphic control counts for the next block that draws: a frame or, not drawn here, plain text.</summary>
    private static void ReadExtension(FileCursor cursor, ref int transparentColor)
    {
        const string Part = "extension";
        byte label = cursor.ReadByte(Part);
        if (label == PlainText)
        {
            transparentColor = -1;
        }

        int length;
        while ((length = cursor.ReadByte(Part)) > 0)
        {
            ReadOnlySpan<byte> data = cursor.Read(length, Part);
            if (label == GraphicControl && data is [byte flags, _, _, byte color, ..])
            {
                transparentColor = (flags & 1) != 0 ? color : -1;
            }
        }
    }
}
