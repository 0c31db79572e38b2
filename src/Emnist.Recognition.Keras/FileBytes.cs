using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Keras;

/// <summary>Reads what may be a stream of any length.</summary>
internal static class FileBytes
{
    private const int FirstBlock = 1 << 20;

    /// <summary>The bytes up to the end.</summary>
    public static ReadOnlyMemory<byte> Read(Stream stream) => Read(stream, KerasLimits.FileBytes, "The model");

    public static ReadOnlyMemory<byte> Read(Stream stream, long limit, string what)
    {
        // Where the length is known, one byte more shows that the stream has ended.
        long known = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : Math.Min(limit, FirstBlock);
        if (known > limit)
        {
            throw TooLarge(limit, what);
        }

        byte[] bytes = new byte[(int)known + 1];
        int length = 0;
        while (true)
        {
            length += stream.ReadAtLeast(bytes.AsSpan(length), bytes.Length - length, throwOnEndOfStream: false);
            if (length > limit)
            {
                throw TooLarge(limit, what);
            }

            if (length < bytes.Length)
            {
                return bytes.AsMemory(0, length);
            }

            Array.Resize(ref bytes, (int)Math.Min(2L * length, limit + 1));
        }
    }

    public static ModelFormatException TooLarge(long limit, string what) =>
        Fault.Unreadable($"{what} has more than {limit} bytes, which are read at most", "Load a smaller one.");
}
