using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests.Datasets.Arrays;

/// <summary>Files as people have them, of the same three upright pictures A, B and C, made for this project.</summary>
public sealed class CaseTests
{
    public static string Folder { get; } =
        Path.Combine(TestData.RepositoryRoot, "tests", "Emnist.Recognition.Training.Tests", "Datasets", "Cases");

    [Theory]
    [InlineData("az-no-header.csv", "ABC")]
    [InlineData("az-mangled-header.csv", "BC")]
    [InlineData("semicolon.csv", "ABC")]
    [InlineData("float.csv", "ABC")]
    [InlineData("pandas-index.csv", "ABC")]
    [InlineData("label-last.csv", "ABC")]
    [InlineData("quoted.csv", "ABC")]
    [InlineData("letter-label.csv", "ABC")]
    public void Tables_are_read_as_they_are(string file, string expected)
    {
        LabeledImages images = Load(file, new EmnistCsvOptions { Mapping = CharacterMapping.ForCharacters("ABCDEFGHIJKLMNOPQRSTUVWXYZ") });

        Assert.Equal(expected, Names(images));
        Assert.Equal(Control(3 - images.Count), images.Pixels.ToArray());
    }

    [Fact]
    public void Shades_of_0_to_1_are_scaled()
    {
        byte[] pixels = Load("scaled-0-1.csv", new EmnistCsvOptions()).Pixels.ToArray();

        // Written with three digits.
        Assert.Equal(Control(0), pixels);
    }

    [Fact]
    public void Pictures_without_labels_are_read_where_that_is_asked_for()
    {
        var fault = Assert.Throws<DatasetFormatException>(() => Load("no-label.csv", new EmnistCsvOptions()));
        LabeledImages images = Load("no-label.csv", new EmnistCsvOptions { Labels = CsvLabels.None });

        Assert.EndsWith(
            "no-label.csv, line 1: expected a label beside the pixels, first or last, found 784 columns, 'pixel0', 'pixel1', 'pixel2'.... "
            + "Say by EmnistCsvOptions.Labels where the labels are.",
            fault.Message,
            StringComparison.Ordinal);
        Assert.Equal(["unlabelled"], images.ClassNames);
        Assert.Equal(Control(0), images.Pixels.ToArray());
    }

    [Fact]
    public void Letters_are_classes_of_their_own() =>
        Assert.Equal(["A", "B", "C"], Load("letter-label.csv", new EmnistCsvOptions()).ClassNames);

    [Fact]
    public void Arrays_are_read_as_they_are()
    {
        CharacterMapping letters = CharacterMapping.ForSplit(EmnistSplit.Letters);
        LabeledImages npz = NpzFile.Load(Path.Combine(Folder, "letters.npz"), new NpzOptions { Mapping = letters });
        LabeledImages mat = EmnistMat.Load(Path.Combine(Folder, "letters.mat"), DatasetPart.Train, letters);

        Assert.Equal(("ABC", "ABC"), (Names(npz), Names(mat)));
        Assert.Equal(Control(0), npz.Pixels.ToArray());
        Assert.Equal(Control(0), mat.Pixels.ToArray());
    }

    [Theory]
    [InlineData("letters.npz", "a zip file, as .npz is. NpzFile.Load reads .npz; unpack any other.")]
    [InlineData("letters.mat", "a MATLAB 5 file (.mat). EmnistMat.Load reads EMNIST's.")]
    public void What_is_no_table_is_named(string file, string found)
    {
        var fault = Assert.Throws<DatasetFormatException>(() => Load(file, new EmnistCsvOptions()));

        Assert.EndsWith($"{file}, byte 0: expected text, CSV in UTF-8, found {found}", fault.Message, StringComparison.Ordinal);
    }

    private static LabeledImages Load(string file, EmnistCsvOptions options) =>
        EmnistCsv.Load(Path.Combine(Folder, file), options with { Transposed = false });

    private static byte[] Control(int skipped) => [.. File.ReadAllLines(Path.Combine(Folder, "az-no-header.csv"))
        .Skip(skipped).SelectMany(line => line.Split(',').Skip(1)).Select(byte.Parse)];

    private static string Names(LabeledImages images) => string.Concat(images.Labels.ToArray().Select(label => images.ClassNames[label]));
}
