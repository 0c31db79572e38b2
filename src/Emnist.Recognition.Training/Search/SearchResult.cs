using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training.Search;

/// <summary>What a search came to.</summary>
/// <param name="Trials">All trials, the best first: those that were trained longest, by what was watched, and failed ones last.</param>
/// <param name="BestNetwork">The network of the best trial, trained to the end.</param>
public sealed record SearchResult(IReadOnlyList<TrialResult> Trials, Network BestNetwork)
{
    /// <summary>The best trial.</summary>
    public TrialResult Best => Trials[0];
}
