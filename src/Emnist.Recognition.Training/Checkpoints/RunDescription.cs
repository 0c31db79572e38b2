using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training.Checkpoints;

/// <summary>Everything that a training's weights depend on but the number of its epochs, and the calibration that follows them, a line each: what must be the same to go on.</summary>
internal static class RunDescription
{
    public static string Of(TrainerOptions options, Network network, LabeledImages images, LabeledImages? validation)
    {
        // The options' texts follow the thread's culture, and a checkpoint must not.
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return string.Join('\n', Lines(options, network, images, validation));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>The first line in which two descriptions differ, said of both.</summary>
    public static string Difference(string there, string here) => there.Split('\n').Zip(here.Split('\n'))
        .Where(static pair => pair.First != pair.Second)
        .Select(static pair => $"it is of a training with {Shorten(pair.First)}; this one has {Shorten(pair.Second)}")
        .FirstOrDefault("it is of another kind of training");

    private static IEnumerable<string> Lines(TrainerOptions options, Network network, LabeledImages images, LabeledImages? validation) =>
    [
        Line("network", string.Join(", ", network.Layers.Select(Describe))),
        Line("training images", Hash(images)),
        Line("validation images", validation is null ? "none" : Hash(validation)),
        Line("batch size", options.BatchSize),
        Line("samples per epoch", options.SamplesPerEpoch ?? images.Count),
        Line("balanced classes", options.BalanceClasses),
        Line("seed", options.Seed),
        Line("loss", options.Loss),
        Line("optimizer", options.Optimizer),
        Line("class weights", options.ClassWeights is null ? "none" : string.Join(", ", options.ClassWeights)),
        Line("weight average", options.WeightAverageMomentum),
        Line("augmentation", (object?)options.Augmentation ?? "none"),
        Line("normalizer", options.Augmentation is { Redrawing: > 0 } ? CharacterNormalizer.Version : "none"),
        Line("distillation", options.Distillation is { } distillation ? Describe(distillation) : "none"),
        Line("callbacks", string.Join(", ", options.Callbacks.Select(static callback => callback.Description).Where(static text => text is not null))),
    ];

    private static string Describe(Distillation distillation) =>
        $"{distillation.Weight} by teachers {string.Join("; ", distillation.Teachers.Select(Describe))}";

    private static string Describe(Network teacher)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Parameter parameter in teacher.Parameters)
        {
            hash.AppendData(MemoryMarshal.AsBytes(parameter.Values));
        }

        return $"SHA-256 {Convert.ToHexStringLower(hash.GetHashAndReset())}, {string.Join(", ", teacher.Layers.Select(Describe))}";
    }

    private static string Describe(NetworkLayer layer) =>
        $"{layer.Name} {layer.Definition.Settings} {layer.OutputShape} "
        + string.Join(" ", layer.Parameters.Select(static parameter => $"[{string.Join(", ", parameter.Shape)}] {parameter.L1}/{parameter.L2}"));

    private static string Line(string name, object value) => $"{name} {Convert.ToString(value, CultureInfo.InvariantCulture)!.ReplaceLineEndings(" ")}";

    private static string Hash(LabeledImages images)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(images.Pixels.Span);
        hash.AppendData(images.Labels.Span);
        return string.Create(CultureInfo.InvariantCulture, $"{images.Count} of {images.Width} x {images.Height}, SHA-256 {Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }

    private static string Shorten(string line) => line.Length <= 200 ? line : line[..200] + "...";
}
