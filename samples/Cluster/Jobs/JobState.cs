namespace Cluster.Jobs;

/// <summary>
/// What of a job outlives its silo: the pictures that were handed out and have no answer. A picture that ends silos is among them.
/// </summary>
[GenerateSerializer]
internal sealed class JobState
{
    [Id(0)]
    public List<TriedPictures> Tried { get; set; } = [];
}
