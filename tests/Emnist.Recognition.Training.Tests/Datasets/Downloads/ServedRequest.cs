namespace Emnist.Recognition.Training.Tests.Datasets.Downloads;

/// <summary>What a client asked for.</summary>
internal sealed record ServedRequest(string Path, string? Range, string? IfRange);
