using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training.Search;

/// <summary>A network and how to train it, made from a trial's values. The same values must make the same trial.</summary>
/// <param name="Network">A new network, with its first weights.</param>
/// <param name="Training">How to train it; the search sets the epochs, the validation and the checkpoints itself, and leaves out
/// callbacks that stop early or write files.</param>
public sealed record Trial(Network Network, TrainerOptions Training);
