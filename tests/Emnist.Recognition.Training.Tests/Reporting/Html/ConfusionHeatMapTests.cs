using System.Xml.Linq;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting.Html;

public class ConfusionHeatMapTests
{
    // Of the four images of q one is taken for 9; both of 9 are right.
    [Fact]
    public void A_cell_tells_what_was_taken_for_what()
    {
        ClassificationMetrics metrics = ClassificationMetrics.Compute(
            [0, 0, 0, 0, 1, 1], [1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1], ["q", "9"]);

        XElement map = Map(metrics);

        Assert.Equal(
            ["q recognised: 3 of 4 (75.0 %)", "q taken for 9: 1 of 4 (25.0 %)", "9 recognised: 2 of 2 (100.0 %)"],
            map.Descendants("title").Select(title => title.Value));
        Assert.Equal(["r2", "w6", "r6"], Cells(map).Select(cell => (string?)cell.Attribute("class")));
        Assert.Equal(["M0 0h1v1h-1z", "M1 0h1v1h-1z", "M1 1h1v1h-1z"], Cells(map).Select(cell => (string?)cell.Attribute("d")));
        Assert.Equal(["3", "1", "2"], map.OfClass("text", "on").Select(number => number.Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(47)]
    public void There_is_a_cell_for_each_count_but_none_for_zero(int classes)
    {
        ClassificationMetrics metrics = HtmlPage.Metrics(classes);
        ConfusionMatrix matrix = metrics.ConfusionMatrix;
        IEnumerable<string> expected =
            from actual in Enumerable.Range(0, classes)
            from predicted in Enumerable.Range(0, classes)
            where matrix[actual, predicted] > 0
            select $"M{predicted} {actual}h1v1h-1z {(actual == predicted ? $"class {actual} recognised" : $"class {actual} taken for class {predicted}")}: {matrix[actual, predicted]} of {matrix.CountActual(actual)}";

        IEnumerable<string> actualCells = Cells(Map(metrics)).Select(cell => $"{(string?)cell.Attribute("d")} {cell.Value.Split(" (")[0]}");

        Assert.Equal(expected, actualCells);
    }

    // 65,536 counts would take 8 MB with their titles: the 6,000 largest have one, the others share a path a colour.
    [Fact]
    public void Of_very_many_cells_the_smaller_have_no_title()
    {
        ClassificationMetrics metrics = HtmlPage.Metrics(256, 100_000, 0, static i => $"{i}");
        ConfusionMatrix matrix = metrics.ConfusionMatrix;
        int counts = Enumerable.Range(0, 65_536).Count(i => matrix[i / 256, i % 256] > 0);

        XElement[] cells = [.. Cells(Map(metrics))];

        Assert.Equal(6000, cells.Count(cell => cell.Element("title") is not null));
        Assert.Equal(counts - 6000, cells.Where(cell => cell.Element("title") is null).Sum(cell => ((string)cell.Attribute("d")!).Count(c => c == 'M')));
    }

    [Fact]
    public void Every_class_has_its_name_on_both_axes_while_there_is_room()
    {
        Assert.Equal(2, Map(HtmlPage.Metrics(47)).Elements("text").Count(text => text.Value == "class 46"));
        Assert.InRange(Map(HtmlPage.Metrics(256)).Elements("text").Count(), 2 * 40, 2 * 80);
    }

    private static XElement Map(ClassificationMetrics metrics) =>
        HtmlPage.Parse(new EvaluationReport("Map", metrics)).OfClass("svg", "map").Single();

    private static IEnumerable<XElement> Cells(XElement map) => map.OfClass("g", "cells").Single().Elements("path");
}
