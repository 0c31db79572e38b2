using System.Globalization;
using System.Text.Json;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting;

public sealed class EvaluationReportTests
{
    [Fact]
    public void Defaults_are_empty()
    {
        var report = new EvaluationReport("Title", SampleReport.Full.Metrics);

        Assert.Equal(("Title", SampleReport.Full.Metrics), (report.Title, report.Metrics));
        Assert.Equal((0, null), (report.Skipped, report.Duration));
        Assert.Empty(report.Facts);
        Assert.Empty(report.Curves);
        Assert.Empty(report.Tables);
        Assert.Empty(report.Mistakes);
        Assert.Empty(report.ImageNames);
    }

    [Fact]
    public void Lists_are_copied()
    {
        List<KeyValuePair<string, string>> facts = [new("Model", "small.onnx")];
        var report = new EvaluationReport("Title", SampleReport.Full.Metrics) { Facts = facts };
        facts.Clear();

        Assert.Single(report.Facts);
    }

    [Fact]
    public void Text_tells_the_title_and_the_main_figures() => Assert.Equal(
        $"Sample: {SampleReport.Full.Metrics}", $"{SampleReport.Full}");

    [Fact]
    public void Wrong_values_are_refused()
    {
        Assert.Equal("Facts", Assert.Throws<ArgumentNullException>(() => new EvaluationReport("Title", SampleReport.Full.Metrics) { Facts = null! }).ParamName);
        Assert.Throws<ArgumentException>(() => new EvaluationReport("", SampleReport.Full.Metrics));
        Assert.Throws<ArgumentNullException>(() => new EvaluationReport("Title", null!));
        Assert.Equal("Skipped", Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationReport("Title", SampleReport.Full.Metrics) { Skipped = -1 }).ParamName);
        Assert.Equal("Duration", Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationReport("Title", SampleReport.Full.Metrics) { Duration = TimeSpan.FromTicks(-1) }).ParamName);
    }

    [Fact]
    public void Mistakes_have_their_image_s_name_everywhere()
    {
        var report = new EvaluationReport("Title", SampleReport.Full.Metrics) { ImageNames = ["p.png", "q.png", "r.png", "s<1>.png"] };

        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        Assert.Equal(
            ["3 s<1>.png", "1 q.png"],
            json.RootElement.GetProperty("worstMistakes").EnumerateArray().Select(static m => $"{m.GetProperty("index")} {m.GetProperty("image")}"));
        Assert.Equal(["s<1>.png", "q.png"], report.ToTables().Single(static table => table.Title == "Worst mistakes").Rows.Select(static row => row[0]));
        Assert.Contains("| s&lt;1&gt;.png | c | a |", report.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("s&lt;1&gt;.png", report.ToHtml(), StringComparison.Ordinal);
        string pictures = new EvaluationReport("Title", report.Metrics)
        {
            ImageNames = report.ImageNames, Mistakes = [new(report.Metrics.WorstMistakes[0], 1, new byte[1])],
        }.ToHtml();
        Assert.Contains("s&lt;1&gt;.png", pictures, StringComparison.Ordinal);
        Assert.Equal(
            "There are 1 names for 4 images. (Parameter 'ImageNames')",
            Assert.Throws<ArgumentException>(() => new EvaluationReport("Title", report.Metrics) { ImageNames = ["one"] }).Message);
    }

    [Fact]
    public void Classes_that_do_not_occur_are_in_JSON_alone()
    {
        ClassificationMetrics metrics = ClassificationMetrics.Compute([0, 0], [0.75f, 0, 0.25f, 0.25f, 0, 0.75f], ["left", "absent", "answered"]);
        var report = new EvaluationReport("Title", metrics);

        Assert.Equal(["left", "answered"], report.ToTables().Single(static table => table.Title == "Classes").Rows.Select(static row => row[0]));
        Assert.Equal("actual/predicted,left,answered\r\nleft,1,1\r\nanswered,0,0\r\n", ReportTable.FromConfusionMatrix(metrics.ConfusionMatrix).ToCsv());
        Assert.All([report.ToCsv(), report.ToMarkdown(), report.ToHtml()], text => Assert.DoesNotContain("absent", text, StringComparison.Ordinal));
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        Assert.Equal(3, json.RootElement.GetProperty("perClass").GetArrayLength());
        Assert.Equal(3, json.RootElement.GetProperty("confusionMatrix").GetProperty("counts").GetArrayLength());
    }

    [Fact]
    public void Learning_curves_are_those_of_the_history_that_have_numbers()
    {
        EpochResult first = new(1, 0.5, 0.75, 0.001, default);
        EpochResult second = first with { Epoch = 2, Loss = 0.25, ValidationLoss = 0.125, ValidationAccuracy = 1 };

        Assert.Equal(
            ["Loss, training: 0.5", "Accuracy, training: 0.75"],
            LearningCurve.FromHistory(new TrainingHistory([first], first)).Select(Text));
        Assert.Equal(
            [
                "Loss, training: 0.5 0.25", "Accuracy, training: 0.75 0.75",
                "Loss, validation (log-loss): NaN 0.125", "Accuracy, validation: NaN 1",
            ],
            LearningCurve.FromHistory(new TrainingHistory([first, second], second)).Select(Text));

        static string Text(LearningCurve curve)
        {
            IEnumerable<string> values = curve.Values.Select(static value => value.ToString(CultureInfo.InvariantCulture));
            return $"{curve.Chart}, {curve.Series}: {string.Join(' ', values)}";
        }
    }

    [Fact]
    public void A_table_has_columns_and_rows_of_their_number()
    {
        Assert.Equal("The table 'T' has no columns. (Parameter 'Columns')", Assert.Throws<ArgumentException>(() => new ReportTable("T", [], [])).Message);
        Assert.Equal(
            "A row of the table 'T' does not have 2 cells, one for each column. (Parameter 'Rows')",
            Assert.Throws<ArgumentException>(() => new ReportTable("T", ["a", "b"], [["1", "2"], ["3"]])).Message);
    }
}
