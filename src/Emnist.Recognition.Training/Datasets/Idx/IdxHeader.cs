using System.Buffers.Binary;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// What an IDX file holds; the value is the number of its dimensions, which is the last byte of its magic number.
/// </summary>
internal enum IdxKind
{
    Labels = 1,
    Images = 3,
}

/// <summary>
/// The head of an IDX file: two zero bytes, the element type (8 is an unsigned byte), the number of dimensions, then
/// each dimension's size as a big-endian 32-bit number.
/// </summary>
internal static class IdxHeader
{
    private const byte UnsignedByte = 0x08;
    private const string Advice = "Check that the file is the right one, and complete.";

    /// <summary>
    /// Reads the sizes, whose product is the returned length of the body: 1 to <see cref="Array.MaxLength"/>.
    /// </summary>
    public static int Read(Stream data, IdxKind kind, DataOrigin source, out int[] sizes)
    {
        Span<byte> head = stackalloc byte[4 + (4 * (int)kind)];
        int read = data.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        CheckMagic(data, head[..Math.Min(read, 4)], kind, source);
        read += data.ReadAtLeast(head[read..], head.Length - read, throwOnEndOfStream: false);
        if (read < head.Length)
        {
            throw DatasetFormatException.Create(
                source, $"byte {read}", $"a header of {head.Length} bytes", "the end of the data", Advice);
        }

        return ReadSizes(head, source, out sizes);
    }

    private static void CheckMagic(Stream data, ReadOnlySpan<byte> magic, IdxKind kind, DataOrigin source)
    {
        string expected = $"the magic number 000008{(int)kind:x2} of IDX {Describe((int)kind)}";
        if (magic.Length < 4)
        {
            string found = magic.IsEmpty ? "no data at all" : $"{magic.Length} bytes in all";
            throw DatasetFormatException.Create(source, "byte 0", expected, found, Advice);
        }

        if (BinaryPrimitives.ReadInt32BigEndian(magic) == ((UnsignedByte << 8) | (int)kind))
        {
            return;
        }

        if (magic[0] != 0 || magic[1] != 0)
        {
            RefuseKnown(data, magic, expected, source);
        }

        string actual = Convert.ToHexStringLower(magic);
        string advice = Advice;
        if (magic[0] == 0 && magic[1] == 0)
        {
            actual += magic[2] == UnsignedByte
                ? $", {Describe(magic[3])}"
                : $", element type {magic[2]:x2}, which is not unsigned bytes";
            bool swapped = magic[2] == UnsignedByte && magic[3] is (byte)IdxKind.Labels or (byte)IdxKind.Images;
            advice = swapped ? "Check whether images and labels are swapped." : Advice;
        }

        throw DatasetFormatException.Create(source, "byte 0", expected, actual, advice);
    }

    /// <summary>Refuses a file that is known to be something else, which more of its first bytes tell.</summary>
    private static void RefuseKnown(Stream data, ReadOnlySpan<byte> magic, string expected, DataOrigin source)
    {
        byte[] start = new byte[FileKind.StartLength];
        magic.CopyTo(start);
        int read = data.ReadAtLeast(start.AsSpan(magic.Length), start.Length - magic.Length, throwOnEndOfStream: false);
        KnownFormats.Refuse(start.AsSpan(0, magic.Length + read), source, expected);
    }

    private static int ReadSizes(ReadOnlySpan<byte> head, DataOrigin source, out int[] sizes)
    {
        sizes = new int[(head.Length / 4) - 1];
        long length = 1;
        for (int d = 0; d < sizes.Length; d++)
        {
            int offset = 4 + (4 * d);
            uint size = BinaryPrimitives.ReadUInt32BigEndian(head[offset..]);
            long limit = Array.MaxLength / length;
            if (size == 0 || size > limit)
            {
                throw DatasetFormatException.Create(
                    source, $"byte {offset}", $"a size of 1 to {limit} in dimension {d}", $"{size}", Advice);
            }

            sizes[d] = (int)size;
            length *= size;
        }

        return (int)length;
    }

    private static string Describe(int rank) => rank switch
    {
        (int)IdxKind.Labels => "labels (1 dimension)",
        (int)IdxKind.Images => "images (3 dimensions)",
        _ => $"data of {rank} dimensions",
    };
}
