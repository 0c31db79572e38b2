namespace Emnist.Recognition.Imaging.Codecs.Bmp;

/// <summary>Reads and checks the headers of every version: OS/2's first two, and Windows' from 3 to 5.</summary>
internal static class BmpHeaderReader
{
    private const int CoreSize = 12;
    private const int InfoSize = 40;
    private const int RgbMasksSize = 52;
    private const int Os2Size = 64;

    private const int PixelOffsetAt = 10;
    private const int MasksAt = BmpHeader.Offset + InfoSize;

    private const string Part = "header";

    /// <summary>Reads the headers, and the masks that may follow them.</summary>
    /// <exception cref="ImageFormatException">A value is illegal or not supported, or the size is over a limit.</exception>
    public static BmpHeader Read(FileCursor cursor, ImageDecoderOptions options)
    {
        cursor.MoveTo(PixelOffsetAt, Part);
        uint pixelOffset = cursor.ReadUInt32(Part);
        uint size = cursor.ReadUInt32(Part);
        BmpHeader header = size switch
        {
            CoreSize => ReadCore(cursor),
            InfoSize or RgbMasksSize or 56 or Os2Size or 108 or 124 => ReadInfo(cursor, (int)size),
            _ => throw cursor.Damaged(BmpHeader.Offset, $"its header has {size} bytes; known are 12, 40, 52, 56, 64, 108 and 124"),
        };
        ImageSizeLimits.Check((uint)header.Width, (uint)header.Height, "BMP header", BmpHeader.Offset, options);
        if (pixelOffset < header.End)
        {
            throw cursor.Damaged(
                PixelOffsetAt, $"its pixels would start at byte {pixelOffset}, within the header, which ends at byte {header.End}");
        }

        cursor.MoveTo(pixelOffset, "pixels");
        return header with { PixelOffset = (int)pixelOffset };
    }

    private static BmpHeader ReadCore(FileCursor cursor)
    {
        int width = cursor.ReadUInt16(Part);
        int height = cursor.ReadUInt16(Part);
        cursor.ReadUInt16(Part);
        int bits = cursor.ReadUInt16(Part);
        CheckStorage(cursor, cursor.Position - 2, bits, BmpCompression.Rgb);
        return new BmpHeader(
            width, height, false, bits, BmpCompression.Rgb, 0, 3, BmpHeader.Offset + CoreSize, 0, BmpMasks.Default(bits));
    }

    private static BmpHeader ReadInfo(FileCursor cursor, int size)
    {
        int at = cursor.Position;
        int width = cursor.ReadInt32(Part);
        int height = cursor.ReadInt32(Part);
        if (width < 0 || height == int.MinValue)
        {
            throw cursor.Damaged(at, $"its size is {width} x {height}");
        }

        cursor.ReadUInt16(Part);
        int bits = cursor.ReadUInt16(Part);
        BmpCompression compression = (BmpCompression)cursor.ReadUInt32(Part);
        if (size == Os2Size && compression > BmpCompression.RunLength4)
        {
            throw cursor.Unsupported(cursor.Position - 4, $"has a compression of OS/2's own, {(uint)compression}");
        }

        CheckStorage(cursor, cursor.Position - 6, bits, compression);
        cursor.Read(12, Part);
        uint colorsUsed = cursor.ReadUInt32(Part);
        int end = BmpHeader.Offset + size;
        BmpMasks masks = BmpMasks.Default(bits);
        if (compression is BmpCompression.BitFields or BmpCompression.AlphaBitFields)
        {
            cursor.MoveTo(MasksAt, Part);
            masks = BmpMasks.Read(cursor, MaskCount(size, compression), bits);
            end = Math.Max(end, cursor.Position);
        }

        cursor.MoveTo(end, Part);
        return new BmpHeader(width, Math.Abs(height), height < 0, bits, compression, colorsUsed, 4, end, 0, masks);
    }

    /// <summary>The shortest header has its masks behind it, the others have as many as there is room for in them.</summary>
    private static int MaskCount(int size, BmpCompression compression) =>
        size == RgbMasksSize || (size == InfoSize && compression == BmpCompression.BitFields) ? 3 : 4;

    private static void CheckStorage(FileCursor cursor, int at, int bits, BmpCompression compression)
    {
        bool isLegal = compression switch
        {
            BmpCompression.Rgb => bits is 1 or 2 or 4 or 8 or 16 or 24 or 32,
            BmpCompression.RunLength8 => bits == 8,
            BmpCompression.RunLength4 => bits == 4,
            BmpCompression.BitFields or BmpCompression.AlphaBitFields => bits is 16 or 32,
            BmpCompression.Jpeg => throw cursor.Unsupported(at + 2, "holds a JPEG picture"),
            BmpCompression.Png => throw cursor.Unsupported(at + 2, "holds a PNG picture"),
            _ => throw cursor.Unsupported(at + 2, $"has compression {(uint)compression}"),
        };
        if (!isLegal)
        {
            throw cursor.Damaged(at, $"compression {(uint)compression} does not come with {bits} bits a pixel");
        }
    }
}
