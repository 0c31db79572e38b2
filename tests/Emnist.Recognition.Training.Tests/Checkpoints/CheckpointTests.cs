using System.Globalization;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training.Tests.Checkpoints;

public class CheckpointTests
{
    private static readonly LabeledImages Images = SyntheticImages.Create(1, 60, 50, 40, 30);

    public static TheoryData<string> Settings => [.. Variants.Keys];

    private static Dictionary<string, TrainerOptions> Variants { get; } = new()
    {
        ["plain"] = new(),
        ["momentum"] = new() { Optimizer = new Sgd { Momentum = 0.9f, LearningRate = LearningRateSchedule.OneCycle(0.05f) }, BalanceClasses = true },
        ["rmsprop"] = new() { Optimizer = new RmsProp { Momentum = 0.5f, Centered = true } },
        ["everything"] = new()
        {
            Optimizer = new AdamW { LearningRate = LearningRateSchedule.CosineDecay(3e-3f, 0.2f) },
            LabelSmoothing = 0.1f,
            Augmentation = Augmentation.Handwriting,
            Distillation = new Distillation { Teachers = [CreateNetwork()] },
            BalanceClasses = true,
            SamplesPerEpoch = 100,
            WeightAverageMomentum = 0.9f,
            CalibrateConfidence = true,
            Callbacks = [new ReduceLearningRateOnPlateau { Patience = 1, MinDelta = 0.05, Factor = 0.5 }, new EarlyStopping { Patience = 4, RestoreBestWeights = true }],
        },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_training_that_was_cut_ends_with_the_same_weights(string settings)
    {
        using var folder = new TemporaryFolder();
        TrainerOptions options = Variants[settings] with { Epochs = 5, BatchSize = 16, ValidationFraction = 0.2, Seed = 3 };
        Network whole = CreateNetwork();
        TrainingHistory expected = new Trainer(options).Fit(whole, Images);

        TrainerOptions kept = options with { CheckpointFolder = folder.Path };
        CutAt(kept, epoch: 2, batch: 3);
        CutAt(kept with { Resume = true, MaxDegreeOfParallelism = 1 }, epoch: 4, batch: 1);
        Network resumed = CreateNetwork();
        resumed.Initialize(99);
        TrainingHistory history = new Trainer(kept with { Resume = true }).Fit(resumed, Images);

        Assert.Equal(whole.CopyParameters(), resumed.CopyParameters());
        Assert.Equal(expected.Temperature, history.Temperature);
        Assert.Equal(
            expected.Epochs.Select(epoch => epoch with { Duration = default }), history.Epochs.Select(epoch => epoch with { Duration = default }));
    }

    [Fact]
    public void A_training_that_ended_gives_its_result_again()
    {
        using var folder = new TemporaryFolder();
        TrainerOptions options = Variants["everything"] with { Epochs = 2, ValidationFraction = 0.2, CheckpointFolder = folder.Path, Resume = true };
        Network first = CreateNetwork();
        double? temperature = new Trainer(options).Fit(first, Images).Temperature;
        Network second = CreateNetwork();

        Assert.NotNull(temperature);
        Assert.Equal(temperature, new Trainer(options).Fit(second, Images).Temperature);
        Assert.Equal(first.CopyParameters(), second.CopyParameters());
    }

    [Fact]
    public void Another_training_is_refused_with_the_difference()
    {
        using var folder = new TemporaryFolder();
        var options = new TrainerOptions { Epochs = 1, CheckpointFolder = folder.Path, Resume = true };
        new Trainer(options).Fit(CreateNetwork(), Images);

        string Refusal(TrainerOptions changed, LabeledImages images) =>
            Assert.Throws<CheckpointException>(() => new Trainer(changed).Fit(CreateNetwork(), images)).Message;
        Assert.Equal(
            $"{Path.Combine(folder.Path, "training.checkpoint")}: it is of a training with batch size 32; this one has batch size 8: use another folder, or the same settings",
            Refusal(options with { BatchSize = 8 }, Images));
        Assert.Contains("seed 0; this one has seed 1", Refusal(options with { Seed = 1 }, Images), StringComparison.Ordinal);
        Assert.Contains("optimizer Adam", Refusal(options with { Optimizer = new Sgd() }, Images), StringComparison.Ordinal);
        Assert.Contains("training samples 180 of [12, 9, 1]", Refusal(options, SyntheticImages.Create(2, 60, 50, 40, 30)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused_wherever_the_damage_is()
    {
        using var folder = new TemporaryFolder();
        var options = new TrainerOptions { Epochs = 1, CheckpointFolder = folder.Path, Resume = true };
        new Trainer(options).Fit(CreateNetwork(), Images);
        string path = Path.Combine(folder.Path, "training.checkpoint");
        byte[] whole = File.ReadAllBytes(path);

        void Refused(byte[] bytes)
        {
            File.WriteAllBytes(path, bytes);
            Network network = CreateNetwork();
            float[][] before = network.CopyParameters();
            Assert.Contains("damaged", Assert.Throws<CheckpointException>(() => new Trainer(options).Fit(network, Images)).Message, StringComparison.Ordinal);
            Assert.Equal(before, network.CopyParameters());
        }

        Refused([]);
        Refused(whole[..^1]);
        for (int place = 0; place < whole.Length; place += (whole.Length / 20) + 1)
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= 1;
            Refused(damaged);
        }
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_leaves_the_one_before_whole()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "training.checkpoint");
        RunCheckpoint.Write(folder.Path, "a training", writer => writer.Write(1));
        byte[] before = File.ReadAllBytes(path);

        Assert.Throws<IOException>(() => RunCheckpoint.Write(folder.Path, "a training", writer =>
        {
            writer.Write(2);
            throw new IOException("No space left on device");
        }));

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_loss_that_is_not_finite_leaves_the_last_good_weights()
    {
        Network network = CreateNetwork();
        var options = new TrainerOptions { Epochs = 3, BatchSize = 10, Optimizer = new Sgd { LearningRate = LearningRateSchedule.CosineDecay(1e20f, 0.9f) } };
        float[][] before = network.CopyParameters();
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => new Trainer(options).Fit(network, Images));

        Assert.Equal(1, exception.Epoch);
        Assert.Equal(before, network.CopyParameters());
    }

    // One batch is an epoch, so that only the weights after its step tell.
    [Fact]
    public void Weights_that_are_not_finite_after_the_last_step_of_an_epoch_are_not_kept()
    {
        using var folder = new TemporaryFolder();
        Network network = CreateNetwork();
        float[][] before = network.CopyParameters();
        var options = new TrainerOptions
        {
            Epochs = 1, BatchSize = 1000, CheckpointFolder = folder.Path, WeightAverageMomentum = 0.9f,
            Optimizer = new Sgd { LearningRate = float.MaxValue, Momentum = 0.9f, Nesterov = true },
        };
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => new Trainer(options).Fit(network, Images));

        Assert.Equal((1, 1), (exception.Epoch, exception.Batch));
        Assert.StartsWith("The weights are no longer finite", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.CopyParameters());
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_network_of_other_options_is_another_training()
    {
        using var folder = new TemporaryFolder();
        var trainer = new Trainer(new TrainerOptions { Epochs = 1, CheckpointFolder = folder.Path, Resume = true });
        Network Create(float dropout, int window, float momentum) => new(
            SyntheticImages.Shape,
            new MaxPooling2D(window) { Padding = Padding.Same, Strides = 2 }, new Dropout(dropout),
            new BatchNormalization { Momentum = momentum }, new Flatten(), new Dense(4));
        trainer.Fit(Create(0.1f, 2, 0.9f), Images);

        trainer.Fit(Create(0.1f, 2, 0.9f), Images);
        Assert.Throws<CheckpointException>(() => trainer.Fit(Create(0.2f, 2, 0.9f), Images));
        Assert.Throws<CheckpointException>(() => trainer.Fit(Create(0.1f, 3, 0.9f), Images));
        Assert.Throws<CheckpointException>(() => trainer.Fit(Create(0.1f, 2, 0.8f), Images));
    }

    [Fact]
    public void A_checkpoint_does_not_depend_on_the_culture_nor_on_logs()
    {
        using var folder = new TemporaryFolder();
        TrainerOptions options = Variants["everything"] with { Epochs = 1, ValidationFraction = 0.2, CheckpointFolder = folder.Path, Resume = true };
        new Trainer(options).Fit(CreateNetwork(), Images);
        CultureInfo culture = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = comma;
            string log = Path.Combine(folder.Path, "new", "log.csv");
            new Trainer(options with { Epochs = 2, Callbacks = [.. options.Callbacks, new CsvLogger(log)] }).Fit(CreateNetwork(), Images);

            Assert.Equal(3, File.ReadAllLines(log).Length);
            Assert.Equal(comma, CultureInfo.CurrentCulture);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void A_log_that_cannot_be_written_does_not_cost_the_checkpoint()
    {
        using var folder = new TemporaryFolder();
        string log = Path.Combine(folder.Path, "log.csv");
        Directory.CreateDirectory(log);
        var options = new TrainerOptions { Epochs = 2, CheckpointFolder = folder.Path, Callbacks = [new CsvLogger(log)] };
        Exception failure = Assert.ThrowsAny<Exception>(() => new Trainer(options).Fit(CreateNetwork(), Images));
        Assert.True(failure is IOException or UnauthorizedAccessException);

        TrainingHistory history = new Trainer(options with { Resume = true, Callbacks = [] }).Fit(CreateNetwork(), Images);
        Assert.Equal(2, history.Epochs.Count);
        Assert.NotEqual(history.Epochs[0].Loss, history.Epochs[1].Loss);
    }

    [Fact]
    public void What_killed_trainings_have_left_beside_the_checkpoint_is_removed()
    {
        using var folder = new TemporaryFolder();
        string left = folder.Write("training.checkpoint.abcdefgh.ijk.tmp", [1]);
        string beingWritten = folder.Write("training.checkpoint.bcdefghi.jkl.tmp", [2]);
        string other = folder.Write("notes.tmp", [3]);
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-1));
        File.SetLastWriteTimeUtc(other, DateTime.UtcNow.AddHours(-1));

        new Trainer(new TrainerOptions { Epochs = 1, CheckpointFolder = folder.Path }).Fit(CreateNetwork(), Images);

        Assert.Equal(
            [other, Path.Combine(folder.Path, "training.checkpoint"), beingWritten],
            Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Resuming_needs_a_folder() =>
        Assert.Throws<ArgumentException>(() => new Trainer(new TrainerOptions { Resume = true }));

    private static void CutAt(TrainerOptions options, int epoch, int batch)
    {
        using var source = new CancellationTokenSource();
        var progress = new CancelAt(source, epoch, batch);
        Assert.Throws<OperationCanceledException>(() => new Trainer(options).Fit(CreateNetwork(), Images, validation: null, progress, source.Token));
    }

    private static Network CreateNetwork() => new(
        SyntheticImages.Shape,
        new Conv2D(6, 3), new BatchNormalization(), new Activation(ActivationFunction.Relu), new MaxPooling2D(),
        new Dropout(0.2f), new Flatten(), new Dense(4));

    private sealed class CancelAt(CancellationTokenSource source, int epoch, int batch) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch == epoch && value.Batch == batch)
            {
                source.Cancel();
            }
        }
    }
}
