using System.Text.Json;
using System.Text.Json.Serialization;
using Emnist.Recognition.Evaluation;

namespace Emnist.Recognition.Tool.Measuring;

/// <summary>The object that <c>--json</c> prints.</summary>
/// <param name="Images">Pictures that were evaluated.</param>
/// <param name="Skipped">Pictures that could not be read.</param>
/// <param name="Accuracy">The share named rightly.</param>
/// <param name="Top3">The share whose label is among the three likeliest answers.</param>
/// <param name="MacroF1">The mean F1 of the classes.</param>
/// <param name="WeightedF1">The mean F1 of the classes, weighted by their pictures.</param>
/// <param name="LogLoss">The mean of -ln(probability of the label).</param>
/// <param name="Ece">The expected calibration error.</param>
/// <param name="Seconds">What the reading took.</param>
/// <param name="PerClass">Each class.</param>
internal sealed record EvaluationSummary(
    int Images,
    int Skipped,
    double Accuracy,
    double Top3,
    [property: JsonPropertyName("macroF1")] double MacroF1,
    [property: JsonPropertyName("weightedF1")] double WeightedF1,
    double LogLoss,
    double Ece,
    double Seconds,
    IReadOnlyList<ClassMetrics> PerClass)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static EvaluationSummary Of(Measurement measurement)
    {
        ClassificationMetrics metrics = measurement.Metrics;
        return new EvaluationSummary(
            metrics.Count,
            measurement.Skipped,
            metrics.MicroAccuracy,
            metrics.TopKAccuracy(3),
            metrics.MacroAverage.F1,
            metrics.WeightedAverage.F1,
            metrics.LogLoss,
            metrics.ExpectedCalibrationError,
            measurement.Duration.TotalSeconds,
            metrics.PerClass);
    }

    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
