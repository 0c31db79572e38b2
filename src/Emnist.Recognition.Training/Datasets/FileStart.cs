using Emnist.Recognition.IO;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>Looks at the first bytes of a file before it is read.</summary>
internal static class FileStart
{
    /// <summary>Checks what a file starts with, and gives it from its start, able to seek.</summary>
    /// <param name="stream">The data, from its position. It stays open.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="mark">The first bytes.</param>
    /// <param name="expected">What the file must be.</param>
    /// <returns>The stream itself, or a copy in memory; neither need be disposed of.</returns>
    /// <exception cref="DatasetFormatException">The file is something else, which is named where it is known.</exception>
    public static Stream Check(Stream stream, DataOrigin source, ReadOnlySpan<byte> mark, string expected)
    {
        Stream data = stream.CanSeek && stream.Position == 0 ? stream : Copy(stream);
        byte[] start = new byte[FileKind.StartLength];
        int length = data.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        data.Position = 0;
        if (length >= mark.Length && start.AsSpan().StartsWith(mark))
        {
            return data;
        }

        KnownFormats.Refuse(start.AsSpan(0, length), source, expected);
        string actual = length == 0 ? "no data at all" : $"the bytes {Convert.ToHexStringLower(start, 0, Math.Min(length, 8))}";
        throw DatasetFormatException.Create(source, "byte 0", expected, actual, "Check that the file is the right one.");
    }

    private static MemoryStream Copy(Stream stream)
    {
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
