using System.Globalization;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training.Tests.Callbacks;

public class CallbackTests
{
    private static readonly Network AnyNetwork = new(TensorShape.Vector(2), new Dense(2));

    // By Keras's rules: a value must be better than the best by more than the least difference to count.
    [Theory]
    [InlineData(0, 0.0, new[] { 1.0, 0.9, 0.95 }, 3)]
    [InlineData(1, 0.0, new[] { 1.0, 0.9, 0.95 }, 3)]
    [InlineData(2, 0.0, new[] { 1.0, 1.1, 0.9, 0.9, 0.95 }, 5)]
    [InlineData(2, 0.2, new[] { 1.0, 0.9, 0.85 }, 3)]
    [InlineData(2, 0.0, new[] { 1.0, double.NaN, double.NaN }, 3)]
    [InlineData(1, 0.0, new[] { double.NaN, 1.0, 1.1 }, 3)]
    public void Early_stopping_waits_for_a_better_value(int patience, double minDelta, double[] losses, int stopsAfter)
    {
        var options = new EarlyStopping { Monitor = MonitoredMetric.Loss, Patience = patience, MinDelta = minDelta };

        Assert.Equal(stopsAfter, Play(options, losses).Count);
        Assert.True(Play(options, losses)[^1].StopTraining);
        Assert.False(Play(options, losses)[^2].StopTraining);
    }

    [Theory]
    [InlineData(MonitoredMetric.ValidationTotalLoss, 4)]
    [InlineData(MonitoredMetric.ValidationLoss, 6)]
    public void Either_loss_of_the_validation_is_watched_by_name(MonitoredMetric monitor, int stopsAfter)
    {
        // The log-loss goes on falling where the penalties rise.
        double[] logLosses = [1, 0.9, 0.8, 0.7, 0.8, 0.9];
        double[] totalLosses = [1, 0.9, 1, 1.1, 1.2, 1.3];
        CallbackState state = new EarlyStopping { Monitor = monitor, Patience = 2 }.Start();
        List<EpochResult> epochs = [];
        var context = new CallbackContext(AnyNetwork, ["a", "b"], epochs);
        while (!context.StopTraining)
        {
            int epoch = epochs.Count;
            epochs.Add(new EpochResult(epoch + 1, 1, 0, 0.1, TimeSpan.Zero)
            {
                ValidationLoss = logLosses[epoch], ValidationTotalLoss = totalLosses[epoch],
            });
            state.OnEpochEnd(context);
        }

        Assert.Equal(stopsAfter, epochs.Count);
    }

    [Fact]
    public void Early_stopping_brings_back_the_best_weights()
    {
        CallbackState state = new EarlyStopping { Monitor = MonitoredMetric.Accuracy, Patience = 5, RestoreBestWeights = true }.Start();
        var network = new Network(TensorShape.Vector(2), new Dense(2));
        List<EpochResult> epochs = [];
        var context = new CallbackContext(network, ["a", "b"], epochs);
        double[] accuracies = [0.5, 0.8, 0.7];
        for (int epoch = 1; epoch <= accuracies.Length; epoch++)
        {
            network.Layers[0].Parameters[0].Values.Fill(epoch);
            epochs.Add(new EpochResult(epoch, 1, accuracies[epoch - 1], 0.1, TimeSpan.Zero));
            state.OnEpochEnd(context);
        }

        state.OnTrainEnd(context);
        Assert.Equal(2, context.KeptEpoch);
        Assert.All(network.Layers[0].Parameters[0].Values.ToArray(), value => Assert.Equal(2f, value));
    }

    // By Keras's rules: after lowering, so many epochs as the cooldown do not count.
    [Theory]
    [InlineData(0, 0.0, new[] { 0.1, 0.1, 0.05, 0.05, 0.025, 0.025 })]
    [InlineData(2, 0.0, new[] { 0.1, 0.1, 0.05, 0.05, 0.05, 0.025 })]
    [InlineData(0, 0.04, new[] { 0.1, 0.1, 0.05, 0.05, 0.04, 0.04 })]
    public void The_rate_falls_on_a_plateau(int cooldown, double least, double[] rates)
    {
        var options = new ReduceLearningRateOnPlateau
        {
            Monitor = MonitoredMetric.Loss, Factor = 0.5, Patience = 2, Cooldown = cooldown, MinLearningRate = least,
        };

        Assert.Equal(rates.Length, Play(options, [1, 1, 1, 1, 1, 1]).Count);
        Assert.All(
            Play(options, [1, 1, 1, 1, 1, 1]).Zip(rates), pair => Assert.Equal(pair.Second, pair.First.LearningRate, 1e-12));
    }

