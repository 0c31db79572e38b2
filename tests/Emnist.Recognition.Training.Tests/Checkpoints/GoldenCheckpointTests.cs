using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training.Tests.Checkpoints;

/// <summary>
/// Checkpoints of every released version still go on. A version's folder holds the checkpoint that <see cref="Train"/> left
/// after two of its four epochs, and the weights that it ended with, in the order of the network's parameters.
/// </summary>
public class GoldenCheckpointTests
{
    private const int Classes = 3;

    private static readonly string Golden =
        Path.Combine(TestData.RepositoryRoot, "tests", "Emnist.Recognition.Training.Tests", "Checkpoints", "Golden");

    public static TheoryData<string> Versions => [.. Directory.GetDirectories(Golden).Select(Path.GetFileName).OfType<string>()];

    /// <summary>Within what vectors of other lengths change in the last digits, over the two epochs that are left.</summary>
    [Theory]
    [MemberData(nameof(Versions))]
    public void A_checkpoint_of_an_earlier_version_is_resumed(string version)
    {
        using var folder = new TemporaryFolder();
        string golden = Path.Combine(Golden, version);
        File.Copy(Path.Combine(golden, TrainerOptions.CheckpointFileName), Path.Combine(folder.Path, TrainerOptions.CheckpointFileName));
        float[] expected = JsonSerializer.Deserialize<float[]>(File.ReadAllText(Path.Combine(golden, "weights.json")))!;

        var trained = new TrainedEpochs();
        float[] weights = Train(folder.Path, pauseAfterEpoch: null, trained);

        Assert.Equal([3, 4], trained.Epochs);
        Assert.All(expected.Zip(weights), pair => Assert.Equal(pair.First, pair.Second, 1e-4 + (1e-3 * Math.Abs(pair.First))));
    }

    [Fact]
    public void A_checkpoint_of_another_layout_is_refused_as_such()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, TrainerOptions.CheckpointFileName);
        byte[] content = Encoding.ASCII.GetBytes("EMNTRN01 of before the first release");
        File.WriteAllBytes(path, [.. content, .. SHA256.HashData(content)]);

        CheckpointException refusal = Assert.Throws<CheckpointException>(() => Train(folder.Path, pauseAfterEpoch: null, null));
        Assert.Equal(
            $"{path}: the checkpoint is of another version of the library: "
            + "go on with the version that wrote it, or delete it to start anew",
            refusal.Message);
        Assert.Equal(path, refusal.Path);
    }

    private static float[] Train(string folder, int? pauseAfterEpoch, IProgress<TrainingProgress>? progress)
    {
        // The first layer has no bias, whose gradient before a batch normalization is rounding alone.
        var network = new Network(
            TensorShape.Vector(6),
            new Dense(5) { UseBias = false }, new BatchNormalization(), new Activation(ActivationFunction.Relu), new Dropout(0.2f),
            new Dense(Classes));
        network.Initialize(4);
        new Trainer(new TrainerOptions
        {
            Epochs = 4,
            BatchSize = 8,
            SamplesPerEpoch = 30,
            BalanceClasses = true,
            LabelSmoothing = 0.1f,
            ClassWeights = [1, 0.5f, 2],
            Optimizer = new AdamW { LearningRate = LearningRateSchedule.CosineDecay(0.02f, 0.1f) },
            WeightAverageMomentum = 0.9f,
            ValidationFraction = 0.25,
            Callbacks =
            [
                new ReduceLearningRateOnPlateau { Patience = 1, MinDelta = 0.2, Factor = 0.5 },
                new EarlyStopping { Patience = 10, RestoreBestWeights = true },
            ],
            CheckpointFolder = folder,
            Resume = true,
            Seed = 3,
            PauseAfterEpoch = pauseAfterEpoch,
        }).Fit(network, CreateSamples(), validation: null, progress);
        return [.. network.CopyParameters().SelectMany(values => values)];
    }

    private static FloatSamples CreateSamples() => new(
        TensorShape.Vector(6),
        [.. Enumerable.Range(0, 40).Select(i => Enumerable.Range(0, 6).Select(p => Value(i, p)).ToArray())],
        [.. Enumerable.Range(0, 40).Select(i => i % Classes)],
        ["a", "b", "c"]);

    private static float Value(int sample, int place) =>
        ((((7 * sample) + (13 * place)) % 16) + (place % Classes == sample % Classes ? 16 : 0)) / 32f;

    private sealed class TrainedEpochs : IProgress<TrainingProgress>
    {
        public SortedSet<int> Epochs { get; } = [];

        public void Report(TrainingProgress value) => Epochs.Add(value.Epoch);
    }
}
