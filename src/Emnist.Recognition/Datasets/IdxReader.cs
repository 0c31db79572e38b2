using System.IO.Compression;

namespace Emnist.Recognition.Datasets;

/// <summary>Reads header and body of an IDX stream, and unpacks gzip on the way.</summary>
internal static class IdxReader
{
    private const int FirstBlock = 1 << 20;
    private const byte EndMark = 0x5a;
    private const string Advice = "Get the file again: it is incomplete or damaged.";

    /// <summary>A gzip member of the byte <see cref="EndMark"/>, in a stored block.</summary>
    private static readonly byte[] EndMember =
    [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0x01, 0x01, 0x00, 0xfe, 0xff, EndMark,
        0x67, 0x57, 0xbc, 0x59, 0x01, 0x00, 0x00, 0x00,
    ];

    public static byte[] Read(Stream stream, IdxKind kind, string source, out int[] sizes)
    {
        byte[] start = new byte[2];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var whole = new PushbackStream(stream);
        whole.Push(start.AsMemory(0, read));
        bool gzip = read == 2 && start[0] == 0x1f && start[1] == 0x8b;
        return gzip ? ReadGzip(whole, kind, source, out sizes) : ReadPlain(whole, stream, kind, source, out sizes);
    }

    private static byte[] ReadGzip(PushbackStream packed, IdxKind kind, string source, out int[] sizes)
    {
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            int length = IdxHeader.Read(unpacked, kind, source, out sizes);
            byte[] body = ReadBody(unpacked, length, Math.Min(length, FirstBlock), kind, source);
            CheckEnd(packed, unpacked);
            return body;
        }
        catch (InvalidDataException e)
        {
            string actual = e.Message.TrimEnd('.');
            throw DatasetFormatException.Create(source, "gzip", "a complete gzip file", actual, Advice, e);
        }
    }

    /// <summary>
    /// GZipStream ends in silence where the checksum at the end is cut short, or where something else follows it. A
    /// further member is unpacked only after a complete one.
    /// </summary>
    private static void CheckEnd(PushbackStream packed, GZipStream unpacked)
    {
        packed.Push(EndMember);
        if (unpacked.ReadByte() != EndMark || unpacked.ReadByte() >= 0)
        {
            throw new InvalidDataException("a checksum cut short or bytes after it");
        }
    }

    private static byte[] ReadPlain(Stream data, Stream stream, IdxKind kind, string source, out int[] sizes)
    {
        int length = IdxHeader.Read(data, kind, source, out sizes);
        bool present = stream.CanSeek && stream.Length - stream.Position >= length;
        return ReadBody(data, length, present ? length : Math.Min(length, FirstBlock), kind, source);
    }

    private static byte[] ReadBody(Stream data, int length, int capacity, IdxKind kind, string source)
    {
        byte[] body = GC.AllocateUninitializedArray<byte>(capacity);
        int filled = 0;
        while (true)
        {
            int read = data.ReadAtLeast(body.AsSpan(filled), body.Length - filled, throwOnEndOfStream: false);
            filled += read;
            if (filled < body.Length)
            {
                throw Fault(kind, source, filled, $"{length} bytes after the header", $"{filled}");
            }

            if (filled == length)
            {
                break;
            }

            byte[] larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(2L * body.Length, length));
            body.CopyTo(larger, 0);
            body = larger;
        }

        if (data.ReadByte() >= 0)
        {
            throw Fault(kind, source, length, $"the end of the data after {length} bytes", "more data");
        }

        return body;
    }

    private static DatasetFormatException Fault(
        IdxKind kind, string source, long bodyOffset, string expected, string actual)
    {
        long offset = 4 + (4 * (int)kind) + bodyOffset;
        return DatasetFormatException.Create(source, $"byte {offset}", expected, actual, Advice);
    }
}
