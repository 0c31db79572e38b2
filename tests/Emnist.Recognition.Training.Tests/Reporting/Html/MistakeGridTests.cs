using System.Xml.Linq;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting.Html;

public class MistakeGridTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(28, 28)]
    [InlineData(5, 3)]
    [InlineData(128, 2)]
    public void An_image_is_shown_as_dark_ink_on_white(int width, int height)
    {
        byte[] ink = new byte[width * height];
        new Random(width).NextBytes(ink);

        var size = new ImageSize { Width = width, Height = height };
        XElement grid = Grid(new MistakeImage(new Mistake(3, 0, 1, 0.5f, 0.25f), size, ink));
        GrayImage shown = Decode(grid.Descendants("img").Single());

        Assert.Equal((width, height), (shown.Width, shown.Height));
        Assert.Equal(ink, shown.Pixels.ToArray().Select(static grey => (byte)(255 - grey)));
    }

    [Fact]
    public void A_large_image_is_shown_smaller()
    {
        var size = new ImageSize { Width = 1000, Height = 300 };
        XElement grid = Grid(new MistakeImage(default, size, new byte[300_000]));
        GrayImage shown = Decode(grid.Descendants("img").Single());

        Assert.Equal((125, 38), (shown.Width, shown.Height));
    }

    [Fact]
    public void An_image_has_its_class_the_answer_and_the_confidence()
    {
        XElement shown = Grid(new MistakeImage(new Mistake(1234, 0, 1, 0.9876f, 0.01f), 1, new byte[1])).Descendants("li").Single();

        Assert.Equal("Image 1234: class 0 taken for class 1", (string?)shown.Element("img")!.Attribute("alt"));
        Assert.Equal("class 0 → class 1", shown.Element("span")!.Value);
        Assert.Equal("98.8 %", shown.Element("small")!.Value);
    }

    [Fact]
    public void A_class_that_there_is_not_is_shown_by_its_number()
    {
        Assert.Equal("#-1 → #300", Grid(new MistakeImage(new Mistake(0, -1, 300, 1, 0), 1, new byte[1])).Descendants("span").Single().Value);
    }

    [Fact]
    public void Of_very_many_images_the_first_are_shown()
    {
        XElement grid = Grid([.. Enumerable.Repeat(new MistakeImage(default, 1, new byte[1]), 1203)]);

        Assert.Equal(200, grid.Descendants("img").Count());
        Assert.Contains("And 1,003 more.", grid.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_images_there_is_a_table_of_what_the_metrics_know()
    {
        ClassificationMetrics metrics = HtmlPage.Metrics(3);

        XElement[] rows = [.. HtmlPage.Parse(new EvaluationReport("Table", metrics)).Section("mistakes")!.Descendants("tbody").Single().Elements()];

        Assert.Equal(metrics.WorstMistakes.Take(20).Select(m => $"{m.Index}"), rows.Select(row => row.Element("th")!.Value));
        Assert.Equal($"class {metrics.WorstMistakes[0].Actual}", rows[0].Elements("td").First().Value);
    }

    [Fact]
    public void An_image_of_other_pixels_than_its_size_is_refused()
    {
        var image = new MistakeImage(new Mistake(8, 0, 0, 0, 0), new ImageSize { Width = 2, Height = 3 }, new byte[5]);
        var fault = Assert.Throws<InvalidOperationException>(() => Grid(image));

        Assert.Equal("The image of mistake 8 is 2 x 3 and has 5 pixels.", fault.Message);
    }

    private static XElement Grid(params MistakeImage[] images) =>
        HtmlPage.Parse(new EvaluationReport("Grid", HtmlPage.Metrics(2)) { Mistakes = images }).Section("mistakes")!;

    private static GrayImage Decode(XElement img)
    {
        string source = (string)img.Attribute("src")!;
        const string Start = "data:image/png;base64,";
        Assert.StartsWith(Start, source, StringComparison.Ordinal);
        using var file = new MemoryStream(Convert.FromBase64String(source[Start.Length..]));
        return ImageDecoder.Decode(file);
    }
}
