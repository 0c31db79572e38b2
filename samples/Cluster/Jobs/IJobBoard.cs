namespace Cluster.Jobs;

/// <summary>Where readers look for jobs; there is one, of the key 0. Kept in memory alone: jobs that go on post themselves again.</summary>
internal interface IJobBoard : IGrainWithIntegerKey
{
    /// <summary>The job has work. It is forgotten after a few seconds.</summary>
    Task Post(string job);

    /// <summary>The jobs that have work, the one that waited longest first.</summary>
    Task<IReadOnlyList<string>> List();

    /// <summary>The job has no work any more.</summary>
    Task Remove(string job);
}
