using System.Buffers.Binary;

namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>The grey of every value that a one-sample pixel of up to 8 bits can have, palette and transparency in it.</summary>
internal static class PngGrayTable
{
    /// <summary>Builds the table of a file: 2^depth entries for grey, one a colour for a palette.</summary>
    public static byte[] Build(PngFile file, PixelChannel channel)
    {
        return file.Header.ColorType == PngColorType.Palette
            ? FromPalette(file.Palette!.Value.Data.Span, file.Transparency is { } alphas ? alphas.Data.Span : [], channel)
            : FromDepth(file.Header.BitDepth, file.Transparency, channel);
    }

    private static byte[] FromPalette(ReadOnlySpan<byte> colors, ReadOnlySpan<byte> alphas, PixelChannel channel)
    {
        byte[] table = new byte[colors.Length / 3];
        for (int i = 0; i < table.Length; i++)
        {
            int alpha = i < alphas.Length ? alphas[i] : 255;
            table[i] = Luma.Of(channel, colors[3 * i], colors[(3 * i) + 1], colors[(3 * i) + 2], alpha);
        }

        return table;
    }

    private static byte[] FromDepth(int bitDepth, PngChunk? transparency, PixelChannel channel)
    {
        byte[] table = new byte[1 << bitDepth];
        int last = table.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            table[i] = channel == PixelChannel.Alpha ? (byte)0 : (byte)(i * 255 / last);
        }

        if (transparency is { } key)
        {
            table[BinaryPrimitives.ReadUInt16BigEndian(key.Data.Span) & last] = 255;
        }

        return table;
    }
}
