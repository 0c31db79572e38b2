namespace Emnist.Recognition.Training.Datasets.Arrays;

/// <summary>Reads what a header announces, with memory that grows as the data is really there.</summary>
internal static class GrowingBlock
{
    private const int First = 1 << 20;

    /// <summary>What a file may always unpack to.</summary>
    private const long AlwaysAllowed = 64 << 20;

    /// <summary>Images of characters are compressed to a fifth or a tenth; what is packed tighter only fills the memory.</summary>
    private const int MaxRatio = 200;

    /// <summary>The most that compressed data may unpack to.</summary>
    /// <param name="packed">The bytes of the file, or of the part that is unpacked.</param>
    public static long MaxUnpacked(long packed) => AlwaysAllowed + (MaxRatio * packed);

    /// <summary>Reads a count of bytes.</summary>
    /// <param name="data">The data.</param>
    /// <param name="length">The bytes to read.</param>
    /// <param name="present">Whether they are known to be there, so that no memory need grow.</param>
    /// <param name="read">The bytes that were there.</param>
    /// <returns>The bytes; fewer than <paramref name="length"/> count where the data ends before.</returns>
    public static byte[] Read(Stream data, int length, bool present, out int read)
    {
        byte[] block = GC.AllocateUninitializedArray<byte>(present ? length : Math.Min(length, First));
        read = 0;
        while (true)
        {
            read += data.ReadAtLeast(block.AsSpan(read), block.Length - read, throwOnEndOfStream: false);
            if (read < block.Length || read == length)
            {
                return block;
            }

            Array.Resize(ref block, (int)Math.Min(2L * block.Length, length));
        }
    }
}
