namespace Cluster.Jobs;

internal sealed class JobBoard : Grain, IJobBoard
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(20);

    private readonly List<(string Job, DateTime Posted)> _jobs = [];

    public Task Post(string job)
    {
        _jobs.RemoveAll(known => known.Job == job);
        _jobs.Add((job, DateTime.UtcNow));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> List()
    {
        _jobs.RemoveAll(static known => DateTime.UtcNow - known.Posted > Lifetime);
        return Task.FromResult<IReadOnlyList<string>>([.. _jobs.Select(static known => known.Job)]);
    }

    public Task Remove(string job)
    {
        _jobs.RemoveAll(known => known.Job == job);
        return Task.CompletedTask;
    }
}
