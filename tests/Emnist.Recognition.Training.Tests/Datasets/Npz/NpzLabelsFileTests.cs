using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests.Datasets.Npz;

/// <summary>Images and labels in two files, as Kuzushiji-MNIST has them.</summary>
public sealed class NpzLabelsFileTests : IDisposable
{
    private static readonly byte[] Pixels = [0, 1, 2, 3, 200, 201, 202, 203];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("arr_0", "arr_0")]
    [InlineData("kmnist_train", "anything")]
    public void An_array_alone_needs_no_name(string images, string labels)
    {
        LabeledImages loaded = Load(NpzBytes.Make((images, [2, 2, 2], Pixels)), NpzBytes.Make((labels, [2], [7, 3])), new NpzOptions());

        Assert.Equal(Pixels, loaded.Pixels.ToArray());
        Assert.Equal([7, 3], loaded.Labels.ToArray());
    }

    [Fact]
    public void Of_several_the_names_and_the_part_tell()
    {
        byte[] images = NpzBytes.Make(("x_train", [1, 2, 2], [9, 9, 9, 9]), ("x_test", [2, 2, 2], Pixels));
        byte[] labels = NpzBytes.Make(("y_train", [1], [9]), ("y_test", [2], [7, 3]), ("mine", [2], [1, 2]));

        Assert.Equal([7, 3], Load(images, labels, new NpzOptions { Part = DatasetPart.Test }).Labels.ToArray());
        Assert.Equal([1, 2], Load(images, labels, new NpzOptions { Part = DatasetPart.Test, LabelsName = "mine" }).Labels.ToArray());
    }

    [Fact]
    public void Text_is_a_label_too_and_a_fault_names_its_own_file()
    {
        byte[] images = NpzBytes.Make(("arr_0", [2, 2, 2], Pixels));
        LabeledImages loaded = Load(images, NpzBytes.OfText("arr_0", 3, ["two", "a"]), new NpzOptions());

        Assert.Equal(["a", "two"], loaded.ClassNames);
        Assert.Equal([1, 0], loaded.Labels.ToArray());
        Assert.Equal(
            $"{Labels}, array 'arr_0': expected 2 labels, one for each image, found the shape (3). "
            + "Save a label for each image, as whole numbers of 0 to 255 or as text.",
            Fault(images, NpzBytes.Make(("arr_0", [3], [1, 2, 3])), new NpzOptions()));
        Assert.Equal(
            $"{Labels}, array 'arr_0', label 1: expected a label of the digits' mapping, found 10. Give the Mapping that belongs to the file.",
            Fault(images, NpzBytes.Make(("arr_0", [2], [1, 10])), new NpzOptions()));
        Assert.Equal(
            $"{Labels}, its arrays: expected an array 'y', found the arrays arr_0. Give a name that the file has.",
            Fault(images, NpzBytes.Make(("arr_0", [2], [1, 2])), new NpzOptions { LabelsName = "y" }));
        Assert.StartsWith(
            $"{Labels}, its arrays: expected one array of labels, found the arrays a, b.",
            Fault(images, NpzBytes.Make(("a", [2], [1, 2]), ("b", [2], [1, 2])), new NpzOptions()), StringComparison.Ordinal);
        Assert.Equal(
            $"{Labels}, byte 0: expected a .npz file, a zip archive of NumPy's arrays, found an IDX file of labels. "
            + "IdxFile and EmnistDataset read it, with its images.",
            Fault(images, [0, 0, 8, 1, 0, 0, 0, 2, 1, 2], new NpzOptions()));
        Assert.Throws<FileNotFoundException>(
            () => NpzFile.Load(new MemoryStream(images), new NpzOptions { LabelsPath = Path.Combine(_folder.Path, "none.npz") }));
    }

    [Fact]
    public void Labels_of_text_are_made_once_each()
    {
        const int count = 20_000;
        byte[] images = NpzBytes.Make(("arr_0", [count, 1, 1], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 256))]));
        byte[] numbers = NpzBytes.Make(("arr_0", [count], new byte[count]));
        byte[] names = NpzBytes.OfText("arr_0", 3, [.. Enumerable.Range(0, count).Select(i => $"n{i % 26}")]);
        Load(images, names, new NpzOptions());

        // The text itself is 12 bytes a label; strings of names and places would be a hundred more.
        long plain = Allocated(() => Load(images, numbers, new NpzOptions()));
        long named = Allocated(() => Load(images, names, new NpzOptions()));
        Assert.InRange(named - plain, 0, 40L * count);
    }

    private static long Allocated(Action load)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        load();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private string Labels => Path.Combine(_folder.Path, "labels.npz");

    private string Fault(byte[] images, byte[] labels, NpzOptions options) =>
        Assert.Throws<DatasetFormatException>(() => Load(images, labels, options)).Message;

    private LabeledImages Load(byte[] images, byte[] labels, NpzOptions options)
    {
        _folder.Write("labels.npz", labels);
        return NpzFile.Load(_folder.Write("images.npz", images), options with { LabelsPath = Labels });
    }
}
