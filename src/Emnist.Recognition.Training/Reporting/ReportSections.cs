using Emnist.Recognition.Training.Evaluation;
using static Emnist.Recognition.Training.Reporting.ReportNumber;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>The tables that reports for people have in common.</summary>
internal static class ReportSections
{
    private const int MaxPairs = 10;
    private const int MaxMistakes = 10;

    /// <summary>All that have a row, in their order.</summary>
    public static IReadOnlyList<ReportTable> Create(EvaluationReport report)
    {
        ReportTable[] tables =
        [
            Summary(report),
            Facts(report),
            Classes(report.Metrics),
            Averages(report.Metrics),
            MostConfused(report.Metrics),
            WorstMistakes(report),
            Calibration(report.Metrics),
            .. Curves(report),
            .. report.Tables,
        ];
        return [.. tables.Where(static table => table.Rows.Count > 0)];
    }

    private static ReportTable Summary(EvaluationReport report)
    {
        ClassificationMetrics metrics = report.Metrics;
        List<string[]> rows = [["Images", Count(metrics.Count)]];
        if (report.Skipped > 0)
        {
            rows.Add(["Skipped", Count(report.Skipped)]);
        }

        if (report.Duration is { } duration)
        {
            rows.Add(["Time", Seconds(duration)]);
        }

        rows.AddRange(
        [
            ["Accuracy", Percent(metrics.MicroAccuracy)],
            ["Macro accuracy", Percent(metrics.MacroAccuracy)],
            ["Top-3 accuracy", Percent(metrics.TopKAccuracy(3))],
            ["Top-5 accuracy", Percent(metrics.TopKAccuracy(5))],
            ["Log-loss", Value(metrics.LogLoss)],
            ["Expected calibration error", Value(metrics.ExpectedCalibrationError)],
            ["Cohen's kappa", Value(metrics.CohensKappa)],
        ]);
        return new ReportTable("Summary", ["Measure", "Value"], rows);
    }

    private static ReportTable Facts(EvaluationReport report) =>
        new("Facts", ["Fact", "Value"], [.. report.Facts.Select(static fact => new[] { fact.Key, fact.Value })]);

    private static ReportTable Classes(ClassificationMetrics metrics) =>
        new(
            "Classes",
            ["Class", "Images", "Answers", "Precision", "Recall", "F1"],
            [
                .. metrics.PerClass.Where(static c => c.Occurs).Select(static c => new[]
                    { c.Name, Count(c.Support), Count(c.Predicted), Value(c.Precision), Value(c.Recall), Value(c.F1) }),
            ]);

    private static ReportTable Averages(ClassificationMetrics metrics) =>
        new(
            "Averages of the classes",
            ["Average", "Precision", "Recall", "F1"],
            [Row("macro", metrics.MacroAverage), Row("weighted", metrics.WeightedAverage)]);

    private static ReportTable MostConfused(ClassificationMetrics metrics) =>
        new(
            "Most often confused",
            ["Class", "Taken for", "Images"],
            [
                .. metrics.ConfusionMatrix.MostConfused(MaxPairs)
                    .Select(static pair => new[] { pair.Actual, pair.Predicted, Count(pair.Count) }),
            ]);

    /// <summary>The bins that hold an answer.</summary>
    private static ReportTable Calibration(ClassificationMetrics metrics) =>
        new(
            "Calibration",
            ["Confidence above", "to", "Answers", "Mean confidence", "Accuracy"],
            [
                .. metrics.Reliability.Where(static bin => bin.Count > 0).Select(static bin => new[]
                    { Value(bin.LowerBound), Value(bin.UpperBound), Count(bin.Count), Value(bin.MeanConfidence), Value(bin.Accuracy) }),
            ]);

    private static ReportTable WorstMistakes(EvaluationReport report) =>
        new(
            "Worst mistakes",
            ["Image", "Class", "Taken for", "Confidence"],
            [
                .. report.Metrics.WorstMistakes.Take(MaxMistakes).Select(mistake => new[]
                {
                    report.NameOf(mistake) ?? Count(mistake.Index),
                    report.Metrics.PerClass[mistake.Actual].Name,
                    report.Metrics.PerClass[mistake.Predicted].Name,
                    Value(mistake.Confidence),
                }),
            ]);

    /// <summary>A table for each chart: a line an epoch, a column a series.</summary>
    private static IEnumerable<ReportTable> Curves(EvaluationReport report) =>
        report.Curves.GroupBy(static curve => curve.Chart).Select(static chart => new ReportTable(
            chart.Key,
            ["Epoch", .. chart.Select(static curve => curve.Series)],
            [
                .. Enumerable.Range(0, chart.Max(static curve => curve.Values.Count)).Select(epoch => new[] { Count(epoch + 1) }
                    .Concat(chart.Select(curve => epoch < curve.Values.Count ? Value(curve.Values[epoch]) : "")).ToArray()),
            ]));

    private static string[] Row(string name, PrecisionRecall average) =>
        [name, Value(average.Precision), Value(average.Recall), Value(average.F1)];
}
