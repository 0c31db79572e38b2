using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Keras.Tests;

/// <summary>What is no model, or none that can be read, is refused by what is wrong and where, in bounded memory.</summary>
public sealed class RefusedFilesTests
{
    private const long AllocationLimit = 32 << 20;

    public static TheoryData<string> Names => [.. ReferenceModels.RefusedNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_is_refused_by_what_is_wrong(string name)
    {
        byte[] file = ReferenceModels.File(name);
        long allocated = -GC.GetAllocatedBytesForCurrentThread();

        var fault = Assert.Throws<ModelFormatException>(() => KerasModel.Load(new MemoryStream(file)));

        allocated += GC.GetAllocatedBytesForCurrentThread();
        Assert.All(ReferenceModels.RefusedCase(name).Says, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
        Assert.InRange(allocated, 0, AllocationLimit);
    }

    [Theory]
    [InlineData("tf2_cnn.h5")]
    [InlineData("latest_chunked.h5")]
    [InlineData("k3_cnn.keras")]
    public void A_file_that_was_cut_is_refused(string name)
    {
        byte[] file = ReferenceModels.File(name);
        for (int length = 0; length < file.Length; length += 1 + (file.Length / 200))
        {
            Assert.Throws<ModelFormatException>(() => KerasModel.Load(new MemoryStream(file[..length])));
        }
    }

    [Fact]
    public void What_the_file_is_instead_is_told()
    {
        var fault = Assert.Throws<ModelFormatException>(() => KerasModel.Load(new MemoryStream([0xFF, 0xD8, 0xFF, 0xE0])));

        Assert.StartsWith(
            "The file is neither HDF5 (.h5) nor an archive of Keras (.keras), but a JPEG picture. Save", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_exception_has_the_file_and_the_layer()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("model.h5", ReferenceModels.File("no_layer.h5"));

        var fault = Assert.Throws<ModelFormatException>(() => KerasModel.Load(path));

        Assert.Equal((path, "lstm_1"), (fault.Path, fault.NodeName));
        Assert.StartsWith($"{path}: Layer 'lstm_1'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_not_there_are_for_the_caller()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<FileNotFoundException>(() => KerasModel.Load(Path.Combine(folder.Path, "none.h5")));
        Assert.Throws<UnauthorizedAccessException>(() => KerasModel.Load(folder.Path));
        Assert.Throws<ArgumentNullException>(() => KerasModel.Load((Stream)null!));
        Assert.Throws<ArgumentException>(() => KerasModel.Load(""));
    }
}
