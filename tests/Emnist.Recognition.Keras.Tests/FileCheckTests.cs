using System.Buffers.Binary;
using Emnist.Recognition.Keras.Hdf5;
using Emnist.Recognition.Keras.Hdf5.Checking;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using PureHDF;

namespace Emnist.Recognition.Keras.Tests;

/// <summary>Parts of HDF5 files that name each other over and over end neither the process nor its patience.</summary>
public sealed class FileCheckTests
{
    private const int ContinuationLength = 24;

    [Fact]
    public void Types_within_types_are_refused()
    {
        byte[] file = new byte[16 << 20];
        file.AsSpan().Fill(9);

        // An attribute with a name of one byte, a type of 12 and a shape of 4.
        ((ReadOnlySpan<byte>)[3, 0, 1, 0, 12, 0, 4, 0, 0, 0]).CopyTo(file);
        ((ReadOnlySpan<byte>)[2, 0, 0, 0]).CopyTo(file.AsSpan(22));

        Assert.Throws<ModelFormatException>(() => MessageCheck.Attribute(new FileView(file), 0, file.Length));
    }

    [Fact]
    public void A_header_may_go_on_in_many_blocks()
    {
        byte[] file = Continued(200_000, static block => block + 1);

        new HeaderCheck(new FileView(file), new Stack<long>()).Check(0);
    }

    [Fact]
    public void A_header_that_goes_on_in_itself_is_refused()
    {
        byte[] file = Continued(3, static _ => 1);

        Assert.Throws<ModelFormatException>(() => new HeaderCheck(new FileView(file), new Stack<long>()).Check(0));
    }

    [Fact]
    public void A_tree_of_chunks_that_names_a_node_twice_is_refused()
    {
        const int Node = 64;
        const int Key = 24;
        byte[] file = new byte[1 << 21];

        // A layout of one dimension, whose tree begins at the node.
        ((ReadOnlySpan<byte>)[3, 2, 2, Node]).CopyTo(file);
        "TREE\x01\x01\xFF\xFF"u8.CopyTo(file.AsSpan(Node));
        for (int at = Node + 24 + Key; at < file.Length - 8; at += Key + 8)
        {
            file[at] = 128;
        }

        var fault = Assert.Throws<ModelFormatException>(() => LayoutCheck.Check(new FileView(file), 0, 64));

        Assert.Contains("Byte 128", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_not_read_without_end()
    {
        var file = new FileView(new byte[16]);

        Assert.Throws<ModelFormatException>(() =>
        {
            for (int i = 0; i < 1 << 21; i++)
            {
                file.Byte(i % 16);
            }
        });
    }

    [Fact]
    public void Chunks_that_are_far_larger_than_what_they_hold_are_refused()
    {
        ulong[] sides = [11, 11, 11, 11, 11];
        byte[] file = Write(new H5File { ["x"] = new H5Dataset(new float[161_051], chunks: [10, 10, 10, 10, 10], fileDims: sides) });

        var fault = Assert.Throws<ModelFormatException>(() => Hdf5File.Read(file, static root => root.FindTensor("x")));

        Assert.Contains("divided into 32 chunks of 400000 bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_that_is_named_over_and_over_is_refused()
    {
        const int Count = 3000;
        const int Reference = 16;
        string[] texts = [new string('a', 100_000), .. Enumerable.Repeat("b", Count - 1)];
        byte[] file = Write(new H5File { Attributes = { ["names"] = texts } });
        Assert.Equal(texts, Hdf5File.Read(file, static root => root.FindTexts("names")));

        // The references lie side by side, each with the length of its text first.
        int first = Enumerable.Range(0, file.Length - (2 * Reference)).First(at =>
            BitConverter.ToInt32(file, at) is 100_000 or 100_001 && BitConverter.ToInt32(file, at + Reference) is 1 or 2);
        for (int i = 1; i < Count; i++)
        {
            file.AsSpan(first, Reference).CopyTo(file.AsSpan(first + (Reference * i)));
        }

        long allocated = -GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<ModelFormatException>(() => Hdf5File.Read(file, static root => root.FindTexts("names")));

        Assert.Contains("more texts", fault.Message, StringComparison.Ordinal);
        Assert.InRange(allocated + GC.GetAllocatedBytesForCurrentThread(), 0, 32 << 20);
    }

    [Fact]
    public async Task What_never_ends_is_not_opened()
    {
        using var folder = new TemporaryFolder();
        foreach (string path in NamedPipe.CreateIn(folder.Path))
        {
            Assert.IsType<ModelFormatException>(await NamedPipe.RefusalOf(() => KerasModel.Load(path)));
        }
    }

    private static byte[] Write(H5File file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    /// <summary>A header whose blocks hold nothing but where it goes on, the last of them with a length of 0.</summary>
    private static byte[] Continued(int blocks, Func<int, int> next)
    {
        const int Start = 16;
        byte[] file = new byte[Start + (ContinuationLength * (blocks + 1))];
        file[0] = 1;
        file[8] = ContinuationLength;
        for (int i = 0; i < blocks; i++)
        {
            Span<byte> message = file.AsSpan(Start + (ContinuationLength * i));
            message[0] = 0x10;
            message[2] = 16;
            BinaryPrimitives.WriteInt64LittleEndian(message[8..], Start + (ContinuationLength * next(i)));
            BinaryPrimitives.WriteInt64LittleEndian(message[16..], i < blocks - 1 ? ContinuationLength : 0);
        }

        return file;
    }
}
