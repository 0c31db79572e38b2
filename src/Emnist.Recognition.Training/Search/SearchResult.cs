using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training.Search;

/// <summary>The trials of a search and its best network.</summary>
/// <param name="Trials">All trials, the best first: those that were trained longest, by what was watched, and failed ones last.</param>
/// <param name="BestNetwork">The network of the best trial, trained to the end.</param>
public sealed record SearchResult(IReadOnlyList<TrialResult> Trials, Network BestNetwork)
{
    /// <summary>The best trial.</summary>
    public TrialResult Best => Trials[0];

    /// <summary>
    /// The number of trials and the best one, such as <c>20 trials, best trial 7 (units 128, rate 0.0021): 9 epochs, ...</c>.
    /// </summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Trials.Count} trials, best trial {Best.Number} ({Best.Values}): {Best.History}");
}
