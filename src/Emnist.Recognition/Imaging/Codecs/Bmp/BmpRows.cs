using System.Buffers.Binary;

namespace Emnist.Recognition.Imaging.Codecs.Bmp;

/// <summary>Reads pixels that are stored one by one, each row filled up to a multiple of four bytes.</summary>
internal static class BmpRows
{
    /// <summary>Reads all rows.</summary>
    /// <param name="cursor">At the pixels.</param>
    /// <param name="header">The file's header.</param>
    /// <param name="channel">What of the pixels is wanted.</param>
    /// <returns>The picture, from its top row.</returns>
    /// <exception cref="ImageFormatException">The file ends before the last row does, or a pixel is not legal.</exception>
    public static byte[] Read(FileCursor cursor, BmpHeader header, PixelChannel channel)
    {
        byte[] grays = header.BitsPerPixel <= 8 ? BmpPalette.ReadGrays(cursor, header, channel) : [];
        int rowBytes = (int)((((long)header.Width * header.BitsPerPixel) + 31) / 32 * 4);
        if ((long)rowBytes * header.Height > cursor.Left)
        {
            throw cursor.Truncated("pixels");
        }

        byte[] pixels = new byte[header.Width * header.Height];
        for (int y = 0; y < header.Height; y++)
        {
            int at = cursor.Position;
            ReadOnlySpan<byte> row = cursor.Read(rowBytes, "pixels");
            Span<byte> gray = pixels.AsSpan(header.RowStart(y), header.Width);
            if (header.BitsPerPixel > 8)
            {
                FromChannels(row, header, channel, gray);
            }
            else if (PackedPixels.LookUp(grays, row, header.BitsPerPixel, gray) is >= 0 and int illegal)
            {
                throw cursor.Damaged(at, $"a pixel of a row has colour {illegal}, counted from 0, of a palette of {grays.Length}");
            }
        }

        return pixels;
    }

    private static void FromChannels(ReadOnlySpan<byte> row, BmpHeader header, PixelChannel channel, Span<byte> gray)
    {
        for (int x = 0; x < gray.Length; x++)
        {
            uint pixel = header.BitsPerPixel switch
            {
                16 => BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..]),
                24 => (uint)(row[3 * x] | (row[(3 * x) + 1] << 8) | (row[(3 * x) + 2] << 16)),
                _ => BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..]),
            };
            gray[x] = header.Masks.ToGray(pixel, channel);
        }
    }
}
