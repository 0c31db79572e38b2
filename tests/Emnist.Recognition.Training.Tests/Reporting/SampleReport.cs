using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting;

/// <summary>Four images of three classes, two of them right: small enough to check every number by hand.</summary>
internal static class SampleReport
{
    public static EvaluationReport Full { get; } = new("Sample", Measure("a", "b", "c"))
    {
        Skipped = 2,
        Duration = TimeSpan.FromMilliseconds(1250),
        Facts = [new("Model", "small.onnx"), new("Data set", "four images")],
        Curves = [new("Loss", "training", [0.5, 0.25]), new("Loss", "validation", [double.NaN])],
        Tables = [new("Trials", ["Rate", "Note"], [["0.1", "first"], ["0.01", ""]])],
    };

    public static EvaluationReport Named(params string[] names) => new(names[0], Measure(names))
    {
        Facts = [new(names[1], names[2])],
        Curves = [new(names[0], names[1], [1])],
        Tables = [new(names[0], [names[1], names[2]], [[names[2], names[0]]])],
    };

    /// <summary>a right, a for b, b right, c for a.</summary>
    public static ClassificationMetrics Measure(params string[] names) => ClassificationMetrics.Compute(
        [0, 0, 1, 2],
        [0.75f, 0.25f, 0, 0.25f, 0.5f, 0.25f, 0.125f, 0.875f, 0, 1, 0, 0],
        names);
}
