namespace Cluster.Jobs;

/// <summary>The answers to all pictures of a chunk, in their order.</summary>
[GenerateSerializer, Immutable]
internal sealed record AnsweredChunk(int Number, IReadOnlyList<string> Lines);
