using Emnist.Recognition.Networks;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Search;

/// <summary>The rounds of one search. A trial's checkpoint carries it from round to round, and over a cut.</summary>
internal sealed class SearchRounds(
    SearchOptions options,
    string folder,
    Func<TrialValues, Trial> create,
    ISampleSource samples,
    ISampleSource validation,
    IProgress<SearchProgress>? progress,
    CancellationToken cancellationToken)
{
    private static readonly EpochResult NoEpoch = new(0, double.NaN, 0, 0, TimeSpan.Zero);

    private Network? _leader;
    private TrialResult? _leading;
    private TrainingDivergedException? _failure;

    public SearchResult Run(IReadOnlyList<TrialValues> trials)
    {
        List<TrialResult> running =
            [.. trials.Select(static (values, i) => new TrialResult(i + 1, values, new TrainingHistory([], NoEpoch), null))];
        List<TrialResult> left = [];
        for (int epochs = options.FirstRoundEpochs; ; epochs = NextRound(epochs))
        {
            (Network? earlier, TrialResult? earlierBest) = (_leader, _leading);
            (_leader, _leading) = (null, null);
            int places = running.Count;
            TrialResult[] results = [.. running.Select((trial, i) => Train(trial, i + 1, places, epochs))];
            running = [.. results.OrderByDescending(trial => Score(trial, epochs)).ThenBy(static trial => trial.Number)];
            if (_leader is null)
            {
                // All that were left have failed now: the best of the round before stands.
                return earlier is null
                    ? throw _failure!
                    : new SearchResult([earlierBest!, .. running.Where(trial => trial.Number != earlierBest!.Number), .. left], earlier);
            }

            if (epochs == options.Epochs)
            {
                return new SearchResult([.. running, .. left], _leader);
            }

            int staying = Math.Max(1, running.Count(static trial => trial.Failure is null) / options.ReductionFactor);
            left.InsertRange(0, running.Skip(staying));
            running.RemoveRange(staying, running.Count - staying);
        }
    }

    private int NextRound(int epochs) => (int)Math.Min((long)epochs * options.ReductionFactor, options.Epochs);

    private TrialResult Train(TrialResult trial, int place, int places, int epochs)
    {
        Trial made = create(trial.Values);
        var trainer = new Trainer(made.Training with
        {
            Epochs = options.Epochs,
            PauseAfterEpoch = epochs,
            ValidationFraction = 0,
            Callbacks = [.. made.Training.Callbacks.OfType<ReduceLearningRateOnPlateau>()],
            CheckpointFolder = Path.Combine(folder, $"trial-{trial.Number:0000}"),
            Resume = true,
        });
        try
        {
            var told = progress is null
                ? null
                : new Relay(step => progress.Report(new SearchProgress(trial.Number, trial.Values, place, places, epochs, step)));
            TrialResult result = trial with { History = trainer.Fit(made.Network, samples, validation, told, cancellationToken) };
            if (_leading is null || Score(result, epochs).CompareTo(Score(_leading, epochs)) > 0)
            {
                (_leader, _leading) = (made.Network, result);
            }

            return result;
        }
        catch (TrainingDivergedException e)
        {
            _failure = e;
            return trial with { Failure = e.Message };
        }
    }

    /// <summary>
    /// Higher is better, and of equal ones the one of less loss; what failed or is not a number is worst. A trial whose
    /// checkpoint is of a later round counts as it stood at the end of this one, so that a search that was cut chooses alike.
    /// </summary>
    private (double Value, double Loss) Score(TrialResult trial, int epochs)
    {
        if (trial.Failure is not null)
        {
            return (double.NegativeInfinity, 0);
        }

        EpochResult last = trial.History.Epochs[epochs - 1];
        double value = BestMetric.Value(options.Monitor, last);
        value = BestMetric.IsLoss(options.Monitor) ? -value : value;
        return (double.IsNaN(value) ? double.MinValue : value, -last.ValidationLoss!.Value);
    }

    private sealed class Relay(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
