using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tool.Models;
using Emnist.Recognition.Training;
using static System.FormattableString;

namespace Emnist.Recognition.Tool.Training;

/// <summary>What a trained model's file tells of its training.</summary>
internal static class ModelFacts
{
    public static Dictionary<string, string> Of(
        ReferenceNetwork reference, TrainerOptions options, TrainingSet set, NamedModel? start, IReadOnlyList<NamedModel> teachers, TrainingHistory history)
    {
        var facts = new Dictionary<string, string>
        {
            ["network"] = reference.Name,
            ["training_set"] = Path.GetFileName(Path.TrimEndingDirectorySeparator(set.Name)),
            ["epochs"] = Invariant($"{history.Kept.Epoch}"),
            ["batch_size"] = Invariant($"{options.BatchSize}"),
            ["seed"] = Invariant($"{options.Seed}"),
        };
        if (history.Kept.ValidationAccuracy is { } accuracy)
        {
            facts["validation_accuracy"] = Invariant($"{accuracy:F4}");
        }

        if (history.Temperature is { } temperature)
        {
            facts["temperature"] = Invariant($"{temperature:F4}");
        }

        if (start is not null)
        {
            facts["started_from"] = start.Description;
        }

        if (options.Distillation is { } distillation)
        {
            facts["teachers"] = string.Join(", ", teachers.Select(static teacher => teacher.Description));
            facts["teacher_weight"] = Invariant($"{distillation.Weight}");
        }

        if (set.IsNormalized)
        {
            facts[OnnxModel.NormalizerVersionKey] = Invariant($"{CharacterNormalizer.Version}");
        }

        return facts;
    }
}
