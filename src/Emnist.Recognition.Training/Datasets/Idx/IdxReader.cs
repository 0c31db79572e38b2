using System.IO.Compression;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>Reads header and body of an IDX stream, and unpacks gzip on the way.</summary>
internal static class IdxReader
{
    private const int FirstBlock = 1 << 20;
    private const string Advice = "Get the file again: it is incomplete or damaged.";

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
            GzipEnd.Check(packed, unpacked);
            return body;
        }
        catch (InvalidDataException e)
        {
            string actual = e.Message.TrimEnd('.');
            throw DatasetFormatException.Create(source, "gzip", "a complete gzip file", actual, Advice, e);
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
