namespace Emnist.Recognition.Training.Reporting;

/// <summary>A line in a chart of a training: a value for each epoch.</summary>
/// <param name="Chart">The chart, such as <c>Loss</c>: curves that name the same one share it.</param>
/// <param name="Series">The line's name in it, such as <c>training</c> or <c>validation</c>.</param>
/// <param name="Values">The values of the epochs from 1, in order; NaN where there is none.</param>
public sealed record LearningCurve(string Chart, string Series, IReadOnlyList<double> Values)
{
    /// <summary>The learning curves of a training: loss and accuracy, on the training images and on those of validation.</summary>
    /// <param name="history">The training.</param>
    /// <returns>Those of the four that have a number, for <see cref="EvaluationReport.Curves"/>.</returns>
    public static IReadOnlyList<LearningCurve> FromHistory(TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        LearningCurve[] curves =
        [
            Draw("Loss", "training", static epoch => epoch.Loss),
            Draw("Accuracy", "training", static epoch => epoch.Accuracy),
            Draw("Loss", "validation (log-loss)", static epoch => epoch.ValidationLoss),
            Draw("Accuracy", "validation", static epoch => epoch.ValidationAccuracy),
        ];
        return [.. curves.Where(static curve => curve.Values.Any(double.IsFinite))];

        LearningCurve Draw(string chart, string series, Func<EpochResult, double?> value) =>
            new(chart, series, [.. history.Epochs.Select(epoch => value(epoch) ?? double.NaN)]);
    }
}
