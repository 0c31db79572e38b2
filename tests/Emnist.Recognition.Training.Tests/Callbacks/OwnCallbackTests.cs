using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training.Tests.Callbacks;

/// <summary>Callbacks as users derive them.</summary>
public class OwnCallbackTests
{
    private static readonly LabeledImages Images = SyntheticImages.Create(1, 20, 20, 20, 20);

    private static readonly TrainerOptions Options = new() { Epochs = 3, BatchSize = 32, ValidationFraction = 0.2, Seed = 2 };

    [Fact]
    public void The_hooks_are_called_in_order_and_see_what_progress_tells()
    {
        var recorder = new Recorder();
        var told = new List<string>();
        TrainingHistory history = new Trainer(Options with { Epochs = 2, Callbacks = [recorder] }).Fit(
            CreateNetwork(), Images, validation: null, new Progress(step => told.Add($"{step.Epoch}.{step.Batch} {step.Loss:R} {step.Accuracy:R}")));

        Assert.Equal(
            ["begin 0.0", "epoch 1.0", "1.1", "1.2", "end 1.2", "epoch 2.0", "2.1", "2.2", "end 2.2", "end of all 2.2"],
            recorder.Calls);
        Assert.Equal(told, recorder.Batches);
        Assert.Equal(history.Epochs, recorder.Epochs);
        Assert.Equal(Images.ClassNames, recorder.ClassNames);
    }

