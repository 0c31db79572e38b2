using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Tool.Measuring;

/// <summary>What an evaluation found.</summary>
/// <param name="Metrics">How well they were told apart.</param>
/// <param name="Images">[28, 28] of each picture, as the network saw it; empty where it saw none. In the order of the metrics' mistakes.</param>
/// <param name="Skipped">Pictures left out, because they cannot be read.</param>
/// <param name="Unnamed">Pictures that count as wrong, because they show no character.</param>
/// <param name="Duration">From the first picture read to the last one named.</param>
internal sealed record Measurement(
    ClassificationMetrics Metrics,
    IReadOnlyList<ReadOnlyMemory<byte>> Images,
    int Skipped,
    int Unnamed,
    TimeSpan Duration);
