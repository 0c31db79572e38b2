using System.Xml;
using System.Xml.Linq;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Training.Reporting;
using Emnist.Recognition.Training.Tests.Reporting.Html;

namespace Emnist.Recognition.Training.Tests.Reporting;

/// <summary>The measures are those of the sheet: cells of 128 x 172 under a title of 34, the image of 112 x 112 at (8, 44) in its cell.</summary>
public sealed class SampleGridTests
{
    private const int Title = 34;
    private const int CellWidth = 128;
    private const int CellHeight = 172;
    private const int ImageTop = 44;

    private static readonly ImageSize Size = new() { Width = 4, Height = 2 };

    [Fact]
    public void The_picture_has_every_pixel_of_an_image_as_a_square_of_ink_on_paper()
    {
        GrayImage sheet = new SampleGrid("t", [Sample([0, 255, 100, 0, 255, 0, 0, 7])]).ToImage();

        // 4 x 2 pixels of 28 x 28, in the middle of 112 x 112.
        Assert.Equal((CellWidth, Title + CellHeight), (sheet.Width, sheet.Height));
        Assert.Equal([255, 0, 155, 255], Enumerable.Range(0, 4).Select(x => At(sheet, 8 + (28 * x) + 27, Title + ImageTop + 28)));
        Assert.Equal([0, 255, 255, 248], Enumerable.Range(0, 4).Select(x => At(sheet, 8 + (28 * x), Title + ImageTop + 28 + 55)));
    }

    [Theory]
    [InlineData(1, 8, 1, 1)]
    [InlineData(9, 8, 8, 2)]
    [InlineData(7, 3, 3, 3)]
    public void Images_stand_in_rows(int count, int columns, int across, int down)
    {
        var grid = new SampleGrid("t", [.. Enumerable.Repeat(Sample(new byte[8]), count)]) { Columns = columns };

        Assert.Equal((across * CellWidth, Title + (down * CellHeight)), (grid.ToImage().Width, grid.ToImage().Height));
    }

    [Fact]
    public void Text_is_drawn_and_characters_beyond_ASCII_are_boxes()
    {
        string[] rows = Text(new SampleGrid("t", [Sample(new byte[8]) with { Truth = "1", Answer = "é" }]).ToImage(), 6);

        Assert.Equal(
            [
                "..#................#..........#####.",
                ".##.................#.........#...#.",
                "..#..................#........#...#.",
                "..#.........#####.....#.......#...#.",
                "..#..................#........#...#.",
                "..#.................#.........#...#.",
                ".###...............#..........#####.",
            ],
            rows);
    }

    [Fact]
    public void A_mistake_is_framed_and_its_text_is_white_on_black()
    {
        SampleImage right = Sample(new byte[8]) with { Truth = "1", Answer = "1" };
        GrayImage sheet = new SampleGrid("t", [right, right with { IsMistake = true }]).ToImage();

        Assert.Equal((255, 0), (At(sheet, 8 - 3, Title + 100), At(sheet, CellWidth + 8 - 3, Title + 100)));
        Assert.Equal((255, 0), (At(sheet, 60, Title), At(sheet, CellWidth + 60, Title)));
        Assert.Equal((0, 255), (At(sheet, 8 + 4, Title + 6), At(sheet, CellWidth + 8 + 4, Title + 6)));
    }

    [Fact]
    public void Large_images_and_long_texts_keep_their_place()
    {
        var large = new SampleImage(new ImageSize { Width = 1000, Height = 3 }, Enumerable.Repeat((byte)255, 3000).ToArray()) { Answer = new string('w', 500), Confidence = 1 };
        GrayImage sheet = new SampleGrid(new string('x', 1000), [large, Sample(new byte[8])]).ToImage();

        Assert.Equal((2 * CellWidth, Title + CellHeight), (sheet.Width, sheet.Height));
        Assert.Equal(0, At(sheet, CellWidth / 2, Title + ImageTop + 55));
        Assert.Equal(255, At(sheet, CellWidth, Title + 8));
    }

    [Fact]
    public void The_page_tells_truth_answer_and_confidence_over_each_image()
    {
        SampleImage[] samples =
        [
            Sample(new byte[8]) with { Truth = "7", Answer = "7", Confidence = 0.931f, Name = "<a>.png" },
            Sample(new byte[8]) with { Truth = "<b>", Answer = "1", Confidence = 0.5f, IsMistake = true },
            new SampleImage(default, default) { Truth = "x" },
        ];

        XDocument page = Parse(new SampleGrid("A & B", samples));
        XElement[] items = [.. page.Descendants("li")];

        Assert.Equal("A & B", page.Descendants("h1").Single().Value);
        Assert.Contains("3 images, 1 answer wrong.", page.OfClass("p", "lead").Single().Value, StringComparison.Ordinal);
        Assert.Equal(["7 → 793.1%<a>.png", "<b> → 150.0% wrong", "x → none"], items.Select(static item => item.Value));
        Assert.Equal([null, "wrong", null], items.Select(static item => (string?)item.Attribute("class")));
        Assert.Equal([1, 1, 0], items.Select(static item => item.Descendants("img").Count()));
        Assert.StartsWith("data:image/png;base64,", (string)items[0].Descendants("img").Single().Attribute("src")!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_unlabelled_images_has_the_answers_alone()
    {
        XDocument page = Parse(new SampleGrid("t", [Sample(new byte[8]) with { Answer = "4", Confidence = 0.25f }]));

        Assert.Equal("1 image.", page.OfClass("p", "lead").Single().Value);
        Assert.Equal("425.0%", page.Descendants("li").Single().Value);
    }

    [Fact]
    public void An_image_is_told_by_its_size_and_texts()
    {
        Assert.Equal("4 x 2, 7 -> 1 93.1%", $"{Sample([]) with { Truth = "7", Answer = "1", Confidence = 0.931f }}");
        Assert.Equal("4 x 2, none", $"{Sample([])}");
    }

    [Fact]
    public void What_is_no_grid_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new SampleGrid("", [Sample(new byte[8])]));
        Assert.StartsWith("A grid has 1 to 10000 images, not 0.", Assert.Throws<ArgumentException>(() => new SampleGrid("t", [])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Image 1 is 4 x 2 and has 7 pixels.",
            Assert.Throws<ArgumentException>(() => new SampleGrid("t", [Sample(new byte[8]), Sample(new byte[7])])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleGrid("t", [Sample(new byte[8])]) { Columns = 0 });
    }

    private static SampleImage Sample(byte[] pixels) => new(Size, pixels);

    private static int At(GrayImage image, int x, int y) => image.Pixels[(y * image.Width) + x];

    /// <summary>The first line of text over the first image: a sign for each of its pixels, which are squares of two.</summary>
    private static string[] Text(GrayImage sheet, int letters) =>
    [
        .. Enumerable.Range(0, 7).Select(row => string.Concat(
            Enumerable.Range(0, letters * 6).Select(column => At(sheet, 8 + (2 * column), Title + 6 + (2 * row)) == 0 ? '#' : '.'))),
    ];

    private static XDocument Parse(SampleGrid grid)
    {
        using var reader = XmlReader.Create(new StringReader(grid.ToHtml()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