    [Fact]
    public void A_rate_that_is_set_is_that_of_the_next_batches()
    {
        const float rate = 0.05f;
        TrainerOptions options = Options with { Optimizer = new Sgd { LearningRate = rate, Momentum = 0.5f } };
        Network scheduled = CreateNetwork();
        TrainingHistory expected = new Trainer(
            options with { Optimizer = options.Optimizer.WithLearningRate(LearningRateSchedule.StepDecay(rate, 0.5f, epochs: 1)) }).Fit(scheduled, Images);
        Network set = CreateNetwork();
        var halving = new Acting { EpochBegin = context => context.LearningRate = rate * Math.Pow(0.5, context.Epoch - 1) };
        TrainingHistory history = new Trainer(options with { Callbacks = [halving] }).Fit(set, Images);

        Assert.Equal(scheduled.CopyParameters(), set.CopyParameters());
        Assert.Equal(expected.Epochs.Select(epoch => epoch.LearningRate), history.Epochs.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void A_rate_goes_on_with_the_schedule_and_has_a_range()
    {
        var rates = new List<double>();
        var callback = new Acting
        {
            TrainBegin = context =>
            {
                Assert.Equal(0, context.LearningRate);
                Assert.Throws<InvalidOperationException>(() => context.LearningRate = 0.1);
                Assert.Throws<ArgumentOutOfRangeException>(() => context.LearningRate = double.NaN);
                Assert.Throws<ArgumentOutOfRangeException>(() => context.LearningRate = -1);
            },
            EpochEnd = context =>
            {
                rates.Add(context.LearningRate);
                context.LearningRate *= context.Epoch == 1 ? 3 : 1;
            },
        };
        LearningRateSchedule cosine = LearningRateSchedule.CosineDecay(0.01f, warmup: 0.5f);
        TrainerOptions options = Options with { Optimizer = new Adam { LearningRate = cosine } };
        double[] scheduled = [.. new Trainer(options).Fit(CreateNetwork(), Images).Epochs.Select(epoch => epoch.LearningRate)];
        new Trainer(options with { Callbacks = [callback] }).Fit(CreateNetwork(), Images);

        Assert.Equal(scheduled[0], rates[0]);
        Assert.Equal(3 * scheduled[1], rates[1], 1e-12);
        Assert.Equal(3 * scheduled[2], rates[2], 1e-12);
    }

    [Fact]
    public void A_stop_ends_the_epoch_as_it_is_and_stays()
    {
        using var folder = new TemporaryFolder();
        var losses = new List<double>();
        var callback = new Acting
        {
            BatchEnd = context =>
            {
                losses.Add(context.Loss);
                context.StopTraining = context is { Epoch: 2, Batch: 1 };
            },
        };
        TrainerOptions options = Options with { Callbacks = [callback], CheckpointFolder = folder.Path };
        Network network = CreateNetwork();
        TrainingHistory history = new Trainer(options).Fit(network, Images);
        Network resumed = CreateNetwork();
        TrainingHistory again = new Trainer(options with { Resume = true }).Fit(resumed, Images);

        Assert.Equal(3, losses.Count);
        Assert.Equal([losses[1], losses[2]], history.Epochs.Select(epoch => epoch.Loss));
        Assert.NotNull(history.Epochs[1].ValidationAccuracy);
        Assert.Equal(history.Epochs.Select(epoch => epoch with { Duration = default }), again.Epochs.Select(epoch => epoch with { Duration = default }));
        Assert.Equal(network.CopyParameters(), resumed.CopyParameters());
    }

    [Fact]
    public void A_stop_before_any_batch_comes_after_the_first()
    {
        var callback = new Acting { TrainBegin = context => context.StopTraining = true };
        TrainingHistory history = new Trainer(Options with { Callbacks = [callback] }).Fit(CreateNetwork(), Images);

        Assert.Single(history.Epochs);
    }

    [Fact]
    public void The_end_sees_the_best_weights_where_they_are_brought_back_before()
    {
        float[][]? seen = null;
        var callback = new Acting { TrainEnd = context => seen = context.Network.CopyParameters() };
        Network network = CreateNetwork();
        new Trainer(Options with
        {
            Epochs = 12, Optimizer = new Sgd { LearningRate = 2f },
            Callbacks = [new EarlyStopping { Patience = 2, RestoreBestWeights = true }, callback],
        }).Fit(network, Images);

        Assert.Equal(network.CopyParameters(), seen);
    }

    [Fact]
    public void A_training_that_was_cut_goes_on_with_the_state()
    {
        using var folder = new TemporaryFolder();
        TrainerOptions options = Options with { Epochs = 5 };
        Network whole = CreateNetwork();
        new Trainer(options with { Callbacks = [new EverySecond()] }).Fit(whole, Images);
        TrainerOptions kept = options with { CheckpointFolder = folder.Path, Callbacks = [new EverySecond()] };
        Network resumed = CreateNetwork();
        new Trainer(kept with { PauseAfterEpoch = 3 }).Fit(resumed, Images);
        new Trainer(kept with { Resume = true, Callbacks = [new EverySecond()] }).Fit(resumed, Images);

        Assert.Equal(whole.CopyParameters(), resumed.CopyParameters());
    }

    [Fact]
    public void What_does_not_tell_its_state_is_refused_with_a_checkpoint_before_the_first_batch()
    {
        using var folder = new TemporaryFolder();
        var callback = new Untold();
        ArgumentException e = Assert.Throws<ArgumentException>(
            () => new Trainer(Options with { CheckpointFolder = folder.Path, Callbacks = [callback] }).Fit(CreateNetwork(), Images));

        Assert.Equal(
            "Untold does not tell what state it has: override SaveState, with nothing in it where there is none, "
            + "or train without a CheckpointFolder. (Parameter 'Callbacks')",
            e.Message);
        Assert.Equal(0, callback.Batches);
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.Equal(3, new Trainer(Options with { Callbacks = [callback] }).Fit(CreateNetwork(), Images).Epochs.Count);
    }

    [Theory]
    [InlineData(4, "Blocks read 4 of the 8 bytes that it had written")]
    [InlineData(9, "Blocks read more than the 8 bytes that it had written")]
    public void State_that_is_not_read_as_it_was_written_is_refused(int read, string problem)
    {
        using var folder = new TemporaryFolder();
        TrainerOptions options = Options with { Epochs = 1, CheckpointFolder = folder.Path, Callbacks = [new Blocks(read)] };
        new Trainer(options).Fit(CreateNetwork(), Images);
        CheckpointException e = Assert.Throws<CheckpointException>(() => new Trainer(options with { Resume = true }).Fit(CreateNetwork(), Images));

        Assert.Equal(
            $"{Path.Combine(folder.Path, "training.checkpoint")}: {problem}: go on with the version that wrote it, or delete it to start anew",
            e.Message);
    }

    [Fact]
    public void Another_callback_is_another_training()
    {
        using var folder = new TemporaryFolder();
        TrainerOptions options = Options with { Epochs = 1, CheckpointFolder = folder.Path, Callbacks = [new EverySecond()] };
        new Trainer(options).Fit(CreateNetwork(), Images);

        Assert.Contains(
            "callbacks callback Emnist.Recognition.Training.Tests.Callbacks.OwnCallbackTests+EverySecond; this one has no callbacks",
            Assert.Throws<CheckpointException>(() => new Trainer(options with { Resume = true, Callbacks = [] }).Fit(CreateNetwork(), Images)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("begin", 0)]
    [InlineData("epoch", 1)]
    [InlineData("batch", 1)]
    [InlineData("end", 1)]
    [InlineData("end, in or out", 2)]
    public void An_exception_reaches_the_caller_and_leaves_whole_files(string where, int epochsKept)
    {
        using var folder = new TemporaryFolder();
        void Fail(CallbackContext context)
        {
            if (context.Epoch == 2 || where == "begin")
            {
                throw where.Contains("in or out", StringComparison.Ordinal) ? new IOException("full") : new InvalidTimeZoneException("of my own");
            }
        }

        Acting callback = where switch
        {
            "begin" => new() { TrainBegin = Fail },
            "epoch" => new() { EpochBegin = Fail },
            "batch" => new() { BatchEnd = Fail },
            _ => new() { EpochEnd = Fail },
        };
        string log = Path.Combine(folder.Path, "log.csv");
        TrainerOptions options = Options with { CheckpointFolder = folder.Path, WeightAverageMomentum = 0.9f, Callbacks = [new CsvLogger(log), callback] };
        Network network = CreateNetwork();
        Exception e = Assert.ThrowsAny<Exception>(() => new Trainer(options).Fit(network, Images));

        Assert.True(e is InvalidTimeZoneException or IOException);
        Assert.True(network.IsFinite);
        Assert.All(Directory.GetFiles(folder.Path), file => Assert.Contains(Path.GetFileName(file), (string[])["log.csv", "training.checkpoint"]));
        (callback.TrainBegin, callback.EpochBegin, callback.BatchEnd, callback.EpochEnd) = (null, null, null, null);
        var progress = new List<int>();
        Network resumed = CreateNetwork();
        new Trainer(options with { Resume = true }).Fit(resumed, Images, validation: null, new Progress(step => progress.Add(step.Epoch)));
        Network whole = CreateNetwork();
        new Trainer(options with { CheckpointFolder = null, Callbacks = [] }).Fit(whole, Images);

        Assert.Equal(epochsKept + 1, progress[0]);
        Assert.Equal(whole.CopyParameters(), resumed.CopyParameters());
    }

    private static Network CreateNetwork() => new(
        SyntheticImages.Shape, new Flatten(), new Dense(20), new Activation(ActivationFunction.Relu), new Dense(4));

    private sealed class Progress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }

    private sealed class Recorder : TrainingCallback
    {
        public List<string> Calls { get; } = [];

        public List<string> Batches { get; } = [];

        public IReadOnlyList<EpochResult> Epochs { get; private set; } = [];

        public IReadOnlyList<string> ClassNames { get; private set; } = [];

        protected internal override void OnTrainBegin(CallbackContext context) => Record("begin ", context, epochs: 0);

        protected internal override void OnEpochBegin(CallbackContext context) => Record("epoch ", context, context.Epoch - 1);

        protected internal override void OnBatchEnd(CallbackContext context)
        {
            Record("", context, context.Epoch - 1);
            Batches.Add($"{context.Epoch}.{context.Batch} {context.Loss:R} {context.Accuracy:R}");
        }

        protected internal override void OnEpochEnd(CallbackContext context) => Record("end ", context, context.Epoch);

        protected internal override void OnTrainEnd(CallbackContext context)
        {
            Record("end of all ", context, context.Epoch);
            (Epochs, ClassNames) = ([.. context.Epochs], context.ClassNames);
        }

        private void Record(string call, CallbackContext context, int epochs)
        {
            Assert.Equal(epochs, context.Epochs.Count);
            Calls.Add($"{call}{context.Epoch}.{context.Batch}");
        }
    }

    private sealed class Acting : TrainingCallback
    {
        public Action<CallbackContext>? TrainBegin { get; set; }

        public Action<CallbackContext>? EpochBegin { get; set; }

        public Action<CallbackContext>? BatchEnd { get; set; }

        public Action<CallbackContext>? EpochEnd { get; set; }

        public Action<CallbackContext>? TrainEnd { get; set; }

        protected internal override void OnTrainBegin(CallbackContext context) => TrainBegin?.Invoke(context);

        protected internal override void OnEpochBegin(CallbackContext context) => EpochBegin?.Invoke(context);

        protected internal override void OnBatchEnd(CallbackContext context) => BatchEnd?.Invoke(context);

        protected internal override void OnEpochEnd(CallbackContext context) => EpochEnd?.Invoke(context);

        protected internal override void OnTrainEnd(CallbackContext context) => TrainEnd?.Invoke(context);

        protected internal override void SaveState(BinaryWriter writer)
        {
        }
    }

    /// <summary>Takes another rate at every second epoch, by a count of its own.</summary>
    private sealed class EverySecond : TrainingCallback
    {
        private int _count;

        protected internal override void OnTrainBegin(CallbackContext context) => _count = 0;

        protected internal override void OnEpochEnd(CallbackContext context)
        {
            _count++;
            context.LearningRate *= _count % 2 == 0 ? 0.25 : 2;
        }

        protected internal override void SaveState(BinaryWriter writer) => writer.Write(_count);

        protected internal override void LoadState(BinaryReader reader) => _count = reader.ReadInt32();
    }

    private sealed class Untold : TrainingCallback
    {
        public int Batches { get; private set; }

        protected internal override void OnBatchEnd(CallbackContext context) => Batches++;
    }

    private sealed class Blocks(int read) : TrainingCallback
    {
        protected internal override void SaveState(BinaryWriter writer) => writer.Write(1L);

        protected internal override void LoadState(BinaryReader reader) => reader.ReadExactly(new byte[read]);
    }
}
