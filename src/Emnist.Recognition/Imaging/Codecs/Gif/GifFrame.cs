namespace Emnist.Recognition.Imaging.Codecs.Gif;

/// <summary>One picture of a GIF, up to its pixels.</summary>
/// <param name="Offset">The byte at which its description starts.</param>
/// <param name="Left">The screen's column where it starts.</param>
/// <param name="Top">The screen's row where it starts.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="IsInterlaced">Whether its rows come in four passes.</param>
/// <param name="Grays">The grey of each colour; white for the transparent one.</param>
internal sealed record GifFrame(int Offset, int Left, int Top, int Width, int Height, bool IsInterlaced, byte[] Grays)
{
    private const byte InterlacedFlag = 0x40;

    private static readonly (int First, int Step)[] Passes = [(0, 8), (4, 8), (2, 4), (1, 2)];

    /// <summary>Its rows in the order in which they are stored.</summary>
    public IEnumerable<int> Rows => IsInterlaced ? InterlacedRows() : Enumerable.Range(0, Height);

    /// <summary>Reads a frame's description, which follows the byte that announces it.</summary>
    /// <param name="cursor">Where to read.</param>
    /// <param name="globalGrays">The colours of a frame that has none of its own.</param>
    /// <param name="transparentColor">The colour that lets the paper through; -1 for none.</param>
    /// <param name="channel">What of the colours is wanted.</param>
    /// <exception cref="ImageFormatException">The file ends here, or there are no colours.</exception>
    public static GifFrame Read(FileCursor cursor, byte[]? globalGrays, int transparentColor, PixelChannel channel)
    {
        int offset = cursor.Position - 1;
        int left = cursor.ReadUInt16("frame");
        int top = cursor.ReadUInt16("frame");
        int width = cursor.ReadUInt16("frame");
        int height = cursor.ReadUInt16("frame");
        byte flags = cursor.ReadByte("frame");
        byte[] grays = GifColorTable.Read(cursor, flags, channel) ?? globalGrays
            ?? throw cursor.Damaged(offset, "its first frame has no colour table, and there is no global one");
        if (transparentColor >= 0 && transparentColor < grays.Length)
        {
            grays[transparentColor] = 255;
        }

        return new GifFrame(offset, left, top, width, height, (flags & InterlacedFlag) != 0, grays);
    }

    private IEnumerable<int> InterlacedRows()
    {
        foreach ((int first, int step) in Passes)
        {
            for (int y = first; y < Height; y += step)
            {
                yield return y;
            }
        }
    }
}
