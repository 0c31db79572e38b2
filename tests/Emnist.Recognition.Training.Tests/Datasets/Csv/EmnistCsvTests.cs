using System.Text;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using FsCheck;
using FsCheck.Fluent;

namespace Emnist.Recognition.Training.Tests.Datasets;

public sealed class EmnistCsvTests : IDisposable
{
    private const string Advice = "Each row is a label and the pixels of an image, as whole numbers of 0 to 255.";

    // Two columns, three rows: the smallest images that show which is which.
    private static readonly EmnistCsvOptions Small = new() { Size = new ImageSize { Width = 2, Height = 3 }, Transposed = false };
    private static readonly EmnistCsvOptions SmallTransposed = new() { Size = Small.Size };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_become_images()
    {
        LabeledImages images = Load("9,1,2,3,4,5,6\n0,11,12,13,14,15,255\n", Small);

        Assert.Equal((2, 3, 2), (images.Width, images.Height, images.Count));
        Assert.Equal([1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 255], images.Pixels.ToArray());
        Assert.Equal([9, 0], images.Labels.ToArray());
    }

    [Fact]
    public void EMNISTs_images_are_set_upright() =>
        Assert.Equal([1, 4, 2, 5, 3, 6], Load("0,1,2,3,4,5,6", SmallTransposed).Pixels.ToArray());

    [Theory]
    [InlineData("label,pixel0,pixel1\n0,1,2,3,4,5,6\n")]
    [InlineData("\"label\",\"1x1\"\r\n0,1,2,3,4,5,6\r\n\r\n")]
    [InlineData("\ufeffLabel\n0,1,2,3,4,5,6")]
    [InlineData("\ufeff0,1,2,3,4,5,6")]
    [InlineData("\n\r\n 0 , 1, 2,3 ,4,5,006  \n\n")]
    public void Headers_marks_spaces_and_line_ends_do_not_matter(string text) =>
        Assert.Equal([1, 2, 3, 4, 5, 6], Load(text, Small).Pixels.ToArray());

    [Fact]
    public void Labels_become_class_indices_of_the_split()
    {
        string row = "26" + string.Concat(Enumerable.Repeat(",7", 784)) + "\n";
        string path = _folder.Write("letters.csv", IdxBytes.Gzip(Encoding.ASCII.GetBytes(row)));
        LabeledImages images = EmnistCsv.Load(path, EmnistSplit.Letters);

        Assert.Equal((28, 28, 1), (images.Width, images.Height, images.Count));
        Assert.Equal("Z", images.ClassNames[images.Labels.Span[0]]);
        Assert.All(images.Pixels.ToArray(), pixel => Assert.Equal(7, pixel));
    }

    [Theory]
    [InlineData("", "line 1: expected a row for each image, found no row at all. Check that the file is the right one.")]
    [InlineData("label,pixel0\n", "line 2: expected a row for each image, found no row at all. Check that the file is the right one.")]
    [InlineData("1,2,3,4,5,6,7\n1,2,3", "line 2, column 3: expected 7 cells in the row, found the end of the data. " + Advice)]
    [InlineData("1,2,3\n4,5,6,7", "line 1, column 3: expected 7 cells in the row, found the end of the row after 3. " + Advice)]
    [InlineData("1,2,3,4,5,6,7,8\n", "line 1, column 8: expected the end of the row after 7 cells, found more. " + Advice)]
    [InlineData("1,2,256,4,5,6,7", "line 1, column 3: expected a whole number of 0 to 255, found 256. " + Advice)]
    [InlineData("1,2,10000000000,4,5,6,7", "line 1, column 3: expected a whole number of 0 to 255, found 1000.... " + Advice)]
    [InlineData("1,2,-3,4,5,6,7", "line 1, column 3: expected a whole number of 0 to 255, found '-3'. " + Advice)]
    [InlineData("1,2,3.5,4,5,6,7", "line 1, column 3: expected a whole number of 0 to 255, found 3.... " + Advice)]
    [InlineData("1,2,,4,5,6,7", "line 1, column 3: expected a whole number of 0 to 255, found an empty cell. " + Advice)]
    [InlineData("x,2,3,4,5,6,7", "line 1, column 1: expected a whole number of 0 to 255, found 'x'. " + Advice)]
    [InlineData(
        "\n10,2,3,4,5,6,7",
        "line 2, column 1: expected a label of the digits' mapping, found 10. Give the Mapping that belongs to the file.")]
    public void A_fault_names_line_and_column(string text, string message)
    {
        var fault = Assert.Throws<DatasetFormatException>(() => Load(text, Small));

        Assert.Equal("CSV stream, " + message, fault.Message);
    }

    [Fact]
    public void A_gzip_that_is_cut_anywhere_is_refused()
    {
        byte[] packed = IdxBytes.Gzip("1,2,3,4,5,6,7\n1,2,3,4,5,6,8\n"u8.ToArray());
        for (int length = 0; length < packed.Length; length++)
        {
            string path = _folder.Write("some.csv.gz", packed[..length]);
            var fault = Assert.Throws<DatasetFormatException>(() => EmnistCsv.Load(path, Small));
            Assert.StartsWith($"{path}, ", fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, EmnistCsv.Load(_folder.Write("some.csv.gz", packed), Small).Count);
        string cut = _folder.Write("some.csv.gz", packed[..^1]);
        Assert.StartsWith(
            $"{cut}, gzip: expected a complete gzip file, found ",
            Assert.Throws<DatasetFormatException>(() => EmnistCsv.Load(cut, Small)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 28)]
    [InlineData(28, 1025)]
    public void Sizes_have_a_range(int width, int height) => Assert.Throws<ArgumentOutOfRangeException>(
        () => EmnistCsv.Load(Stream.Null, new EmnistCsvOptions { Size = new ImageSize { Width = width, Height = height } }));

    [Fact]
    public void What_is_written_is_read_however_the_stream_gives_it()
    {
        // 60 images of 784 pixels are more than the reader's buffer holds.
        byte[] pixels = new byte[60 * 784];
        new Random(2).NextBytes(pixels);
        var text = new StringBuilder();
        for (int i = 0; i < 60; i++)
        {
            text.Append(i % 10).Append(',').AppendJoin(',', pixels.Skip(i * 784).Take(784)).Append('\n');
        }

        byte[] bytes = Encoding.ASCII.GetBytes(text.ToString());
        LabeledImages images = EmnistCsv.Load(new TrickleStream(bytes, 1), new EmnistCsvOptions { Transposed = false });

        Assert.Equal(pixels, images.Pixels.ToArray());
        Assert.Equal(Enumerable.Range(0, 60).Select(i => (byte)(i % 10)), images.Labels.ToArray());
    }

    [Fact]
    public void Any_bytes_load_or_are_refused_by_the_librarys_own_exception()
    {
        var pieces = Gen.Elements("1", "25", "256", ",", ",", "\n", "\r\n", " ", "x", "label", "\"", "\0", "\x1f\x8b", "1,2,3,4,5,6,7");
        Prop.ForAll(pieces.ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            try
            {
                LabeledImages images = Load(text, Small);
                return images.Count > 0;
            }
            catch (DatasetFormatException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    private static LabeledImages Load(string text, EmnistCsvOptions options) =>
        EmnistCsv.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)), options);
}
