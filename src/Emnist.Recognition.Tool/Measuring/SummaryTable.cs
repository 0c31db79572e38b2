using System.Globalization;
using System.Text;
using Emnist.Recognition.Evaluation;
using Emnist.Recognition.Evaluation.Reporting;

namespace Emnist.Recognition.Tool.Measuring;

/// <summary>A report as lines of text.</summary>
internal static class SummaryTable
{
    public static string Create(EvaluationReport report)
    {
        ClassificationMetrics metrics = report.Metrics;
        var text = new StringBuilder();
        foreach ((string name, string value) in report.Facts)
        {
            Line($"{name,-22}  {value}");
        }

        Line($"{"Images",-22}  {metrics.Count}");
        Line($"{"Accuracy",-22}  {metrics.MicroAccuracy:P2}");
        Line($"{"Top 3",-22}  {metrics.TopKAccuracy(3):P2}");
        Line($"{"Macro F1",-22}  {metrics.MacroAverage.F1:F4}");
        Line($"{"Weighted F1",-22}  {metrics.WeightedAverage.F1:F4}");
        Line($"{"Log-loss",-22}  {metrics.LogLoss:F4}");
        Line($"{"Calibration error",-22}  {metrics.ExpectedCalibrationError:F4}");
        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
