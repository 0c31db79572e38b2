using System.Text;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Datasets.Downloads;

namespace Emnist.Recognition.Training.Tests.Datasets;

/// <summary>Every reader tells a program, too, which file it is, where in it the fault lies, what was expected and what is there.</summary>
public sealed class DatasetFormatExceptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_idx_files()
    {
        string path = _folder.Write("images", [0, 0, 8, 1]);

        const string magic = "the magic number 00000803 of IDX images (3 dimensions)";
        Check(() => IdxFile.ReadImages(path), path, "byte 0", magic, "00000801, labels (1 dimension)");
        Check(() => IdxFile.ReadImages(new MemoryStream([1])), null, "byte 0", magic, "1 bytes in all");
    }

    [Fact]
    public void Of_gzip()
    {
        string path = _folder.Write("labels.gz", IdxBytes.Gzip([0, 0, 8, 1, 0, 0, 0, 1, 7])[..^1]);

        var fault = Assert.Throws<DatasetFormatException>(() => IdxFile.ReadLabels(path));
        Assert.Equal((path, "gzip", "a complete gzip file"), (fault.Path, fault.Place, fault.Expected));
        Assert.NotEmpty(fault.Actual!);
    }

    [Fact]
    public void Of_csv_files()
    {
        string path = Write("rows.csv", "label\n1,2,3,4,5\n1,2,3,4,x\n");
        var options = new EmnistCsvOptions { Size = 2 };

        Check(() => EmnistCsv.Load(path, options), path, "line 3, column 5", "a whole number of 0 to 255", "'x'");
        Check(() => EmnistCsv.Load(Stream.Null, options), null, "line 1", "a row for each image", "no row at all");
    }

    [Fact]
    public void Of_mappings()
    {
        string path = Write("mapping.txt", "0 48\n0 49\n");

        Check(() => CharacterMapping.Read(path), path, "line 2", "each label once", "label 0 again");
        Check(() => CharacterMapping.Read(new StringReader("300 48")), null, "line 1", "a label of 0 to 255", "300");
    }

    [Fact]
    public void Of_tables_of_labels()
    {
        string path = Write("labels.csv", "file,label\na.png,\n");

        Check(() => ImageFolder.Load(_folder.Path), path, "line 2", "a label", "none");
    }

    [Fact]
    public void Of_folders_of_pictures()
    {
        string folder = _folder.Path;
        Check(() => ImageFolder.Load(folder), folder, "its content", "a folder of pictures for each class, or labels.csv", "no picture in a folder of its class");

        Directory.CreateDirectory(Path.Combine(folder, "a"));
        Write("a/1.png", "no picture");
        var fault = Assert.Throws<DatasetFormatException>(() => ImageFolder.Load(folder));
        Assert.Equal((folder, "a/1.png", "a picture"), (fault.Path, fault.Place, fault.Expected));
        Assert.Equal($"{Path.Combine(folder, "a/1.png")}: {fault.Actual}", fault.InnerException!.Message);
        Assert.Equal(2, fault.Message.Split(folder).Length);
    }

    [Fact]
    public void Of_archives()
    {
        string path = Write("gzip.zip", "no archive");

        var fault = Assert.Throws<DatasetFormatException>(() => EmnistArchive.Unpack(path, _folder.Path, null, CancellationToken.None));
        Assert.Equal((path, "zip", "a whole zip file"), (fault.Path, fault.Place, fault.Expected));
        Assert.NotEmpty(fault.Actual!);
    }

    private static void Check(Action read, string? path, string place, string expected, string actual)
    {
        var fault = Assert.Throws<DatasetFormatException>(read);

        Assert.Equal((path, place, expected, actual), (fault.Path, fault.Place, fault.Expected, fault.Actual));
        Assert.Contains($", {place}: expected {expected}, found {actual}. ", fault.Message, StringComparison.Ordinal);
    }

    private string Write(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));
}
