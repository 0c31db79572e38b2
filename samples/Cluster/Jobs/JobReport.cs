namespace Cluster.Jobs;

/// <summary>How a job stands.</summary>
/// <param name="Held">The chunks that the job has: a client submits the others again, which were lost with the silo that had them.</param>
/// <param name="Answered">Chunks that are done, each until the client says that it wrote it.</param>
[GenerateSerializer, Immutable]
internal sealed record JobReport(IReadOnlyList<int> Held, IReadOnlyList<AnsweredChunk> Answered);
