using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training.Search;

/// <summary>What a trial trains, made from its values. The same values must make the same trial.</summary>
/// <param name="Network">A new network, with its first weights.</param>
/// <param name="Training">How to train it; the search sets the epochs, the validation and the checkpoints itself, and leaves out
/// callbacks that stop early or write files.</param>
public sealed record Trial(Network Network, TrainerOptions Training);
