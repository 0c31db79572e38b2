namespace Cluster.Jobs;

/// <summary>Pictures of a chunk that were handed out so many times.</summary>
[GenerateSerializer]
internal sealed record TriedPictures(int Chunk, int[] Places, int Tries);
