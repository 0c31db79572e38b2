using Emnist.Recognition.Training.Callbacks;
using static System.FormattableString;

namespace Emnist.Recognition.Training.Search;

/// <summary>How a <see cref="HyperparameterSearch"/> searches. The search copies it.</summary>
public sealed record SearchOptions
{
    /// <summary>How many trials are drawn at random, at least 1 (Bergstra and Bengio, JMLR 2012).</summary>
    /// <value>Default: null, every combination of the choices, a grid.</value>
    public int? Trials { get; set; }

    /// <summary>The epochs of the trials that stay to the end, at least 1.</summary>
    /// <value>Default: 9.</value>
    public int Epochs { get; set; } = 9;

    /// <summary>
    /// The epochs of the first round, 1 to <see cref="Epochs"/>. After each round the best trials go on, with
    /// <see cref="ReductionFactor"/> times as many epochs: successive halving (Jamieson and Talwalkar, arXiv 1502.07943).
    /// As many as <see cref="Epochs"/> trains every trial to the end.
    /// </summary>
    /// <value>Default: 1.</value>
    public int FirstRoundEpochs { get; set; } = 1;

    /// <summary>Of how many trials one goes on to the next round, at least 2.</summary>
    /// <value>Default: 3.</value>
    public int ReductionFactor { get; set; } = 3;

    /// <summary>The metric by which trials are compared, one of the validation.</summary>
    /// <value>Default: the validation accuracy.</value>
    public MonitoredMetric Monitor { get; set; } = MonitoredMetric.ValidationAccuracy;

    /// <summary>
    /// The share of each class that is held out for validation when no validation samples are given, above 0 and below 1.
    /// </summary>
    /// <value>Default: 0.1.</value>
    public double ValidationFraction { get; set; } = 0.1;

    /// <summary>Seed of the random trials and of the validation part.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; set; }

    /// <summary>
    /// A folder that keeps a checkpoint of each trial, so that the same search, cut and run again, goes on where it was.
    /// </summary>
    /// <value>Default: null, a temporary one that is deleted in the end.</value>
    public string? Folder { get; set; }

    /// <summary>
    /// Called on the searching thread before each round is trained, for the trials of a round to be trained elsewhere meanwhile, by
    /// <see cref="HyperparameterSearch.TrainTrial"/> and into the same <see cref="Folder"/>. When it returns, the search takes each trial
    /// from there, and trains what is missing: the result is the same whoever trained. What it throws ends the search.
    /// </summary>
    /// <value>Default: null, the search trains all trials itself, one after another.</value>
    public Action<SearchRound>? OnRoundBegin { get; set; }

    /// <summary>The settings, such as <c>20 trials, 1 to 9 epochs, one in 3 goes on by ValidationAccuracy, ..., seed 0</c>.</summary>
    public override string ToString() =>
        (Trials is { } trials ? Invariant($"{trials} trials") : "a grid")
        + Invariant($", {FirstRoundEpochs} to {Epochs} epochs, one in {ReductionFactor} goes on by {Monitor}")
        + Invariant($", validation fraction {ValidationFraction}, seed {Seed}");

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Trials ?? 1, 1, nameof(Trials));
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstRoundEpochs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FirstRoundEpochs, Epochs);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReductionFactor, 2);
        if (!Enum.IsDefined(Monitor) || !BestMetric.NeedsValidation(Monitor))
        {
            throw new ArgumentOutOfRangeException(nameof(Monitor), Monitor, "A search watches one of the validation metrics.");
        }

        if (!(ValidationFraction > 0 && ValidationFraction < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(ValidationFraction), ValidationFraction, "The validation fraction must be above 0 and below 1.");
        }
    }
}
