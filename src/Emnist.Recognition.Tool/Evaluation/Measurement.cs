using Emnist.Recognition.Imaging;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>What an evaluation found.</summary>
/// <param name="Metrics">How well they were told apart.</param>
/// <param name="Images">
/// [28, 28] of each picture, as the network saw it; empty where it saw none. In the order of the metrics' mistakes.
/// </param>
/// <param name="Names">What they are called, in the same order; empty where they have no names.</param>
/// <param name="Skipped">Pictures left out, because they cannot be read.</param>
/// <param name="Unnamed">Pictures that are blank or show no character: their answer is none.</param>
/// <param name="Duration">From the first picture read to the last one named.</param>
internal sealed record Measurement(
    ClassificationMetrics Metrics,
    IReadOnlyList<ReadOnlyMemory<byte>> Images,
    IReadOnlyList<string> Names,
    int Skipped,
    int Unnamed,
    TimeSpan Duration)
{
    /// <summary>A report, with the images that were mistaken.</summary>
    public EvaluationReport ToReport(
        string title, IReadOnlyList<KeyValuePair<string, string>> facts, IReadOnlyList<LearningCurve> curves) =>
        new(title, Metrics)
        {
            Skipped = Skipped,
            Duration = Duration,
            Facts = facts,
            Curves = curves,
            ImageNames = Names,
            Mistakes =
            [
                .. from mistake in Metrics.WorstMistakes
                   let image = Images[mistake.Index]
                   where !image.IsEmpty
                   select new MistakeImage(mistake, CharacterNormalizer.Size, image),
            ],
        };
}
