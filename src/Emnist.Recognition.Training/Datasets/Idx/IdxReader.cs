using Emnist.Recognition.Training.Datasets.Arrays;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>Reads header and body of an IDX stream, plain or gzip.</summary>
internal static class IdxReader
{
    private const string Advice = "Get the file again: it is incomplete or damaged.";

    public static (byte[] Body, int[] Sizes) Read(Stream stream, IdxKind kind, DataOrigin source) =>
        GzipInput.Read(stream, source, (data, packed) =>
        {
            int length = IdxHeader.Read(data, kind, source, out int[] sizes);
            bool present = !packed && stream.CanSeek && stream.Length - stream.Position >= length;
            return (ReadBody(data, length, present, kind, source), sizes);
        });

    private static byte[] ReadBody(Stream data, int length, bool present, IdxKind kind, DataOrigin source)
    {
        byte[] body = GrowingBlock.Read(data, length, present, out int read);
        if (read < length)
        {
            throw Fault(kind, source, read, $"{length} bytes after the header", $"{read}");
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
