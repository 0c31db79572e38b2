using System.Text;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>
/// Names of files in UTF-8, one a line, or each ended by a NUL as <c>find -print0</c> has them. A name is handed on as soon as its end
/// has come, so that a program may wait for the answer before it names the next file.
/// </summary>
/// <remarks>
/// Unless it is told, the list itself tells what ends its names: a NUL, if there is one in what comes with the first end. That may be
/// wrong only where a name that holds a line's end comes in pieces, and shows by the NUL that follows: nothing is read on then.
/// </remarks>
internal static class NameList
{
    /// <summary>Bytes of a name; systems allow 4,096. What has no end by then is no list.</summary>
    private const int MaxLength = 1 << 16;

    /// <summary>The names; the stream is closed after the last.</summary>
    /// <param name="stream">The list.</param>
    /// <param name="isNull">Whether a NUL ends each name, whatever the list looks like.</param>
    /// <exception cref="ToolException">It is no list of names.</exception>
    public static IEnumerable<string> Read(Stream stream, bool isNull)
    {
        using Stream list = stream;
        byte[] buffer = new byte[MaxLength];
        int length = 0;
        bool isFirst = true;
        byte? end = isNull ? (byte)0 : null;
        while (length < MaxLength && list.Read(buffer, length, MaxLength - length) is > 0 and int count)
        {
            length += count;
            end ??= EndOf(buffer.AsSpan(0, length));
            if (end == '\n' && buffer.AsSpan(0, length).Contains((byte)0))
            {
                throw new ToolException("--files-from: the list has line ends, and then NULs. Where a NUL ends each name, add --null.");
            }

            int start = 0;
            while (end is { } separator && buffer.AsSpan(start, length - start).IndexOf(separator) is >= 0 and int nameLength)
            {
                if (Decode(buffer.AsSpan(start, nameLength), separator) is { Length: > 0 } name)
                {
                    // Names may begin as other files do: what is there is a name.
                    if (isFirst && !Path.Exists(name) && FileKind.Of(buffer.AsSpan(0, length)) is { } kind)
                    {
                        throw ToolException.Usage($"--files-from: this is {kind.Name}, no list of names. Name pictures as they are, without the option.");
                    }

                    isFirst = false;
                    yield return name;
                }

                start += nameLength + 1;
            }

            buffer.AsSpan(start, length - start).CopyTo(buffer);
            length -= start;
        }

        if (length == MaxLength)
        {
            throw new ToolException($"--files-from: {MaxLength} bytes without a {(isNull ? "NUL" : "line's end")} are no list of names.");
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
