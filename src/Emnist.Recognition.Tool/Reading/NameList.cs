using System.Text;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>
/// Names of files in UTF-8, one a line, or each ended by a NUL as <c>find -print0</c> has them: the list tells which. A name is
/// handed on as soon as its end has come, so that a program may wait for the answer before it names the next file.
/// </summary>
internal static class NameList
{
    /// <summary>Bytes of a name; systems allow 4,096. What has no end by then is no list.</summary>
    private const int MaxLength = 1 << 16;

    /// <summary>The names; the stream is closed after the last.</summary>
    /// <exception cref="ToolException">It is no list of names.</exception>
    public static IEnumerable<string> Read(Stream stream)
    {
        using Stream list = stream;
        byte[] buffer = new byte[MaxLength];
        int length = 0;
        byte? end = null;
        while (length < MaxLength && list.Read(buffer, length, MaxLength - length) is > 0 and int count)
        {
            length += count;
            end ??= EndOf(buffer.AsSpan(0, length));
            int start = 0;
            while (end is { } separator && buffer.AsSpan(start, length - start).IndexOf(separator) is >= 0 and int nameLength)
            {
                if (Decode(buffer.AsSpan(start, nameLength), separator) is { Length: > 0 } name)
                {
                    yield return name;
                }

                start += nameLength + 1;
            }

            buffer.AsSpan(start, length - start).CopyTo(buffer);
            length -= start;
        }

        if (length == MaxLength)
        {
            throw new ToolException($"--files-from: {MaxLength} bytes without a line's end are no list of names.");
        }

        if (Decode(buffer.AsSpan(0, length), end ?? (byte)'\n') is { Length: > 0 } last)
        {
            yield return last;
        }
    }

    /// <summary>What ends the names: a NUL where there is one, since no name holds one.</summary>
    private static byte? EndOf(ReadOnlySpan<byte> start) =>
        start.Contains((byte)0) ? (byte)0 : start.Contains((byte)'\n') ? (byte)'\n' : null;

    private static string Decode(ReadOnlySpan<byte> name, byte end) =>
        Encoding.UTF8.GetString(end == '\n' && name.EndsWith("\r"u8) ? name[..^1] : name);
}
