namespace Emnist.Recognition.Imaging.Codecs.Gif;

/// <summary>A colour table, global or a frame's own, brought to grey.</summary>
internal static class GifColorTable
{
    private const byte IsPresent = 0x80;

    /// <summary>Reads the table that follows a screen's or a frame's description.</summary>
    /// <param name="cursor">Where to read.</param>
    /// <param name="flags">The description's flags, which hold the table's presence and size.</param>
    /// <param name="channel">What of the colours is wanted.</param>
    /// <returns>The grey of each colour, or null without a table.</returns>
    /// <exception cref="ImageFormatException">The file ends here.</exception>
    public static byte[]? Read(FileCursor cursor, byte flags, PixelChannel channel)
    {
        if ((flags & IsPresent) == 0)
        {
            return null;
        }

        byte[] grays = new byte[2 << (flags & 7)];
        ReadOnlySpan<byte> colors = cursor.Read(3 * grays.Length, "colour table");
        for (int i = 0; i < grays.Length; i++)
        {
            grays[i] = Luma.Of(channel, colors[3 * i], colors[(3 * i) + 1], colors[(3 * i) + 2]);
        }

        return grays;
    }
}
