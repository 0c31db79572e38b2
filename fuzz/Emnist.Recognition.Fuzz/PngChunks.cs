using System.Buffers.Binary;
using Emnist.Recognition.Imaging.Codecs.Png;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Fuzz;

/// <summary>PNG files as their chunks, each a type and its data without length and CRC.</summary>
internal static class PngChunks
{
    /// <summary>Bytes of a length, a type or a CRC.</summary>
    public const int FieldLength = 4;

    /// <summary>Takes a sound file apart.</summary>
    public static List<byte[]> Split(byte[] file)
    {
        List<byte[]> chunks = [];
        for (int at = PngFile.Signature.Length; EndOf(file, at) is { } end; at = end)
        {
            chunks.Add(file[(at + FieldLength)..(end - FieldLength)]);
        }

        return chunks;
    }

    /// <summary>Puts chunks together, with the right lengths and CRCs.</summary>
    public static byte[] Join(IEnumerable<byte[]> chunks)
    {
        List<byte> file = [.. PngFile.Signature];
        Span<byte> number = stackalloc byte[FieldLength];
        foreach (byte[] chunk in chunks)
        {
            BinaryPrimitives.WriteInt32BigEndian(number, chunk.Length - FieldLength);
            file.AddRange(number);
            file.AddRange(chunk);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(chunk));
            file.AddRange(number);
        }

        return [.. file];
    }

    /// <summary>Sets the CRCs of a damaged file right, as far as the lengths lead: a wrong one would hide what else is wrong.</summary>
    public static void Repair(byte[] file)
    {
        for (int at = PngFile.Signature.Length; EndOf(file, at) is { } end; at = end)
        {
            Span<byte> crc = file.AsSpan(end - FieldLength, FieldLength);
            BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.Of(file.AsSpan((at + FieldLength)..(end - FieldLength))));
        }
    }

    public static bool IsImageData(byte[] chunk) => chunk.AsSpan().StartsWith("IDAT"u8);

    private static int? EndOf(byte[] file, int at)
    {
        const int Rest = 3 * FieldLength;
        return file.Length - at >= Rest && BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)) is var length
            && length <= (uint)(file.Length - at - Rest)
            ? at + (int)length + Rest
            : null;
    }
}
