using System.Xml.Linq;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting.Html;

public class LearningCurveChartTests
{
    [Fact]
    public void Curves_of_a_chart_share_it_and_its_legend()
    {
        XElement training = Training(
            new LearningCurve("Loss", "training", [2, 1]), new LearningCurve("Accuracy", "validation", [0.5, 0.75]), new LearningCurve("Loss", "validation", [3, 2.5]));

        XElement[] charts = [.. training.Descendants("figure")];
        Assert.Equal(["Loss by epoch", "Accuracy by epoch"], charts.Select(chart => chart.Element("figcaption")!.Value));
        Assert.Equal(["training 2 to 1", "validation 3 to 2.5"], charts[0].Descendants("li").Select(entry => entry.Value.Trim()));
    }

    [Fact]
    public void A_point_tells_its_value()
    {
        XElement training = Training(new LearningCurve("Loss", "training", [0.123456, 2]));

        Assert.Equal(["training, epoch 1: 0.12346", "training, epoch 2: 2"], training.Descendants("circle").Select(dot => dot.Value));
    }

    [Fact]
    public void A_value_that_is_not_there_is_a_gap()
    {
        XElement training = Training(new LearningCurve("Loss", "training", [3, 2, double.NaN, 1, double.PositiveInfinity, 1, 1]));

        string line = (string)training.OfClass("path", "line").First().Attribute("d")!;
        Assert.Equal("MLMML", new string([.. line.Where(char.IsAsciiLetter)]));
        Assert.Equal(5, training.Descendants("circle").Count());
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { double.NaN })]
    [InlineData(new[] { 0.7 })]
    [InlineData(new[] { 0.7, 0.7, 0.7 })]
    [InlineData(new[] { -1e-30, 1e-30 })]
    [InlineData(new[] { -1e99, 1e99, double.MaxValue, double.MinValue })]
    [InlineData(new[] { 1, 1.0000000000000002 })]
    public void Any_values_make_a_chart(double[] values)
    {
        XElement training = Training(new LearningCurve("Any", "series", values));

        Assert.All(training.Descendants("path"), path => Assert.Matches("^[MLHhVvz0-9. -]*$", (string)path.Attribute("d")!));
        Assert.InRange(training.OfClass("text", "end").Count(), 2, 12);
    }

    [Fact]
    public void Very_many_epochs_make_no_large_page()
    {
        double[] values = [.. Enumerable.Range(0, 100_000).Select(static i => Math.Exp(-i / 20_000.0))];

        XElement training = Training(new LearningCurve("Loss", "training", values));

        Assert.InRange(training.ToString().Length, 1000, 30_000);
        Assert.Contains("100000", training.OfClass("text", "mid").Select(text => text.Value));
    }

    [Fact]
    public void Twenty_four_series_look_different()
    {
        XElement training = Training([.. Enumerable.Range(0, 24).Select(static i => new LearningCurve("Loss", $"{i}", [i]))]);

        Assert.Equal(24, training.Descendants("li").Descendants("path").Select(line => (string?)line.Attribute("class")).Distinct().Count());
    }

    private static XElement Training(params LearningCurve[] curves) =>
        HtmlPage.Parse(new EvaluationReport("Curves", HtmlPage.Metrics(2)) { Curves = curves }).Section("training")!;
}
