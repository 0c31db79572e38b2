using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Checkpoints;

namespace Emnist.Recognition.Training.Tests.Checkpoints;

/// <summary>
/// Checkpoints of every released version still go on. A version's folder holds the checkpoint that <see cref="GoldenTraining"/> left
/// after two of its four epochs, and the weights that it ended with, in the order of the network's parameters.
/// </summary>
public class GoldenCheckpointTests
{
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
        float[] weights = Train(folder.Path, trained);

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

        CheckpointException refusal = Assert.Throws<CheckpointException>(() => Train(folder.Path, null));
        Assert.Equal(
            $"{path}: the checkpoint is of another version of the library: "
            + "go on with the version that wrote it, or delete it to start anew",
            refusal.Message);
        Assert.Equal(path, refusal.Path);
    }

    private static float[] Train(string folder, IProgress<TrainingProgress>? progress)
    {
        Network network = GoldenTraining.CreateNetwork();
        new Trainer(GoldenTraining.Options(folder)).Fit(network, GoldenTraining.Samples, validation: null, progress);
        return [.. network.CopyParameters().SelectMany(values => values)];
    }

    private sealed class TrainedEpochs : IProgress<TrainingProgress>
    {
        public SortedSet<int> Epochs { get; } = [];

        public void Report(TrainingProgress value) => Epochs.Add(value.Epoch);
    }
}