    [Fact]
    public void A_training_is_stopped_logged_and_saved()
    {
        using var folder = new TemporaryFolder();
        string log = Path.Combine(folder.Path, "log.csv");
        LabeledImages images = SyntheticImages.Create(1, 40, 40, 40, 40);
        Network network = CreateNetwork();
        TrainingHistory history = new Trainer(new TrainerOptions
        {
            Epochs = 30,
            ValidationFraction = 0.25,
            Optimizer = new Sgd { LearningRate = 2f },
            WeightAverageMomentum = 0.5f,
            Callbacks =
            [
                new EarlyStopping { Patience = 3, RestoreBestWeights = true },
                new ModelCheckpoint(Path.Combine(folder.Path, "best.onnx")) { SaveBestOnly = true, InputForm = InputForm.Mnist },
                new ModelCheckpoint(Path.Combine(folder.Path, "epoch-{epoch}.onnx")),
                new CsvLogger(log),
            ],
        }).Fit(network, images);

        EpochResult best = history.Epochs.MinBy(epoch => epoch.ValidationLoss)!;
        Assert.Equal(best.Epoch + 3, history.Epochs.Count);
        Assert.Equal(best, history.Kept);
        Assert.Equal(network.CopyParameters(), OnnxModel.Load(Path.Combine(folder.Path, "best.onnx")).Network.CopyParameters());
        Assert.Equal(InputForm.Mnist, OnnxModel.Load(Path.Combine(folder.Path, "best.onnx")).InputForm);
        Assert.Null(OnnxModel.Load(Path.Combine(folder.Path, $"epoch-{history.Epochs.Count:00}.onnx")).InputForm);
        LabeledImages validation = images.Split(0.25, seed: 0).Part;
        Assert.Equal(best.ValidationLoss!.Value, Evaluator.Evaluate(network, validation).LogLoss, 1e-12);

        string[] lines = File.ReadAllLines(log);
        Assert.Equal("epoch,accuracy,loss,val_accuracy,val_loss,learning_rate,seconds,val_total_loss", lines[0]);
        Assert.Equal(history.Epochs.Count, lines.Length - 1);
        string[] cells = lines[best.Epoch].Split(',');
        Assert.Equal(best.Epoch, int.Parse(cells[0], CultureInfo.InvariantCulture));
        Assert.Equal(best.ValidationLoss, double.Parse(cells[4], CultureInfo.InvariantCulture));
        Assert.Equal(best.ValidationTotalLoss, double.Parse(cells[7], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void What_needs_validation_is_refused_without_it()
    {
        var trainer = new Trainer(new TrainerOptions { Callbacks = [new EarlyStopping()] });

        Assert.Equal(
            "EarlyStopping watches ValidationLoss, and there are no validation samples: give some, set a ValidationFraction, or leave the callback out. (Parameter 'Callbacks')",
            Assert.Throws<ArgumentException>(() => trainer.Fit(CreateNetwork(), SyntheticImages.Create(1, 4, 4, 4, 4))).Message);
    }

    [Fact]
    public void What_cannot_be_written_is_refused_before_the_first_batch()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("file", [7]);
        string within = Path.Combine(file, "within");
        TrainerOptions[] wrong =
        [
            new() { Callbacks = [new CsvLogger(within)] },
            new() { Callbacks = [new CsvLogger(folder.Path)] },
            new() { Callbacks = [new ModelCheckpoint(within)] },
            new() { Callbacks = [new ModelCheckpoint(Path.Combine(file, "{epoch}", "model.onnx"))] },
            new() { CheckpointFolder = file },
        ];
        Network network = CreateNetwork();
        float[][] before = network.CopyParameters();

        Assert.All(wrong, options =>
        {
            var progress = new Steps();
            IOException e = Assert.Throws<IOException>(() => new Trainer(options).Fit(network, SyntheticImages.Create(1, 4, 4, 4, 4), null, progress));
            Assert.StartsWith(folder.Path, e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(".tmp", e.Message, StringComparison.Ordinal);
            Assert.Equal(0, progress.Count);
        });
        Assert.Equal(before, network.CopyParameters());
        Assert.Equal([7], File.ReadAllBytes(file));
        Assert.Equal(["file"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_of_two_callbacks_is_refused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new Trainer(new TrainerOptions
        {
            Callbacks = [new CsvLogger("log"), new EarlyStopping(), new ModelCheckpoint(Path.Combine("a", "..", "log"))],
        }));

        Assert.Equal($"{Path.GetFullPath("log")} is written by two callbacks: give each a file of its own. (Parameter 'Callbacks')", e.Message);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        TrainingCallback[] wrong =
        [
            new EarlyStopping { Patience = -1 },
            new EarlyStopping { MinDelta = double.NaN },
            new EarlyStopping { Monitor = (MonitoredMetric)99 },
            new ReduceLearningRateOnPlateau { Factor = 1 },
            new ReduceLearningRateOnPlateau { Patience = -1 },
            new ReduceLearningRateOnPlateau { Cooldown = -1 },
            new ReduceLearningRateOnPlateau { MinLearningRate = -1 },
        ];
        Assert.All(wrong, callback => Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(new TrainerOptions { Callbacks = [callback] })));
        Assert.Throws<ArgumentException>(() => new CsvLogger(" "));
        Assert.Throws<ArgumentException>(() => new ModelCheckpoint(""));
    }

    private sealed class Steps : IProgress<TrainingProgress>
    {
        public int Count { get; private set; }

        public void Report(TrainingProgress value) => Count++;
    }

    /// <returns>Whether to stop, and the rate, after each epoch.</returns>
    private static List<(bool StopTraining, double LearningRate)> Play(TrainingCallback callback, double[] losses)
    {
        CallbackState state = callback.Start();
        List<EpochResult> epochs = [];
        var context = new CallbackContext(AnyNetwork, ["a", "b"], epochs) { ScheduledRate = 0.1 };
        List<(bool StopTraining, double LearningRate)> ends = [];
        foreach (double loss in losses)
        {
            epochs.Add(new EpochResult(epochs.Count + 1, loss, 0, 0.1, TimeSpan.Zero) { ValidationTotalLoss = loss });
            state.OnEpochEnd(context);
            ends.Add((context.StopTraining, context.LearningRate));
            if (context.StopTraining)
            {
                break;
            }
        }

        return ends;
    }

    private static Network CreateNetwork() => new(
        SyntheticImages.Shape, new Flatten(), new Dense(20), new Activation(ActivationFunction.Relu), new Dense(4));
}
