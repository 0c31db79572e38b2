namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>The beginnings of files that people hand in as pictures, for a message that says what the file is.</summary>
internal static class FileSignatures
{
    /// <summary>The number of bytes at a file's start that tell its format.</summary>
    public const int LongestLength = 16;

    /// <summary>Says what an unreadable file seems to be and what to do.</summary>
    /// <param name="start">The file's first bytes.</param>
    public static string ExplainRefusal(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
        {
            return "The input is empty: there is no picture to read. Check the path, and that the stream stands at its start.";
        }

        return NameOf(start) is { } name
            ? $"The input is {name}, which is not read here. Save it as PNG or JPEG."
            : $"The input is not a picture of a known format: it starts with the bytes {Convert.ToHexString(start[..Math.Min(8, start.Length)])} "
                + "at byte 0. Hand in a PNG, JPEG, BMP, GIF or PNM file, from its first byte; pixels are taken with their size and format.";
    }

    private static string? NameOf(ReadOnlySpan<byte> start)
    {
        return start switch
        {
            [(byte)'P', (byte)'7', (byte)'\n' or (byte)' ' or (byte)'\r', ..] => "a PAM picture (PNM of type P7)",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "a WebP picture",
            [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "a TIFF picture",
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "a HEIC or AVIF picture, or a film",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF document",
            [(byte)'<', ..] => "text (SVG, XML or HTML)",
            _ => null,
        };
    }
}
