using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training.Tests;

public class TrainerTests
{
    private static readonly LabeledImages Images = SyntheticImages.Create(1, 60, 60, 60, 60, 60, 60);

    [Fact]
    public void A_network_learns_and_the_history_tells()
    {
        Network network = CreateNetwork();
        TrainingHistory history = new Trainer(new TrainerOptions
        {
            Epochs = 8,
            BatchSize = 16,
            ValidationFraction = 0.25,
            Optimizer = new Adam { LearningRate = LearningRateSchedule.CosineDecay(5e-3f) },
        }).Fit(network, Images);

        Assert.Equal(Enumerable.Range(1, 8), history.Epochs.Select(epoch => epoch.Epoch));
        Assert.All(history.Epochs, epoch => Assert.NotNull(epoch.ValidationLoss));
        Assert.True(history.Epochs[^1].Loss < 0.5 * history.Epochs[0].Loss);
        Assert.True(history.Epochs[^1].ValidationAccuracy > 0.95);
        Assert.True(history.Epochs[^1].Accuracy > 0.9);
    }

    [Fact]
    public void The_weights_are_the_same_to_the_bit_on_any_number_of_threads()
    {
        float[][] one = Train(threads: 1, seed: 3);

        Assert.Equal(one, Train(threads: 1, seed: 3));
        Assert.Equal(one, Train(threads: 2, seed: 3));
        Assert.Equal(one, Train(threads: 3, seed: 3));
        Assert.NotEqual(one, Train(threads: 2, seed: 4));
    }

    [Fact]
    public void So_they_are_by_Winograds_filtering_and_calibrated()
    {
        float[][] Fit(int threads)
        {
            Layer convolution = new Conv2D(32, 3) { Padding = Padding.Same };
            var network = new Network(
                SyntheticImages.Shape, convolution, convolution, new Flatten(), new Dense(6));
            network.Initialize(1);
            (LabeledImages training, LabeledImages validation) = (Images.Slice(0, 200), Images.Slice(200, 101));
            var options = new TrainerOptions { Epochs = 1, BatchSize = 50, CalibrateConfidence = true, MaxDegreeOfParallelism = threads };
            new Trainer(options).Fit(network, training, validation);
            return network.CopyParameters();
        }

        float[][] one = Fit(1);
        Assert.Equal(one, Fit(2));
        Assert.Equal(one, Fit(3));
    }

    [Fact]
    public void Regularization_adds_to_the_loss_and_shrinks_the_kernels()
    {
        (double plainLoss, double plainSquares, double _) = TrainOneBatch(0);
        (double loss, double squares, double initialSquares) = TrainOneBatch(0.01f);

        Assert.Equal(plainLoss + (0.01 * initialSquares), loss, 1e-4);
        Assert.True(squares < plainSquares);
    }

    [Fact]
    public void Progress_is_told_after_every_batch_and_every_epoch()
    {
        var reports = new List<TrainingProgress>();
        new Trainer(new TrainerOptions { Epochs = 2, BatchSize = 100 })
            .Fit(CreateNetwork(), Images, validation: null, new Collector(reports.Add));

        Assert.Equal(
            [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (2, 3), (2, 4)],
            reports.Select(report => (report.Epoch, report.Batch)));
        Assert.All(reports, report => Assert.Equal((2, 4), (report.Epochs, report.Batches)));
        Assert.Equal([1, 2], reports.Where(report => report.Finished is not null).Select(report => report.Finished!.Epoch));
    }

