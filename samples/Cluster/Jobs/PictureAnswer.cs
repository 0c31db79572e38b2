namespace Cluster.Jobs;

/// <summary>What came of a picture.</summary>
/// <param name="Line">Its line of the output.</param>
/// <param name="MayPass">Whether another try, or another silo, may do better: the file could not be had.</param>
[GenerateSerializer, Immutable]
internal sealed record PictureAnswer(string Line, bool MayPass);
