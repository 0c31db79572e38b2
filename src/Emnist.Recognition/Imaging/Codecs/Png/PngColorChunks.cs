namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>The rules for PLTE and tRNS beyond their order in the file.</summary>
internal static class PngColorChunks
{
    /// <summary>Refuses a palette that does not go with the header.</summary>
    public static void CheckPalette(PngChunk chunk, PngHeader header, PngChunk? transparency)
    {
        if (header.ColorType is PngColorType.Gray or PngColorType.GrayAlpha)
        {
            throw chunk.Damaged("a grey picture has a palette");
        }

        if (chunk.Data.Length is 0 or > 3 * 256 || chunk.Data.Length % 3 != 0)
        {
            throw chunk.Damaged($"its {chunk.Data.Length} bytes are not 1 to 256 colours of 3 bytes");
        }

        if (transparency is { } early)
        {
            throw chunk.Damaged($"it follows tRNS at byte {early.Offset}");
        }
    }

    /// <summary>Refuses a transparency chunk that does not go with the header or the palette.</summary>
    public static void CheckTransparency(PngChunk chunk, PngHeader header, PngChunk? palette)
    {
        int length = chunk.Data.Length;
        bool fits = header.ColorType switch
        {
            PngColorType.Gray => length == 2,
            PngColorType.Rgb => length == 6,
            PngColorType.Palette => palette is { } colors && length >= 1 && length <= colors.Data.Length / 3,
            _ => false,
        };
        if (!fits)
        {
            string colors = palette is { } p ? $"a palette of {p.Data.Length / 3} colours" : "no palette before it";
            throw chunk.Damaged($"its {length} bytes do not go with colour type {(int)header.ColorType} and {colors}");
        }
    }
}