    [Fact]
    public void Cancellation_stops_before_the_next_batch()
    {
        using var source = new CancellationTokenSource();
        int batches = 0;
        var progress = new Collector(_ =>
        {
            if (++batches == 3)
            {
                source.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() =>
            new Trainer(new TrainerOptions { BatchSize = 10 }).Fit(CreateNetwork(), Images, validation: null, progress, source.Token));
        Assert.Equal(3, batches);
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_the_training_with_its_place()
    {
        var options = new TrainerOptions { BatchSize = 100, Optimizer = new Adam { LearningRate = 1e30f } };
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => new Trainer(options).Fit(CreateNetwork(), Images));

        Assert.Equal(1, exception.Epoch);
        Assert.InRange(exception.Batch, 2, 4);
    }

    [Fact]
    public void Images_that_do_not_fit_are_refused()
    {
        var trainer = new Trainer(new TrainerOptions());
        var turned = new ImageSize { Width = SyntheticImages.Height, Height = SyntheticImages.Width };
        var other = new Network(TensorShape.Image(turned), new Flatten(), new Dense(6));
        Assert.Equal(
            "The network takes [9, 12, 1]; the samples are [12, 9, 1]. (Parameter 'samples')",
            Assert.Throws<ArgumentException>(() => trainer.Fit(other, Images)).Message);
        Assert.Equal(
            "The network gives [6]; the samples have 2 classes. (Parameter 'samples')",
            Assert.Throws<ArgumentException>(() => trainer.Fit(CreateNetwork(), SyntheticImages.Create(1, 3, 3))).Message);
        Assert.Throws<ArgumentException>(() => trainer.Fit(CreateNetwork(), Images.Slice(0, 0)));
    }

    [Fact]
    public void Images_of_one_class_are_refused()
    {
        var network = new Network(SyntheticImages.Shape, new Flatten(), new Dense(1));

        var fault = Assert.Throws<ArgumentException>(
            "samples", () => new Trainer(new TrainerOptions()).Fit(network, SyntheticImages.Create(1, 20)));

        Assert.StartsWith("The samples have one class, 'class 0': there is nothing to tell apart.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_images_of_other_classes_or_none_are_refused()
    {
        var trainer = new Trainer(new TrainerOptions());
        LabeledImages renamed = new(
            Images.Size, Images.Pixels, Images.Labels, ["class 0", "class 2", "class 1", "class 3", "class 4", "class 5"]);
        Assert.Equal(
            "Class 1 of the training samples is 'class 1', that of these samples 'class 2': the classes must be the same, in the same order. (Parameter 'validation')",
            Assert.Throws<ArgumentException>(() => trainer.Fit(CreateNetwork(), Images, renamed)).Message);
        Assert.Equal(
            "There are no samples to validate with. (Parameter 'validation')",
            Assert.Throws<ArgumentException>(() => trainer.Fit(CreateNetwork(), Images, Images.Slice(0, 0))).Message);
    }

    [Fact]
    public void A_fraction_that_holds_out_nothing_is_refused()
    {
        var trainer = new Trainer(new TrainerOptions { ValidationFraction = 0.5 });
        LabeledImages single = SyntheticImages.Create(1, 1, 1, 1, 1, 1, 1);

        Assert.Equal(
            "No class has two of the 6 samples, so none can be held out for validation: give more samples, or hold none out. "
            + "(Parameter 'ValidationFraction')",
            Assert.Throws<ArgumentException>(() => trainer.Fit(CreateNetwork(), single)).Message);
    }

    [Fact]
    public void Validation_images_that_are_given_measure_each_epoch()
    {
        LabeledImages validation = SyntheticImages.Create(2, 5, 5, 5, 5, 5, 5);
        Network network = CreateNetwork();
        TrainingHistory history = new Trainer(new TrainerOptions { Epochs = 1 }).Fit(network, Images, validation);

        Assert.Equal(Evaluator.Evaluate(network, validation).LogLoss, history.Epochs[0].ValidationLoss);
    }

    [Fact]
    public void No_validation_images_are_those_that_the_fraction_holds_out()
    {
        var trainer = new Trainer(new TrainerOptions { Epochs = 1, ValidationFraction = 0.2 });
        var reports = new List<TrainingProgress>();
        double? expected = trainer.Fit(CreateNetwork(), Images).Kept.ValidationLoss;

        Assert.NotNull(expected);
        Assert.Equal(expected, trainer.Fit(CreateNetwork(), Images, null).Kept.ValidationLoss);
        Assert.Equal(expected, trainer.Fit(CreateNetwork(), Images, null, null).Kept.ValidationLoss);
        Assert.Equal(expected, trainer.Fit(CreateNetwork(), Images, null, new Collector(reports.Add)).Kept.ValidationLoss);
        Assert.NotEmpty(reports);
        Assert.Null(new Trainer(new TrainerOptions { Epochs = 1 }).Fit(CreateNetwork(), Images, null).Kept.ValidationLoss);
    }

    [Fact]
    public void What_does_not_suit_the_samples_is_refused_by_the_option_s_name()
    {
        void Refused(string option, TrainerOptions options) => Assert.Equal(
            option, Assert.Throws<ArgumentException>(() => new Trainer(options).Fit(CreateNetwork(), Images)).ParamName);

        Refused(nameof(TrainerOptions.ClassWeights), new() { ClassWeights = [1, 2] });
        Refused(nameof(TrainerOptions.CalibrateConfidence), new() { CalibrateConfidence = true });
        Refused(nameof(TrainerOptions.Callbacks), new() { Callbacks = [new EarlyStopping()] });
        Refused(nameof(TrainerOptions.Augmentation), new() { Augmentation = new Augmentation { Redrawing = 0.5f } });
    }

    [Fact]
    public void The_history_is_nobody_s_list_to_change() =>
        Assert.Throws<NotSupportedException>(() =>
            ((IList<EpochResult>)new Trainer(new TrainerOptions { Epochs = 1 }).Fit(CreateNetwork(), Images).Epochs).Clear());

    // 108 pixels of 65,536 channels are 7,077,888 values, of which a buffer holds 303 times as many.
    [Fact]
    public void A_batch_that_is_too_large_is_refused_with_the_size_that_is_not()
    {
        var network = new Network(
            SyntheticImages.Shape, new Conv2D(1 << 16, 1), new GlobalAveragePooling2D(), new Dense(6));

        Assert.Equal(
            "A batch of 360 samples with up to 7077888 values each between two layers is too large: set TrainerOptions.BatchSize to 303 at most. (Parameter 'BatchSize')",
            Assert.Throws<ArgumentException>(() => new Trainer(new TrainerOptions { BatchSize = 500 }).Fit(network, Images)).Message);
    }

    [Fact]
    public void Any_number_of_threads_may_be_allowed() =>
        Assert.Equal(Train(threads: 1, seed: 3), Train(threads: int.MaxValue, seed: 3));

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        TrainerOptions[] wrong =
        [
            new() { Epochs = 0 },
            new() { BatchSize = 0 },
            new() { SamplesPerEpoch = 0 },
            new() { MaxDegreeOfParallelism = 0 },
            new() { ValidationFraction = 1 },
            new() { ValidationFraction = double.NaN },
            new() { Optimizer = new Adam { Beta1 = 1 } },
            new() { Optimizer = new Adam { Beta2 = float.NaN } },
            new() { Optimizer = new Adam { Epsilon = 0 } },
        ];
        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(options)));
        Assert.Equal("peak", Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.CosineDecay(0)).ParamName);
        Assert.Equal("rate", Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Constant(float.NaN)).ParamName);
    }

    [Fact]
    public void The_cosine_falls_from_the_first_rate_to_zero()
    {
        LearningRateSchedule schedule = LearningRateSchedule.CosineDecay(0.2f);

        Assert.Equal(0.2, schedule.At(0, 1), 1e-7);
        Assert.Equal(0.1, schedule.At(0.5, 1), 1e-7);
        Assert.Equal(0.2 * 0.5 * (1 - Math.Sqrt(0.5)), schedule.At(0.75, 1), 1e-7);
        Assert.Equal(0.3, LearningRateSchedule.Constant(0.3f).At(0.9, 1), 1e-7);
    }

    private static Network CreateNetwork() => new(
        SyntheticImages.Shape,
        new Conv2D(10, 3) { Padding = Padding.Same }, new BatchNormalization(), new Activation(ActivationFunction.Relu),
        new MaxPooling2D(), new Dropout(0.1f), new Conv2D(7, 3), new Flatten(), new Dense(40), new Dense(6));

    private static float[][] Train(int threads, int seed)
    {
        Network network = CreateNetwork();
        new Trainer(new TrainerOptions { Epochs = 2, BatchSize = 50, Seed = seed, MaxDegreeOfParallelism = threads }).Fit(network, Images);
        return [.. network.Parameters.Select(parameter => parameter.Values.ToArray())];
    }

    private static (double Loss, double SquaresAfter, double SquaresBefore) TrainOneBatch(float l2)
    {
        var network = new Network(
            SyntheticImages.Shape, new Flatten(), new Dense(6) { KernelL2 = l2 });
        double Squares() => network.Layers[1].Parameters[0].Values.ToArray().Sum(value => (double)value * value);
        double before = Squares();
        TrainingHistory history = new Trainer(new TrainerOptions { Epochs = 1, BatchSize = 1000 }).Fit(network, Images);
        return (history.Epochs[0].Loss, Squares(), before);
    }

    private sealed class Collector(Action<TrainingProgress> collect) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => collect(value);
    }
}
