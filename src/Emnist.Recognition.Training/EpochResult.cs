using static System.FormattableString;

namespace Emnist.Recognition.Training;

/// <summary>Loss and accuracy of an epoch of a training.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">The mean loss over the epoch's batches, each before its step and with regularization, as Keras reports it.</param>
/// <param name="Accuracy">The accuracy on the epoch's samples, in training mode: 0 to 1.</param>
/// <param name="LearningRate">The learning rate of the epoch's last batch.</param>
/// <param name="Duration">The time that the epoch took, with its validation.</param>
public sealed record EpochResult(int Epoch, double Loss, double Accuracy, double LearningRate, TimeSpan Duration)
{
    /// <summary>
    /// The log-loss on the validation samples after the epoch; null without any. Unlike Keras's <c>val_loss</c>, which is
    /// <see cref="ValidationTotalLoss"/>, it is without label smoothing and regularization, so that it compares between trainings.
    /// </summary>
    public double? ValidationLoss { get; init; }

    /// <summary>
    /// The loss on the validation samples after the epoch as Keras's <c>val_loss</c> has it: the mean over the samples of the
    /// cross-entropy with the label's vector smoothed by <see cref="TrainerOptions.LabelSmoothing"/>, plus the L1 and L2 penalties of
    /// the trained parameters once. Dropout is off, batch normalization takes its averages, and neither
    /// <see cref="TrainerOptions.ClassWeights"/> nor the teachers of a <see cref="Distillation"/> count. Null without validation
    /// samples, and for epochs of a checkpoint that did not keep it.
    /// </summary>
    public double? ValidationTotalLoss { get; init; }

    /// <summary>The accuracy on the validation samples after the epoch: 0 to 1; null without any.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>
    /// The macro average of the accuracy on the validation samples, every class counted the same: 0 to 1; null without any.
    /// </summary>
    public double? ValidationMacroAccuracy { get; init; }

    /// <summary>
    /// The epoch in a line, such as <c>epoch 3: loss 0.4217, accuracy 0.8719, validation loss 0.3852, validation accuracy
    /// 0.8836</c>.
    /// </summary>
    public override string ToString()
    {
        string validation = ValidationLoss is null
            ? ""
            : Invariant($", validation loss {ValidationLoss:F4}, validation accuracy {ValidationAccuracy:F4}");
        return Invariant($"epoch {Epoch}: loss {Loss:F4}, accuracy {Accuracy:F4}{validation}");
    }
}
