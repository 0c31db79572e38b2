namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>Brings an encoded file into memory, growing with what arrives and never past the limit.</summary>
internal static class EncodedBytes
{
    private const int FirstCapacity = 16 << 10;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="start">What was read of it before.</param>
    /// <param name="stream">The rest.</param>
    /// <param name="maxBytes">The most bytes allowed, <paramref name="start"/> among them.</param>
    /// <returns>All bytes, those of <paramref name="start"/> first.</returns>
    /// <exception cref="ImageFormatException">There are more bytes than allowed.</exception>
    public static ReadOnlyMemory<byte> ReadAll(ReadOnlySpan<byte> start, Stream stream, int maxBytes)
    {
        byte[] bytes = new byte[Math.Max(FirstCapacity, start.Length)];
        start.CopyTo(bytes);
        int length = start.Length;
        while (true)
        {
            if (length > maxBytes)
            {
                throw TooMany(maxBytes);
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(2L * length, (long)maxBytes + 1));
            }

            int read = stream.Read(bytes, length, bytes.Length - length);
            if (read == 0)
            {
                return bytes.AsMemory(0, length);
            }

            length += read;
        }
    }

    /// <summary>The refusal of a file over the limit.</summary>
    public static ImageFormatException TooMany(int maxBytes)
    {
        return new ImageFormatException(
            $"The picture has more than {maxBytes} encoded bytes (reading stopped at byte {maxBytes}). "
            + $"Make it smaller, or raise {nameof(ImageDecoderOptions)}.{nameof(ImageDecoderOptions.MaxBytes)}.");
    }
}
