using Emnist.Recognition.Evaluation;

namespace Emnist.Recognition.Training;

/// <summary>What an epoch of a training came to.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">The mean loss over the epoch's batches, each before its step and with regularization, as Keras reports it.</param>
/// <param name="Accuracy">The share of the epoch's images that were recognised, in training mode: 0 to 1.</param>
/// <param name="Validation">The metrics of the validation images after the epoch, or null without any.</param>
/// <param name="Duration">The time that the epoch took, with its validation.</param>
public sealed record EpochResult(int Epoch, double Loss, double Accuracy, ClassificationMetrics? Validation, TimeSpan Duration);
