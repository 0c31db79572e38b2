namespace Emnist.Recognition.Training;

/// <summary>The course of a training, epoch by epoch.</summary>
/// <param name="Epochs">The epochs in order.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochResult> Epochs);
