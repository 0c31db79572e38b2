namespace Emnist.Recognition.Training;

/// <summary>What an epoch of a training came to.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">The mean loss over the epoch's batches, each before its step and with regularization, as Keras reports it.</param>
/// <param name="Accuracy">The share of the epoch's images that were recognised, in training mode: 0 to 1.</param>
/// <param name="LearningRate">The rate of the epoch's last batch.</param>
/// <param name="Duration">The time that the epoch took, with its validation.</param>
public sealed record EpochResult(int Epoch, double Loss, double Accuracy, double LearningRate, TimeSpan Duration)
{
    /// <summary>
    /// The log-loss on the validation images after the epoch; null without any. Unlike Keras's <c>val_loss</c> it is without
    /// label smoothing and regularization, so that it compares between trainings.
    /// </summary>
    public double? ValidationLoss { get; init; }

    /// <summary>The share of the validation images that were recognised after the epoch: 0 to 1; null without any.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>The mean over the classes of the share of their validation images that were recognised: 0 to 1; null without any.</summary>
    public double? ValidationMacroAccuracy { get; init; }
}
