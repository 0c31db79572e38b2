namespace Emnist.Recognition.Training;

/// <summary>The course of a training, epoch by epoch.</summary>
/// <param name="Epochs">The epochs in order, those before a resumption among them.</param>
/// <param name="Kept">
/// The epoch whose weights the network has: the last, or the best where <see cref="Callbacks.EarlyStopping"/> brought them
/// back.
/// </param>
public sealed record TrainingHistory(IReadOnlyList<EpochResult> Epochs, EpochResult Kept)
{
    private const double WarningGap = 0.15;

    /// <summary>
    /// The temperature by which the logits were divided after the last epoch, whose validation loss is that before: above 1
    /// for a network that was too sure. Null without <see cref="TrainerOptions.CalibrateConfidence"/>.
    /// </summary>
    public double? Temperature { get; init; }

    /// <summary>
    /// A sentence for whoever trains, where the validation accuracy of the kept epoch, or its macro average where that is higher,
    /// lies more than 0.15 below the training accuracy: the network has learned its images by heart (overfitting), or there are too
    /// few of them. Null otherwise, as where dropout or augmentation makes the training accuracy the lower one.
    /// </summary>
    public string? Warning
    {
        get
        {
            double validation = Math.Max(Kept.ValidationAccuracy ?? double.NaN, Kept.ValidationMacroAccuracy ?? 0);
            return Kept.Accuracy - validation > WarningGap
                ? FormattableString.Invariant(
                    $"the validation accuracy of {100 * validation:F1} % is far below the training accuracy of {100 * Kept.Accuracy:F1} %: ")
                    + "the network learns its images by heart (overfitting), or there are too few of them"
                : null;
        }
    }

    /// <summary>The number of epochs and the one kept, such as <c>5 epochs, kept epoch 3: loss 0.4217, accuracy 0.8719</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Epochs.Count} epochs, kept {Kept}");
}
