using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests.Datasets;

/// <summary>Small files that unpack to hundreds of megabytes: deflate packs zeros a thousand times tighter.</summary>
public sealed class CompressionBombTests
{
    private const int Unpacked = 256 << 20;

    /// <summary>Blocks that grow by doubling are, with those before them, four times what may be unpacked.</summary>
    private const long AllocationLimit = 400 << 20;

    [Fact]
    public void Idx_in_gzip()
    {
        byte[] header = IdxBytes.Make(0x803, [Unpacked / 784, 28, 28], []);

        AssertRefused(Packed(header, [0]), static file => IdxFile.ReadImages(file));
    }

    [Fact]
    public void Csv_in_gzip()
    {
        // Empty lines, which are passed over: rows of zeros are packed less tightly.
        AssertRefused(Packed([], "\n"u8.ToArray()), static file => EmnistCsv.Load(file, new EmnistCsvOptions { Transposed = false }));
    }

    [Fact]
    public void Npz()
    {
        byte[] file = NpzBytes.Make(("x", [Unpacked / 784, 28, 28], new byte[Unpacked / 784 * 784]), ("y", [1], [0]));

        AssertRefused(file, static file => NpzFile.Load(file, new NpzOptions()));
    }

    [Fact]
    public void Mat()
    {
        byte[] element = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(element, 9);
        BinaryPrimitives.WriteUInt32LittleEndian(element.AsSpan(4), Unpacked);
        byte[] packed = Pack(stream => new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true), element, [0]);
        byte[] tag = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(tag, 15);
        BinaryPrimitives.WriteUInt32LittleEndian(tag.AsSpan(4), (uint)packed.Length);
        byte[] header = [.. Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file".PadRight(124)), 0, 1, (byte)'I', (byte)'M'];

        AssertRefused([.. header, .. tag, .. packed], static file => EmnistMat.Load(file, DatasetPart.Train));
    }

    [Fact]
    public void What_data_sets_are_packed_to_is_read()
    {
        // Labels in their order, a thousandth of their size.
        byte[] labels = [.. Enumerable.Range(0, 700_000).Select(static i => (byte)(i / 70_000))];
        Assert.Equal(labels, IdxFile.ReadLabels(new MemoryStream(IdxBytes.Gzip(IdxBytes.Labels(labels)))));

        // Empty images but for a pixel: tighter than any with characters.
        byte[] pixels = new byte[80 << 20];
        for (int i = 0; i < pixels.Length; i += 784)
        {
            pixels[i] = (byte)(i / 784 * 37);
        }

        int count = pixels.Length / 784;
        byte[] packed = IdxBytes.Gzip(IdxBytes.Images(count, 28, 28, pixels[..(count * 784)]));
        Assert.True(packed.Length < pixels.Length / 50);
        Assert.Equal(count, IdxFile.ReadImages(new MemoryStream(packed)).Count);
    }

    [Fact]
    public void A_mapping_that_is_none()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("emnist-balanced-mapping.txt", new byte[(1 << 20) + 1]);

        var fault = Assert.Throws<DatasetFormatException>(() => CharacterMapping.Read(path));

        Assert.Contains("expected a mapping of at most 1048576 bytes, found 1048577.", fault.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(byte[] file, Action<Stream> read)
    {
        Assert.InRange(file.Length, 0, Unpacked / 200);
        long before = GC.GetAllocatedBytesForCurrentThread();

        var fault = Assert.Throws<DatasetFormatException>(() => read(new MemoryStream(file)));

        Assert.Contains("at most ", fault.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllocationLimit);
    }

    private static byte[] Packed(byte[] start, byte[] repeated) =>
        Pack(stream => new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true), start, repeated);

    private static byte[] Pack(Func<Stream, Stream> pack, byte[] start, byte[] repeated)
    {
        var packed = new MemoryStream();
        using (Stream stream = pack(packed))
        {
            stream.Write(start);
            byte[] block = [.. Enumerable.Repeat(repeated, Math.Max(1, (1 << 20) / repeated.Length)).SelectMany(static bytes => bytes)];
            for (int length = 0; length < Unpacked; length += block.Length)
            {
                stream.Write(block);
            }
        }

        return packed.ToArray();
    }
}
