namespace Emnist.Recognition.Training.Losses;

/// <summary>Keras's loss of the same name: the mean over the batch of <c>-ln p[label]</c>. Immutable.</summary>
public sealed record SparseCategoricalCrossentropy : Loss;
