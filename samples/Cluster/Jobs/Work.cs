namespace Cluster.Jobs;

/// <summary>What a reader is to read: some pictures of a chunk.</summary>
/// <param name="Id">What it is known by; to hand the same pictures out again is another work.</param>
/// <param name="Chunk">The chunk's number.</param>
/// <param name="Places">Where in the chunk each picture stands.</param>
/// <param name="Pictures">Their names.</param>
[GenerateSerializer, Immutable]
internal sealed record Work(Guid Id, int Chunk, IReadOnlyList<int> Places, IReadOnlyList<string> Pictures);
