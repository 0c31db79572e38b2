using Emnist.Recognition.Networks;
using Emnist.Recognition.Training.Callbacks;

namespace Emnist.Recognition.Training.Search;

/// <summary>The rounds of one search. A trial's checkpoint carries it from round to round, and over a cut.</summary>
internal sealed class SearchRounds(
    SearchOptions options, TrialTraining training, IProgress<SearchProgress>? progress, CancellationToken cancellationToken)
{
    private Network? _leader;
    private TrialResult? _leading;
    private TrainingDivergedException? _failure;

    public SearchResult Run(IReadOnlyList<TrialValues> trials)
    {
        List<TrialResult> running = [.. trials.Select(static (values, i) => TrialTraining.Begin(i + 1, values))];
        List<TrialResult> left = [];
        for (int epochs = options.FirstRoundEpochs; ; epochs = NextRound(epochs))
        {
            (Network? earlier, TrialResult? earlierBest) = (_leader, _leading);
            (_leader, _leading) = (null, null);
            options.OnRoundBegin?.Invoke(new SearchRound([.. running.Select(static trial => trial.Number)], epochs));
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
        try
        {
            var told = progress is null
                ? null
                : new Relay(step => progress.Report(new SearchProgress(trial.Number, trial.Values, place, places, epochs, step)));
            (Network network, TrainingHistory history) = training.Train(trial, epochs, told, cancellationToken);
            TrialResult result = trial with { History = history };
            if (_leading is null || Score(result, epochs).CompareTo(Score(_leading, epochs)) > 0)
            {
                (_leader, _leading) = (network, result);
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
