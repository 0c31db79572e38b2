using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Tool.Measuring;

/// <summary>The files of a report.</summary>
internal static class ReportFiles
{
    /// <summary>Their names and texts.</summary>
    public static IEnumerable<(string Name, string Content)> Of(EvaluationReport report) =>
    [
        ("report.html", report.ToHtml()),
        ("report.md", report.ToMarkdown()),
        ("report.json", report.ToJson()),
        ("classes.csv", report.ToCsv()),
        ("confusion.csv", ReportTable.FromConfusionMatrix(report.Metrics.ConfusionMatrix).ToCsv()),
    ];
}
