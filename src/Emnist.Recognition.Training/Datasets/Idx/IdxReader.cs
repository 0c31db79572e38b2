namespace Emnist.Recognition.Training.Datasets;

/// <summary>Reads header and body of an IDX stream, plain or gzip.</summary>
internal static class IdxReader
{
    private const int FirstBlock = 1 << 20;
    private const string Advice = "Get the file again: it is incomplete or damaged.";

    public static (byte[] Body, int[] Sizes) Read(Stream stream, IdxKind kind, DataOrigin source) =>
        GzipInput.Read(stream, source, (data, packed) =>
        {
            int length = IdxHeader.Read(data, kind, source, out int[] sizes);
            bool present = !packed && stream.CanSeek && stream.Length - stream.Position >= length;
            return (ReadBody(data, length, present ? length : Math.Min(length, FirstBlock), kind, source), sizes);
        });

    private static byte[] ReadBody(Stream data, int length, int capacity, IdxKind kind, DataOrigin source)
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
        IdxKind kind, DataOrigin source, long bodyOffset, string expected, string actual)
    {
        long offset = 4 + (4 * (int)kind) + bodyOffset;
        return DatasetFormatException.Create(source, $"byte {offset}", expected, actual, Advice);
    }
}
