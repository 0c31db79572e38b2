using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training;

/// <summary>The course of a training, epoch by epoch.</summary>
/// <param name="Epochs">The epochs in order, those before a resumption among them.</param>
/// <param name="Kept">The epoch whose weights the network has: the last, or the best where <see cref="Callbacks.EarlyStopping"/> brought them back.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochResult> Epochs, EpochResult Kept)
{
    /// <summary>
    /// The temperature by which the logits were divided after the last epoch, whose validation loss is that before: above 1
    /// for a network that was too sure. Null without <see cref="TrainerOptions.CalibrateConfidence"/>.
    /// </summary>
    public double? Temperature { get; init; }

    /// <summary>Loss and accuracy of the training and of the validation, where there was one, to be shown in a report.</summary>
    public IReadOnlyList<LearningCurve> ToLearningCurves()
    {
        List<LearningCurve> curves =
        [
            new("Loss", "training", [.. Epochs.Select(static epoch => epoch.Loss)]),
            new("Accuracy", "training", [.. Epochs.Select(static epoch => epoch.Accuracy)]),
        ];
        if (Epochs.Any(static epoch => epoch.ValidationLoss is not null))
        {
            curves.Add(new("Loss", "validation (log-loss)", [.. Epochs.Select(static epoch => epoch.ValidationLoss ?? double.NaN)]));
            curves.Add(new("Accuracy", "validation", [.. Epochs.Select(static epoch => epoch.ValidationAccuracy ?? double.NaN)]));
        }

        return curves;
    }
}
