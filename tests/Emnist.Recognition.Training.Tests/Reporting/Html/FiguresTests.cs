using System.Xml.Linq;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting.Html;

/// <summary>The parts of the page that have no file of tests of their own.</summary>
public class FiguresTests
{
    private static readonly ClassificationMetrics Metrics = ClassificationMetrics.Compute(
        [0, 0, 0, 1], [0.9f, 0.1f, 0.8f, 0.2f, 0.3f, 0.7f, 0.05f, 0.95f], ["a", "b"]);

    private static readonly XDocument Page = HtmlPage.Parse(new EvaluationReport("Page", Metrics)
    {
        Tables = [new("Numbers", ["Name", "Value"], [["first", "1.5"], ["second", "-2 %"]]), new("Empty", ["Name"], [])],
    });

    // By hand: recall 2/3 and 1, precision 1 and 1/2, F1 4/5 and 2/3.
    [Fact]
    public void Each_class_has_its_bars_in_class_order()
    {
        Assert.Equal(
            ["a: recall 66.7 %, precision 100.0 %, F1 80.0 %; images: 3", "b: recall 100.0 %, precision 50.0 %, F1 66.7 %; images: 1"],
            Page.OfClass("g", "class").Select(one => one.Element("title")!.Value));
    }

    [Fact]
    public void The_weakest_class_stands_first_in_the_table()
    {
        IEnumerable<XElement> rows = Page.Section("classes")!.Descendants("tbody").Single().Elements();

        Assert.Equal(["b 1 2 100.0 % 50.0 % 66.7 %", "a 3 2 66.7 % 100.0 % 80.0 % b 1"], rows.Select(row => string.Join(' ', row.Elements().Select(cell => cell.Value.Trim())).Trim()));
    }

    [Fact]
    public void Each_confused_pair_has_a_row()
    {
        XElement row = Page.Section("confusion")!.Descendants("tbody").Single().Elements().Single();

        Assert.Equal(["a", "b", "1", "33.3 %"], row.Elements().Select(cell => cell.Value));
    }

    // 0.8 as a float is a little more.
    [Fact]
    public void Each_confidence_with_answers_has_a_bar_a_point_and_a_row()
    {
        XElement calibration = Page.Section("calibration")!;
        string[] expected = ["Mean confidence 70.0 %: 0.0 % right; answers: 1", "Mean confidence 80.0 %: 100.0 % right; answers: 1", "Mean confidence 90.0 %: 100.0 % right; answers: 1", "Mean confidence 95.0 %: 100.0 % right; answers: 1"];

        Assert.Equal(expected, calibration.OfClass("path", "count").Select(bar => bar.Value));
        Assert.Equal(expected, calibration.Descendants("circle").Select(point => point.Value));
        Assert.Equal(["67 to 73 %", "80 to 87 %", "87 to 93 %", "93 to 100 %"], calibration.Descendants("tbody").Descendants("th").Select(head => head.Value));
        Assert.Single(calibration.OfClass("path", "ideal"));
    }

    [Fact]
    public void A_further_table_sets_its_numbers_as_numbers()
    {
        XElement[] tables = [.. Page.Section("tables")!.Descendants("table")];

        Assert.Equal(["Numbers", "Empty"], tables.Select(table => table.Element("caption")!.Value));
        Assert.Equal(["t", "n", "t", "n"], tables[0].Descendants("td").Select(cell => (string?)cell.Attribute("class")));
        Assert.Equal(["first", "1.5", "second", "-2 %"], tables[0].Descendants("td").Select(cell => cell.Value));
    }

    // A network whose weights have burst answers NaN for every class.
    [Fact]
    public void What_is_not_a_number_is_a_dash()
    {
        var network = new Network(TensorShape.Image(new ImageSize { Width = 2, Height = 1 }), new Flatten(), new Dense(2));
        network.Layers[1].Parameters[0].Values.Fill(float.NaN);
        var images = new LabeledImages(new ImageSize { Width = 2, Height = 1 }, new byte[] { 1, 2, 3, 4 }, new byte[] { 0, 1 }, ["a", "b"]);

        XDocument page = HtmlPage.Parse(new EvaluationReport("NaN", Evaluator.Evaluate(network, images)));

        Assert.Equal("–", page.Descendants("dt").Single(term => term.Value == "Log-loss").Parent!.Descendants("b").Single().Value);
        Assert.DoesNotContain("NaN", page.Section("calibration")!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("–", string.Concat(page.Descendants("path").Attributes("d").Select(d => d.Value)), StringComparison.Ordinal);
    }
}
