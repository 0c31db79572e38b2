using System.Text;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests.Datasets;

public sealed class EmnistDatasetTests : IDisposable
{
    // Two images as stored: 2 rows, 3 columns.
    private static readonly byte[] Images = IdxBytes.Images(2, 2, 3, [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16]);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_are_set_upright()
    {
        string labels = _folder.Write("l", IdxBytes.Labels(9, 0));
        LabeledImages images = EmnistDataset.Load(_folder.Write("i", Images), labels);

        Assert.Equal((2, 3, 2), (images.Width, images.Height, images.Count));
        Assert.Equal([1, 4, 2, 5, 3, 6, 11, 14, 12, 15, 13, 16], images.Pixels.ToArray());
        Assert.Equal([9, 0], images.Labels.ToArray());
    }

    [Fact]
    public void Images_of_a_plain_pair_stay_as_they_are()
    {
        LabeledImages images = IdxFile.ReadLabeledImages(
            _folder.Write("i", Images), _folder.Write("l", IdxBytes.Labels(9, 0)), CharacterMapping.Digits);

        Assert.Equal((3, 2), (images.Width, images.Height));
        Assert.Equal(Images[16..], images.Pixels.ToArray());
    }

    [Fact]
    public void Labels_become_class_indices_in_the_mappings_order()
    {
        string mapping = _folder.Write("m", Encoding.UTF8.GetBytes("5 98\n1 65 97\n"));
        string labels = _folder.Write("l", IdxBytes.Labels(1, 5));
        LabeledImages images = EmnistDataset.Load(_folder.Write("i", Images), labels, mapping);

        Assert.Equal([1, 0], images.Labels.ToArray());
        Assert.Equal(["b", "A"], images.ClassNames);
    }

    [Fact]
    public void A_label_that_the_mapping_lacks_is_refused()
    {
        string labels = _folder.Write("l", IdxBytes.Labels(3, 10));

        var fault = Assert.Throws<DatasetFormatException>(() => EmnistDataset.Load(_folder.Write("i", Images), labels));

        Assert.Equal(
            $"{labels}, label 1: expected a label of the digits' mapping, found 10. "
            + "Give the mapping file that belongs to the labels.",
            fault.Message);
    }

    [Fact]
    public void Counts_that_differ_are_refused()
    {
        string images = _folder.Write("i", Images);
        string labels = _folder.Write("l", IdxBytes.Labels(3, 1, 2));

        var fault = Assert.Throws<DatasetFormatException>(() => EmnistDataset.Load(images, labels));

        Assert.Equal(
            $"{labels}, byte 4: expected 2 labels, one for each image of {images}, found 3. "
            + "Check that both files belong to the same set.",
            fault.Message);
    }

    [Theory]
    [InlineData("some-train", "some-mapping.txt", "")]
    [InlineData("some-test", "some-mapping.txt", ".gz")]
    [InlineData("some", "some-mapping.txt", "")]
    public void A_set_is_found_by_name(string set, string mapping, string ending)
    {
        byte[] images = ending.Length == 0 ? Images : IdxBytes.Gzip(Images);
        _folder.Write($"{set}-images-idx3-ubyte{ending}", images);
        _folder.Write($"{set}-labels-idx1-ubyte", IdxBytes.Labels(200, 201));
        _folder.Write(mapping, "200 88\n201 89\n"u8.ToArray());
        using var empty = new TemporaryFolder();

        LabeledImages found = EmnistDataset.LoadSet(set, [empty.Path, Path.Combine(empty.Path, "none"), _folder.Path]);

        Assert.Equal(["X", "Y"], found.ClassNames);
        Assert.Equal([1, 4, 2, 5, 3, 6], found.GetImage(0).ToArray());
        Assert.Equal(_folder.Path, IdxPair.FindFolder([empty.Path, _folder.Path], set));
    }

    [Fact]
    public void A_set_that_is_not_on_disk_has_no_folder()
    {
        Assert.Null(EmnistDataset.FindFolder($"{Guid.NewGuid()}"));
        Assert.Throws<ArgumentException>(() => EmnistDataset.FindFolder("some/set"));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmnistDataset.FindFolder((EmnistSplit)6, DatasetPart.Test));
        Assert.Throws<ArgumentOutOfRangeException>(() => MnistDataset.FindFolder((DatasetPart)2));
    }

    [Fact]
    public void A_set_without_a_mapping_is_of_digits()
    {
        _folder.Write("my-test-images-idx3-ubyte", Images);
        _folder.Write("my-test-labels-idx1-ubyte", IdxBytes.Labels(4, 2));

        Assert.Equal("0123456789", string.Concat(EmnistDataset.LoadSet("my-test", [_folder.Path]).ClassNames));
    }

    [Fact]
    public void A_missing_set_says_where_it_was_looked_for()
    {
        _folder.Write("my-test-images-idx3-ubyte", Images);

        string[] folders = [_folder.Path, "/elsewhere"];

        var fault = Assert.Throws<FileNotFoundException>(() => EmnistDataset.LoadSet("my-test", folders));

        Assert.Equal(
            $"The data set 'my-test' is in none of these folders: {_folder.Path}, /elsewhere. "
            + "Put my-test-images-idx3-ubyte and my-test-labels-idx1-ubyte (plain or .gz) there, "
            + "or set EMNIST_HOME to the folder that holds them.",
            fault.Message);
    }

    [Fact]
    public void A_missing_official_set_says_that_it_can_be_downloaded()
    {
        var fault = Assert.Throws<FileNotFoundException>(() => EmnistDataset.LoadSet("emnist-letters-test", ["/elsewhere"]));

        Assert.EndsWith("to the folder that holds them. To download it: await EmnistDataset.LoadAsync(...) in code, or "
            + "'emnist data fetch letters'.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("../emnist")]
    [InlineData("a\\b")]
    public void A_sets_name_is_no_path(string name) =>
        Assert.Throws<ArgumentException>(() => EmnistDataset.LoadSet(name));
}
