using Emnist.Recognition.IO;

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

        // What a client sends whose server takes the body for the picture.
        if (start is [(byte)'-', (byte)'-', ..] or [(byte)'{', ..])
        {
            return $"The input begins as {(start[0] == '{' ? "JSON" : "a form (multipart/form-data)")} does: hand in the picture alone, "
                + "a PNG, JPEG, BMP, GIF or PNM file; to a server, as the whole body (curl --data-binary @letter.png).";
        }

        return FileKind.Of(start) switch
        {
            // These are read: what begins as they do, and yet is none, is told by its bytes.
            null or { Name: "a PNG picture" or "a GIF picture" } =>
                $"The input is not a picture of a known format: it starts with the bytes {Convert.ToHexString(start[..Math.Min(8, start.Length)])} "
                + "at byte 0. Hand in a PNG, JPEG, BMP, GIF or PNM file, from its first byte; pixels are taken with their size and format.",
            { IsVisible: true } kind => $"The input is {kind.Name}, which is not read here. Save it as PNG or JPEG.",
            { } kind => $"The input is {kind.Name}, not a picture. Hand in a PNG, JPEG, BMP, GIF or PNM file.",
        };
    }
}
