namespace Emnist.Recognition.Training;

/// <summary>Where a training stands after a batch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">All epochs.</param>
/// <param name="Batch">The batch within the epoch, from 1.</param>
/// <param name="Batches">The batches of an epoch.</param>
/// <param name="Loss">The mean loss over the epoch so far.</param>
/// <param name="Accuracy">The share of the epoch's images so far that were recognised.</param>
/// <param name="Finished">The epoch's result after its last batch and its validation, else null.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, int Batch, int Batches, double Loss, double Accuracy, EpochResult? Finished);
