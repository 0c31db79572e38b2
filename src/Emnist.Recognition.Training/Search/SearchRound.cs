namespace Emnist.Recognition.Training.Search;

/// <summary>A round of a search that is about to begin.</summary>
/// <param name="Trials">The numbers of its trials, from 1, the best of the round before first.</param>
/// <param name="Epochs">The epochs to which each of them is trained.</param>
public sealed record SearchRound(IReadOnlyList<int> Trials, int Epochs)
{
    /// <summary>The round in a few words, such as <c>20 trials to epoch 3</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Trials.Count} trials to epoch {Epochs}");
}
