using System.Text;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using FsCheck;
using FsCheck.Fluent;

namespace Emnist.Recognition.Training.Tests.Datasets;

public sealed class EmnistCsvTests : IDisposable
{
    private const string Advice = "Each row is a label and the pixels of an image, as whole numbers of 0 to 255.";
    private const string InkAdvice = Advice + " Where another number is full ink, set MaxPixel to it.";

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

    [Theory]
    [InlineData("1;2;3;4;5;6;7\n", "1:2 3 4 5 6 7")]
    [InlineData("1\t2\t3\t4\t5\t6\t7\r\n", "1:2 3 4 5 6 7")]
    [InlineData("1|2|3|4|5|6|7", "1:2 3 4 5 6 7")]
    [InlineData("  1 2  3 4 5 6 7  \n 2 3 4 5 6 7 8", "1:2 3 4 5 6 7;2:3 4 5 6 7 8")]
    [InlineData("1.0,2.0,3,4,5.00,6,7e0\n", "1:2 3 4 5 6 7")]
    [InlineData("1,0,1,0.5,0.25,0.0,1.0\n0,1,1,1,1,1,1", "1:0 255 128 64 0 255;0:255 255 255 255 255 255")]
    [InlineData("1;0;1,0;0,5;0,25;0;1", "1:0 255 128 64 0 255")]
    [InlineData("\"1\",\"2\", \"3\" ,\"4\",\"5\",\"6\",\"7\"", "1:2 3 4 5 6 7")]
    [InlineData("2,3,4,5,6,7,b\n2,3,4,5,6,8,a", "b:2 3 4 5 6 7;a:2 3 4 5 6 8")]
    [InlineData("a,2,3,4,5,6,7\n7,2,3,4,5,6,8", "a:2 3 4 5 6 7;7:2 3 4 5 6 8")]
    [InlineData("p1,p2,p3,p4,p5,p6,class\n2,3,4,5,6,7,0\n2,3,4,5,6,8,1", "0:2 3 4 5 6 7;1:2 3 4 5 6 8")]
    [InlineData("p1\tp2\tp3\tp4\tp5\tp6\tlabel\n2\t3\t4\t5\t6\t7\t0", "0:2 3 4 5 6 7")]
    [InlineData(",label,p1,p2,p3,p4,p5,p6\n0,9,2,3,4,5,6,7\n1,8,2,3,4,5,6,8", "9:2 3 4 5 6 7;8:2 3 4 5 6 8")]
    [InlineData("\"\",\"p1\",\"p2\",\"p3\",\"p4\",\"p5\",\"p6\",\"y\"\n\"0\",2,3,4,5,6,7,9", "9:2 3 4 5 6 7")]
    [InlineData("0,0.1,0.2,0.3,7,7.1,0.4\n1,2,3,4,5,6,7", "1:2 3 4 5 6 7")]
    public void Tables_are_taken_as_they_are(string text, string expected)
    {
        LabeledImages images = Load(text, Small);

        Assert.Equal(expected, Describe(images));
    }

    [Fact]
    public void Numbers_of_columns_are_a_header()
    {
        var options = new EmnistCsvOptions { Size = 4, Transposed = false };
        string row = "1," + string.Join(',', Enumerable.Repeat(5, 16));

        Assert.Equal(1, Load($"{string.Join(',', Enumerable.Range(0, 17))}\n{row}", options).Count);
        Assert.Equal(1, Load($"label,{string.Join(',', Enumerable.Range(0, 16))}\n{row}", options).Count);
        Assert.Equal(1, Load($",{string.Join(',', Enumerable.Range(0, 17))}\n0,{row}", options).Count);
    }

    [Theory]
    [InlineData("0,2,3,4,5,6,7\n0,2,3,4,5,6,8", CsvLabels.First, "0:2 3 4 5 6 7;0:2 3 4 5 6 8")]
    [InlineData("0,2,3,4,5,6,7\n0,2,3,4,5,6,8", CsvLabels.Last, "7:0 2 3 4 5 6;8:0 2 3 4 5 6")]
    [InlineData("id,p1,p2,p3,p4,p5,p6\n1,2,3,4,5,6,7", CsvLabels.None, "unlabelled:2 3 4 5 6 7")]
    public void Options_say_what_a_table_does_not(string text, CsvLabels labels, string expected) =>
        Assert.Equal(expected, Describe(Load(text, Small with { Labels = labels })));

