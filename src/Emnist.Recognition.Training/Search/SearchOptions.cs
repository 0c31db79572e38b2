using Emnist.Recognition.Training.Callbacks;

namespace Emnist.Recognition.Training.Search;

/// <summary>How a <see cref="HyperparameterSearch"/> searches. Immutable.</summary>
public sealed record SearchOptions
{
    /// <summary>How many trials are drawn at random, at least 1 (Bergstra and Bengio, JMLR 2012). Default: null, every combination of the choices, a grid.</summary>
    public int? Trials { get; init; }

    /// <summary>The epochs of the trials that stay to the end, at least 1. Default: 9.</summary>
    public int Epochs { get; init; } = 9;

    /// <summary>
    /// The epochs of the first round, 1 to <see cref="Epochs"/>. After each round the best trials go on, with
    /// <see cref="ReductionFactor"/> times as many epochs: successive halving (Jamieson and Talwalkar, arXiv 1502.07943).
    /// Default: 1. As many as <see cref="Epochs"/> trains every trial to the end.
    /// </summary>
    public int FirstRoundEpochs { get; init; } = 1;

    /// <summary>Of how many trials one goes on to the next round, at least 2. Default: 3.</summary>
    public int ReductionFactor { get; init; } = 3;

    /// <summary>By what trials are better. Default: the validation accuracy.</summary>
    public MonitoredMetric Monitor { get; init; } = MonitoredMetric.ValidationAccuracy;

    /// <summary>The share of each class that is held out for validation when no validation images are given, above 0 and below 1. Default: 0.1.</summary>
    public double ValidationFraction { get; init; } = 0.1;

    /// <summary>Seed of the random trials and of the validation part. Default: 0.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// A folder that keeps a checkpoint of each trial, so that the same search, cut and run again, goes on where it was.
    /// Default: null, a temporary one that is deleted in the end.
    /// </summary>
    public string? Folder { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Trials ?? 1, 1, nameof(Trials));
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstRoundEpochs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FirstRoundEpochs, Epochs);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReductionFactor, 2);
        if (!Enum.IsDefined(Monitor) || !Watch.NeedsValidation(Monitor))
        {
            throw new ArgumentOutOfRangeException(nameof(Monitor), Monitor, "A search watches one of the validation metrics.");
        }

        if (!(ValidationFraction > 0 && ValidationFraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(ValidationFraction), ValidationFraction, "The validation fraction must be above 0 and below 1.");
        }
    }
}
