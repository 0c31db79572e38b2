namespace Emnist.Recognition.Imaging.Codecs.Gif;

/// <summary>The logical screen that a GIF's frames are laid on.</summary>
/// <param name="Width">Columns; 0 is met, in files that leave the size to the frame.</param>
/// <param name="Height">Rows; 0 is met.</param>
/// <param name="Grays">The grey of each colour in the global table, or null without one.</param>
internal sealed record GifScreen(int Width, int Height, byte[]? Grays)
{
    /// <summary>The byte at which the screen is described.</summary>
    public const int Offset = 6;

    /// <summary>Reads the file's start and leaves the cursor at the first block.</summary>
    /// <exception cref="ImageFormatException">The file ends here.</exception>
    public static GifScreen Read(FileCursor cursor, PixelChannel channel)
    {
        cursor.MoveTo(Offset, "header");
        int width = cursor.ReadUInt16("header");
        int height = cursor.ReadUInt16("header");
        byte flags = cursor.ReadByte("header");
        cursor.Read(2, "header");
        return new GifScreen(width, height, GifColorTable.Read(cursor, flags, channel));
    }
}
