namespace Cluster.Jobs;

/// <summary>One of a silo's readers, which reads one piece of work at a time.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct Reader(SiloAddress Silo, int Number);
