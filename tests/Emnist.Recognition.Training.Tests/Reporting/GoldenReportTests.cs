using System.Text;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting;

/// <summary>Reports that a release has written, in a folder of its own: what reads them goes on to read what is written today.</summary>
public sealed class GoldenReportTests
{
    [Theory]
    [InlineData("0.1.0/report.json")]
    [InlineData("0.1.0/report.md")]
    [InlineData("0.1.0/report.html")]
    [InlineData("0.1.0/classes.csv")]
    [InlineData("0.1.0/confusion.csv")]
    public void What_was_written_is_written(string file)
    {
        EvaluationReport report = SampleReport.Full;
        string written = Path.GetFileName(file) switch
        {
            "report.json" => report.ToJson(),
            "report.md" => report.ToMarkdown(),
            "report.html" => report.ToHtml(),
            "classes.csv" => report.ToCsv(),
            _ => ReportTable.FromConfusionMatrix(report.Metrics.ConfusionMatrix).ToCsv(),
        };
        string path = Path.Combine(
            TestData.RepositoryRoot, "tests", "Emnist.Recognition.Training.Tests", "Reporting", "Golden", file);

        Assert.Equal(Encoding.UTF8.GetString(File.ReadAllBytes(path)), written);
    }
}
