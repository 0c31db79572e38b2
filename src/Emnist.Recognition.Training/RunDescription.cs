using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Training.Datasets;
using static System.FormattableString;

namespace Emnist.Recognition.Training;

/// <summary>
/// Everything that a training's weights depend on but the number of its epochs, and the calibration that follows them, as
/// lines <c>key=value</c>: what must be the same to go on.
/// </summary>
/// <remarks>
/// Users' checkpoints are compared with it, so it must not change by a letter. Keys and words stand here and in the
/// <c>Description</c>s, apart from the names in the code. What is off has no line: a new option, which is off by default, then
/// leaves the checkpoints of trainings without it as they are.
/// </remarks>
internal static class RunDescription
{
    /// <summary>
    /// The line of a training whose statistics of batch normalization are measured after each epoch. Trainings of versions that
    /// did not measure any have none, and go on without, to the weights that they would have had.
    /// </summary>
    private const string Measured = "\nbatch normalization=measured";

    public static string WithMeasuredStatistics(string description) => description + Measured;

    public static string Create(TrainerOptions options, Network network, ISampleSource samples, ISampleSource? validation)
    {
        List<string> lines = [];
        void Add(string key, string? value)
        {
            if (value is not null)
            {
                lines.Add($"{key}={value.ReplaceLineEndings(" ")}");
            }
        }

        Add("network", Describe(network));
        Add("weights to start from", network.Origin);
        Add("training samples", Describe(samples));
        Add("validation samples", validation is null ? null : Describe(validation));
        Add("batch size", Invariant($"{options.BatchSize}"));
        Add("samples per epoch", Invariant($"{options.SamplesPerEpoch ?? samples.Count}"));
        Add("balanced classes", options.BalanceClasses ? "yes" : null);
        Add("class shares", options.ClassShares is { } shares ? Describe(shares) : null);
        Add("seed", Invariant($"{options.Seed}"));
        Add("optimizer", options.Optimizer.Description);
        Add("label smoothing", options.LabelSmoothing > 0 ? Invariant($"{options.LabelSmoothing}") : null);
        Add("class weights", options.ClassWeights is { } weights ? Describe(weights) : null);
        Add("weight average", options.WeightAverageMomentum > 0 ? Invariant($"{options.WeightAverageMomentum}") : null);
        Add("augmentation", options.Augmentation?.Description);
        Add("normalizer", options.Augmentation is { DrawsAnew: true } ? Invariant($"{CharacterNormalizer.Version}") : null);
        Add("distillation", options.Distillation is { } distillation ? Describe(distillation) : null);
        string[] callbacks = [.. options.Callbacks.Select(static callback => callback.Description).OfType<string>()];
        Add("callbacks", callbacks.Length > 0 ? string.Join("; ", callbacks) : null);
        return string.Join('\n', lines);
    }

    private static string Describe(IEnumerable<float> weights) =>
        string.Join(", ", weights.Select(static weight => Invariant($"{weight}")));

    private static string Describe(Distillation distillation) => Invariant($"{distillation.Weight} by teachers ")
        + string.Join("; ", distillation.Teachers.Select(static teacher => $"{Hash(teacher)}, {Describe(teacher)}"))
        + (distillation.SampleFolds is { } folds
            ? Invariant($"; of folds {string.Join(" ", distillation.TeacherFolds!)}, SHA-256 {Convert.ToHexStringLower(SHA256.HashData([.. folds]))}")
            : "");

    private static string Describe(Network network) => string.Join(", ", network.Layers.Select(Describe));

    private static string Describe(NetworkLayer layer) =>
        $"{layer.Name} {layer.Definition.Settings} {layer.OutputShape} {string.Join(" ", layer.Parameters.Select(Describe))}"
        + (layer.FollowsThePrevious ? "" : $" takes {string.Join(" + ", layer.Inputs)}")
        + (layer.Parameters.Count == 0 ? ""
            : !layer.Trainable ? " frozen"
            : layer.LearningRateMultiplier != 1 ? Invariant($" learning rate times {layer.LearningRateMultiplier}") : "");

    private static string Describe(Parameter parameter) =>
        Invariant($"[{string.Join(", ", parameter.Shape)}] {parameter.L1}/{parameter.L2}");

    private static string Describe(ISampleSource samples) => Invariant($"{samples.Count} of {samples.Shape}, SHA-256 {Hash(samples)}");

    /// <summary>The weights of a network, by which they are told again.</summary>
    public static string Hash(Network network)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Parameter parameter in network.Parameters)
        {
            hash.AppendData(MemoryMarshal.AsBytes(parameter.Values));
        }

        return $"SHA-256 {Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    private static string Hash(ISampleSource samples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (samples is LabeledImages images)
        {
            hash.AppendData(images.Pixels.Span);
            hash.AppendData(images.Codes);
            foreach (IReadOnlyList<int> set in images.CandidateSets)
            {
                hash.AppendData(MemoryMarshal.AsBytes(set.Prepend(set.Count).ToArray().AsSpan()));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        float[] sample = new float[samples.Shape.Length];
        for (int i = 0; i < samples.Count; i++)
        {
            samples.CopyTo(i, sample);
            hash.AppendData(MemoryMarshal.AsBytes(sample.AsSpan()));
        }

        int[] labels = samples.ReadLabels(nameof(samples));
        hash.AppendData(MemoryMarshal.AsBytes(labels.AsSpan()));
        foreach ((int i, int[]? set) in samples.ReadCandidates(labels, nameof(samples))?.Index() ?? [])
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>(set is null ? [] : [i, .. set]));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
