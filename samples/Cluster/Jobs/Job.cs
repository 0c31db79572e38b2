using Microsoft.Extensions.Logging;

namespace Cluster.Jobs;

internal sealed partial class Job(
    [PersistentState("job")] IPersistentState<JobState> state, ISiloStatusOracle silos, ILogger<Job> logger) : Grain, IJob
{
    private static readonly TimeSpan ClientsPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PostingInterval = TimeSpan.FromSeconds(3);

    private WorkQueue _queue = new([]);
    private DateTime _clientSeen = DateTime.UtcNow;
    private DateTime _posted;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _queue = new WorkQueue(state.State.Tried);
        LogKept(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task<JobReport> Exchange(IReadOnlyList<Chunk> submitted, IReadOnlyList<int> written)
    {
        _clientSeen = DateTime.UtcNow;
        _queue.Forget(written);
        _queue.Add(submitted);
        _queue.TakeBack(silos.IsDeadSilo, DateTime.UtcNow);
        if (DateTime.UtcNow - _posted > PostingInterval)
        {
            await GrainFactory.GetGrain<IJobBoard>(0).Post(this.GetPrimaryKeyString());
            _posted = DateTime.UtcNow;
        }

        return new JobReport(_queue.Held, _queue.Answered);
    }

    public async Task<Work?> Take(Reader reader)
    {
        if (DateTime.UtcNow - _clientSeen > ClientsPatience)
        {
            await Close();
            return null;
        }

        _queue.TakeBack(silos.IsDeadSilo, DateTime.UtcNow);
        if (_queue.Take(reader, DateTime.UtcNow) is not { } work)
        {
            return null;
        }

        // Before the pictures are anywhere near the silo that they may end.
        try
        {
            state.State.Tried = _queue.Tried;
            await state.WriteStateAsync();
            return work;
        }
        catch
        {
            _queue.PutBack(reader);
            throw;
        }
    }

    public Task Deliver(Reader reader, Work work, IReadOnlyList<PictureAnswer> answers)
    {
        _queue.Deliver(reader, work, answers, DateTime.UtcNow);
        return Task.CompletedTask;
    }

    public async Task Close()
    {
        await GrainFactory.GetGrain<IJobBoard>(0).Remove(this.GetPrimaryKeyString());
        await state.ClearStateAsync();
        DeactivateOnIdle();
    }

    [LoggerMessage(LogLevel.Information, "This silo keeps the job {Job}.")]
    private partial void LogKept(string job);
}