    [Fact]
    public void Row_numbers_and_full_ink_are_told()
    {
        var options = Small with { HasRowNumbers = true, MaxPixel = 16, Mapping = CharacterMapping.ForSplit(EmnistSplit.Balanced) };

        Assert.Equal("a:0 64 128 191 255 255", Describe(Load("0,36,0,4,8,12,16,16", options)));
        Assert.Equal("a:0 64 128 191 255 255", Describe(Load("0,a,0,4,8,12,16,16", options)));
        Assert.Contains("expected a label of the mapping of EMNIST Balanced, found 'j'.", Fault("0,j,0,4,8,12,16,16", options), StringComparison.Ordinal);
        Assert.Contains("column 3: expected a number of 0 to 16, found 17.", Fault("0,a,17,4,8,12,16,16", options), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_become_class_indices_of_the_split()
    {
        string row = "26" + string.Concat(Enumerable.Repeat(",207", 784)) + "\n";
        string path = _folder.Write("letters.csv", IdxBytes.Gzip(Encoding.ASCII.GetBytes(row)));
        LabeledImages images = EmnistCsv.Load(path, EmnistSplit.Letters);

        Assert.Equal((28, 28, 1), (images.Width, images.Height, images.Count));
        Assert.Equal("Z", images.ClassNames[images.Labels.Span[0]]);
        Assert.All(images.Pixels.ToArray(), pixel => Assert.Equal(207, pixel));
    }

    [Theory]
    [InlineData("", "line 1: expected a row for each image, found no row at all. Check that the file is the right one.")]
    [InlineData("label,pixel0\n", "line 2: expected a row for each image, found no row at all. Check that the file is the right one.")]
    [InlineData("1,2,3,4,5,6,7\n1,2,3", "line 2, column 3: expected 7 cells in the row, found the end of the data. " + Advice)]
    [InlineData("1,2,3\n4,5,6,7", "line 1, column 3: expected 7 cells in the row, found the end of the row after 3. " + Advice)]
    [InlineData("1,2,3,4,5,6,7,8\n", "line 1, column 8: expected the end of the row after 7 cells, found more. " + Advice)]
    [InlineData("1,2,256,4,5,6,7", "line 1, column 3: expected a whole number of 0 to 255, found 256. " + InkAdvice)]
    [InlineData("1,2,10000000000,4,5,6,7", "line 1, column 3: expected a whole number of 0 to 255, found 10000000000. " + InkAdvice)]
    [InlineData("1,2,-3,4,5,6,7", "line 1, column 3: expected a whole number of 0 to 255, found -3. " + Advice)]
    [InlineData("1,2,3.5,4,5,6,7", "line 1, column 3: expected a whole number of 0 to 255, found 3.5. " + InkAdvice)]
    [InlineData("1,2,,4,5,6,7", "line 1, column 3: expected a whole number of 0 to 255, found an empty cell. " + Advice)]
    [InlineData("1,2,x,4,5,6,7", "line 1, column 3: expected a whole number of 0 to 255, found 'x'. " + Advice)]
    [InlineData("1.5,2,3,4,5,6,7", "line 1, column 1: expected a label, a whole number of 0 to 255, found 1.5. " + Advice)]
    [InlineData("300,2,3,4,5,6,7", "line 1, column 1: expected a label, a whole number of 0 to 255, found 300. " + Advice)]
    [InlineData(",2,3,4,5,6,7", "line 1, column 1: expected a label, found an empty cell. " + Advice)]
    [InlineData("1,0.2,0.3,0.4,0.5,2,0", "line 1, column 6: expected a number of 0 to 1, as those before it, found 2. " + InkAdvice)]
    [InlineData("1,2,0.3,0.4,0.5,2,0", "line 1, column 3: expected a whole number of 0 to 255, found 0.3. " + InkAdvice)]
    [InlineData("1,2,NaN,4,5,6,7", "line 1, column 3: expected a whole number of 0 to 255, found 'NaN'. " + Advice)]
    [InlineData("1,2,\"3,4,5,6,7", "line 1, column 3: expected a cell with a quote at its end, or none in it, found '\"3,4,5,6,7'. Check that quotes are in pairs.")]
    [InlineData("1,0,1,1,0,0,0", "line 1: expected pixels of 0 to 255, found zeros and ones alone. Set EmnistCsvOptions.MaxPixel to 1 where 1 is full ink, else to 255.")]
    [InlineData(
        "0,2,3,4,5,6,7\n0,2,3,4,5,6,8",
        "line 2: expected labels in the first column, found one and the same, and others in the last column. Set EmnistCsvOptions.Labels to First or Last.")]
    [InlineData("1,2,3,4,5,6", "line 1: expected a label beside the pixels, first or last, found 6 columns, '1', '2', '3'.... Say by EmnistCsvOptions.Labels where the labels are.")]
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
    public void Labels_of_text_are_made_once_each()
    {
        const int count = 20_000;
        var options = new EmnistCsvOptions { Size = 1, Transposed = false, Mapping = CharacterMapping.ForCharacters("ABCDEFGHIJ") };
        byte[] Rows(string labels) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, count).Select(i => $"{labels[i % 10]},{i % 256}\n")));
        (byte[] numbers, byte[] names) = (Rows("0123456789"), Rows("ABCDEFGHIJ"));
        long Allocated(byte[] rows)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(count, EmnistCsv.Load(new MemoryStream(rows), options).Count);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(names);
        Assert.InRange(Allocated(names) - Allocated(numbers), -100_000, 100_000);
    }

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

    private static string Describe(LabeledImages images) => string.Join(';', Enumerable.Range(0, images.Count).Select(
        i => $"{images.ClassNames[images.GetLabel(i)]}:{string.Join(' ', images.GetImage(i).ToArray())}"));

    private static string Fault(string text, EmnistCsvOptions options) =>
        Assert.Throws<DatasetFormatException>(() => Load(text, options)).Message;

    private static LabeledImages Load(string text, EmnistCsvOptions options) =>
        EmnistCsv.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)), options);
}
