using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tool.Models;
using Emnist.Recognition.Training;
using static System.FormattableString;

namespace Emnist.Recognition.Tool.Training;

/// <summary>What a trained model's file tells of its training.</summary>
internal static class ModelFacts
{
    private const string Network = "network";

    public static Dictionary<string, string> Of(
        NetworkStart start, TrainerOptions options, TrainingSet set, IReadOnlyList<NamedModel> teachers, TrainingHistory history)
    {
        var facts = new Dictionary<string, string>();
        if ((start.Reference?.Name ?? start.Model?.Model.Metadata.GetValueOrDefault(Network)) is { } network)
        {
            facts[Network] = network;
        }

        facts["training_set"] = Path.GetFileName(Path.TrimEndingDirectorySeparator(set.Name));
        facts["epochs"] = Invariant($"{history.Kept.Epoch}");
        facts["batch_size"] = Invariant($"{options.BatchSize}");
        facts["seed"] = Invariant($"{options.Seed}");
        if (history.Kept.ValidationAccuracy is { } accuracy)
        {
            facts["validation_accuracy"] = Invariant($"{accuracy:F4}");
        }

        if (history.Temperature is { } temperature)
        {
            facts["temperature"] = Invariant($"{temperature:F4}");
        }

        if (start.Model is { } model)
        {
            facts["started_from"] = model.Description;
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
