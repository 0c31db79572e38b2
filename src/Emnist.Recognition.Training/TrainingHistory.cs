using static System.FormattableString;

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

    /// <summary>The validation samples, at least 1; null without any, and where their number is not known.</summary>
    public int? ValidationCount { get; init; }

    /// <summary>
    /// A sentence for whoever trains, where the validation accuracy of the kept epoch, or its macro average where that is higher,
    /// lies more than 0.15 below the training accuracy, and by more than its sampling error: the network has learned its images by
    /// heart (overfitting), or there are too few of them. Null otherwise, as where dropout or augmentation makes the training accuracy
    /// the lower one.
    /// </summary>
    /// <remarks>
    /// The sampling error is that of <see cref="ValidationCount"/> samples: the training accuracy must lie above the interval of
    /// E. B. Wilson (1927) in which 95 % of such samples have the true accuracy. Where their number is not known, it is not considered.
    /// </remarks>
    public string? Warning
    {
        get
        {
            double validation = Math.Max(Kept.ValidationAccuracy ?? double.NaN, Kept.ValidationMacroAccuracy ?? 0);
            (double low, double high) = ValidationCount is { } count ? Interval(validation, count) : (validation, validation);
            if (!(Kept.Accuracy - validation > WarningGap && Kept.Accuracy > high))
            {
                return null;
            }

            string seen = ValidationCount is null
                ? ""
                : Invariant($" on {ValidationCount:N0} samples, which may stand for {100 * low:F0} to {100 * high:F0} %,");
            return Invariant($"the validation accuracy of {100 * validation:F1} %{seen} is far below the training accuracy of ")
                + Invariant($"{100 * Kept.Accuracy:F1} %: the network learns its images by heart (overfitting), or there are too few of them");
        }
    }

    /// <summary>The number of epochs and the one kept, such as <c>5 epochs, kept epoch 3: loss 0.4217, accuracy 0.8719</c>.</summary>
    public override string ToString() => Invariant($"{Epochs.Count} epochs, kept {Kept}");

    /// <summary>Wilson's interval of a share that was found in a sample, with a confidence of 95 %.</summary>
    private static (double Low, double High) Interval(double share, int count)
    {
        const double z = 1.959964;
        double square = z * z / count;
        double middle = share + (square / 2);
        double half = z * Math.Sqrt((share * (1 - share) / count) + (square / (4 * count)));
        return (Math.Max(0, (middle - half) / (1 + square)), Math.Min(1, (middle + half) / (1 + square)));
    }
}
