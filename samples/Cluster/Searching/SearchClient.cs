using Cluster.Submitting;
using Emnist.Recognition.Training.Search;

namespace Cluster.Searching;

/// <summary>
/// Searches, and has the silos train the trials of each round. A trial that they fail to train, or that seems to end them, is trained by
/// the search itself, which then tells what is wrong.
/// </summary>
internal sealed class SearchClient(IClusterClient cluster)
{
    private const int MaxFailures = 3;

    /// <summary>Silos may come and go while a trial is trained, and each next one has a part of it.</summary>
    private const int MaxTries = 10;

    private const int TrialsAtATime = 256;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <exception cref="TimeoutException">The cluster does not answer.</exception>
    /// <exception cref="InvalidDataException">The folder has trials of another search.</exception>
    public Task<SearchResult> RunAsync(SearchJob job, SearchImages images, CancellationToken cancellationToken)
    {
        IReadOnlyList<TrialValues> trials = SearchSpace.Create(job).Trials;
        HyperparameterSearch search = SearchSpace.Create(
            job, round => TrainAsync(job, round, trials, cancellationToken).GetAwaiter().GetResult());
        return Task.Run(() => search.Run(
            values => SearchSpace.CreateTrial(values, images.Training, Environment.ProcessorCount),
            images.Training,
            images.Validation,
            new SearchLines(),
            cancellationToken));
    }

    private Task TrainAsync(SearchJob job, SearchRound round, IReadOnlyList<TrialValues> trials, CancellationToken cancellationToken)
    {
        SearchLines.Write($"{round}");
        return Parallel.ForEachAsync(
            round.Trials,
            new ParallelOptions { MaxDegreeOfParallelism = TrialsAtATime, CancellationToken = cancellationToken },
            async (number, cancelled) => await TrainAsync(
                new TrialOrder(job, number, round.Epochs, round.Trials.Count), $"trial {number} ({trials[number - 1]})", cancelled));
    }

    private async Task TrainAsync(TrialOrder order, string name, CancellationToken cancellationToken)
    {
        ITrialTrainer trainer = cluster.GetGrain<ITrialTrainer>($"{order.Search.Folder}:{order.Number}");
        var tries = new HashSet<Guid>();
        int failures = 0;
        try
        {
            while (true)
            {
                TrialReport report = await Patience.AskAsync(() => trainer.Train(order), cancellationToken);
                if (report.State == TrialState.Refused)
                {
                    throw new InvalidDataException(report.Text);
                }

                if (report.State != TrialState.Waiting && (tries.Add(report.Try) || report.State != TrialState.Training))
                {
                    SearchLines.Write($"{name}: {report.Text}");
                }

                if (report.State == TrialState.Trained)
                {
                    return;
                }

                failures += report.State == TrialState.Failed ? 1 : 0;
                if (failures == MaxFailures || tries.Count > MaxTries)
                {
                    await Patience.TryAsync(trainer.Stop());
                    return;
                }

                await Task.Delay(Interval, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            await Patience.TryAsync(trainer.Stop());
            throw;
        }
    }
}
