namespace Emnist.Recognition.Training;

/// <summary>Progress of a training, after each batch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="Batch">The batch within the epoch, from 1.</param>
/// <param name="Batches">The batches of an epoch.</param>
/// <param name="Loss">The mean loss over the epoch so far.</param>
/// <param name="Accuracy">The accuracy on the epoch's samples so far, in training mode: 0 to 1.</param>
/// <param name="Finished">The epoch's result after its last batch and its validation, else null.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, int Batch, int Batches, double Loss, double Accuracy, EpochResult? Finished)
{
    /// <summary>Where the training stands, such as <c>epoch 3 of 10, batch 17 of 100: loss 0.4217, accuracy 0.8719</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"epoch {Epoch} of {Epochs}, batch {Batch} of {Batches}: loss {Loss:F4}, accuracy {Accuracy:F4}");
}
