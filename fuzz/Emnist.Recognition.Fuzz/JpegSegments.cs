using System.Buffers.Binary;

namespace Emnist.Recognition.Fuzz;

/// <summary>JPEG files as their parts: markers, segments with marker and length, and stretches of entropy-coded data.</summary>
internal static class JpegSegments
{
    /// <summary>Bytes of a marker and the length that follows it.</summary>
    public const int HeadLength = 4;

    /// <summary>Takes a sound file apart; the parts follow one another without a gap.</summary>
    public static List<byte[]> Split(byte[] file)
    {
        List<byte[]> parts = [];
        for (int at = 0; at < file.Length;)
        {
            int length = Math.Clamp(LengthOf(file.AsSpan(at)), 1, file.Length - at);
            parts.Add(file[at..(at + length)]);
            at += length;
        }

        return parts;
    }

    /// <summary>Puts parts together, each segment with its right length.</summary>
    public static byte[] Join(List<byte[]> parts)
    {
        byte[] file = [.. parts.SelectMany(static part => part)];
        int at = 0;
        foreach (byte[] part in parts)
        {
            if (part.Length is >= HeadLength and <= ushort.MaxValue + 2 && IsSegment(part))
            {
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(at + 2), (ushort)(part.Length - 2));
            }

            at += part.Length;
        }

        return file;
    }

    public static bool IsEntropyCoded(byte[] part) => !IsMarker(part);

    private static int LengthOf(ReadOnlySpan<byte> rest)
    {
        if (IsMarker(rest))
        {
            return IsSegment(rest) && rest.Length >= HeadLength ? 2 + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) : 2;
        }

        for (int i = 1; i < rest.Length; i++)
        {
            if (IsMarker(rest[i..]))
            {
                return i;
            }
        }

        return rest.Length;
    }

    /// <summary>Neither a stuffed zero nor a restart marker ends entropy-coded data.</summary>
    private static bool IsMarker(ReadOnlySpan<byte> bytes) =>
        bytes is [0xFF, not (0 or 0xFF or (>= 0xD0 and <= 0xD7)), ..];

    private static bool IsSegment(ReadOnlySpan<byte> bytes) => IsMarker(bytes) && bytes[1] is not (0x01 or 0xD8 or 0xD9);
}
