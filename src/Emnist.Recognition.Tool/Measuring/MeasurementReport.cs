using Emnist.Recognition.Training.Reporting;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tool.Measuring;

/// <summary>Makes a report of a measurement, with the images that were mistaken.</summary>
internal static class MeasurementReport
{
    public static EvaluationReport Create(
        Measurement measurement, IReadOnlyList<KeyValuePair<string, string>> facts, IReadOnlyList<LearningCurve> curves) =>
        new("Evaluation", measurement.Metrics)
        {
            Skipped = measurement.Skipped,
            Duration = measurement.Duration,
            Facts = facts,
            Curves = curves,
            Mistakes =
            [
                .. from mistake in measurement.Metrics.WorstMistakes
                   let image = measurement.Images[mistake.Index]
                   where !image.IsEmpty
                   select new MistakeImage(mistake, CharacterNormalizer.Size, image),
            ],
        };
}
