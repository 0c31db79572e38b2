namespace Cluster.Jobs;

/// <summary>Pictures that a client submits together. A chunk is known by its number: to submit it again changes nothing.</summary>
[GenerateSerializer, Immutable]
internal sealed record Chunk(int Number, IReadOnlyList<string> Pictures);
