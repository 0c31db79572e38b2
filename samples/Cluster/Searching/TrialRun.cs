using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Search;

namespace Cluster.Searching;

/// <summary>
/// A training of a trial in this silo. Another silo may train the same trial, where each of two takes the other for dead: both write the
/// same checkpoints, each whole.
/// </summary>
internal sealed class TrialRun : IAsyncDisposable
{
    private static readonly TimeSpan ClientsPatience = TimeSpan.FromMinutes(1);

    private readonly Guid _id = Guid.NewGuid();
    private readonly CancellationTokenSource _cancellation = new(ClientsPatience);
    private readonly Task<string> _training;

    private TrialRun(TrialOrder order, int threads, Processors processors, TrainingImages images)
    {
        Order = order;

        // On a thread of its own: the silo's have to tell the others that it lives.
        _training = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    return Train(order, threads, images, _cancellation.Token);
                }
                finally
                {
                    processors.Return(threads);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    public TrialOrder Order { get; }

    /// <summary>Begins; null where the silo has no processor free.</summary>
    public static TrialRun? TryStart(TrialOrder order, Processors processors, TrainingImages images)
    {
        // The last rounds have fewer trials than processors. The number of threads changes no result.
        int threads = processors.Take(Math.Max(1, Environment.ProcessorCount / order.TrialsOfRound));
        return threads == 0 ? null : new TrialRun(order, threads, processors, images);
    }

    /// <summary>How it stands, of which somebody wants to know and for whom it goes on.</summary>
    public TrialReport Ask(SiloAddress silo)
    {
        _cancellation.CancelAfter(ClientsPatience);
        Exception? fault = _training.Exception?.InnerException;
        return _training.Status switch
        {
            TaskStatus.RanToCompletion => new TrialReport(TrialState.Trained, _id, _training.Result),

            // Nobody asked for too long.
            TaskStatus.Faulted when fault is OperationCanceledException => new TrialReport(TrialState.Waiting, default, ""),
            TaskStatus.Faulted when fault is CheckpointException => new TrialReport(TrialState.Refused, _id, fault.Message),
            TaskStatus.Faulted => new TrialReport(TrialState.Failed, _id, $"{fault!.Message} (at {silo})"),
            _ => new TrialReport(TrialState.Training, _id, $"at {silo}"),
        };
    }

    /// <summary>Ends it, after the batch at hand.</summary>
    public async ValueTask DisposeAsync()
    {
        await _cancellation.CancelAsync();
        await ((Task)_training).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _cancellation.Dispose();
    }

    private static string Train(TrialOrder order, int threads, TrainingImages images, CancellationToken cancellationToken)
    {
        SearchImages set = images.Load(order.Search.Data, order.Search.Fingerprint);
        TrialResult result = SearchSpace.Create(order.Search).TrainTrial(
            order.Number,
            order.Epochs,
            values => SearchSpace.CreateTrial(values, set.Training, threads),
            set.Training,
            set.Validation,
            cancellationToken);
        return result.Failure ?? $"{result.History.Epochs[order.Epochs - 1]}";
    }
}
