namespace Cluster.Searching;

/// <summary>A trial to be trained to an epoch.</summary>
/// <param name="Search">The search.</param>
/// <param name="Number">The trial, from 1.</param>
/// <param name="Epochs">The epoch.</param>
/// <param name="TrialsOfRound">How many trials are to be trained beside each other, by which a silo divides its processors.</param>
[GenerateSerializer, Immutable]
internal sealed record TrialOrder(SearchJob Search, int Number, int Epochs, int TrialsOfRound);
