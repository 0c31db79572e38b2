using System.IO.Compression;
using PureHDF.Filters;

namespace Emnist.Recognition.Keras.Hdf5;

/// <summary>
/// The filter deflate of HDF5. It stands in for PureHDF's own, which unpacks as much as there is, and would take gigabytes for a
/// few megabytes of a hostile file: no chunk has more bytes than its size, and a checksum where that was added first.
/// </summary>
internal sealed class BoundedInflate : IH5Filter
{
    private const int Checksum = 4;

    private static readonly Lock Registering = new();
    private static bool isRegistered;

    public ushort FilterId => DeflateFilter.Id;

    public string Name => "deflate";

    /// <summary>Takes the place of PureHDF's filter, in the whole process and once.</summary>
    public static void Register()
    {
        lock (Registering)
        {
            if (!isRegistered)
            {
                H5Filter.Register(new BoundedInflate());
                isRegistered = true;
            }
        }
    }

    public Memory<byte> Filter(FilterInfo info)
    {
        if (!info.Flags.HasFlag(H5FilterFlags.Decompress))
        {
            return Packer.Filter(info);
        }

        using var packed = new MemoryStream(info.Buffer.ToArray());
        using var inflater = new ZLibStream(packed, CompressionMode.Decompress);
        byte[] chunk = new byte[info.ChunkSize + Checksum + 1];
        int length = inflater.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
        return length < chunk.Length
            ? chunk.AsMemory(0, length)
            : throw new InvalidDataException($"a chunk unpacks to more than its {info.ChunkSize} bytes");
    }

    public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) =>
        Packer.GetParameters(chunkDimensions, typeSize, options);

    private static DeflateFilter Packer { get; } = new();
}
