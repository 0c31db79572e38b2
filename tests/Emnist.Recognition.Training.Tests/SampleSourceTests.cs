using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training.Tests;

/// <summary>Training and evaluating on what is not <see cref="LabeledImages"/>.</summary>
public class SampleSourceTests
{
    private static readonly LabeledImages Images = SyntheticImages.Create(1, 200, 150, 40, 30);

    /// <summary>All that a training does with samples: split, balance, weigh, teach, validate and calibrate.</summary>
    [Fact]
    public void The_values_of_images_train_to_the_same_weights_as_the_images()
    {
        (Network ofImages, TrainingHistory expected) = Train(Images);
        (Network ofValues, TrainingHistory history) = Train(FloatSamples.From(Images));

        Assert.Equal(ofImages.CopyParameters(), ofValues.CopyParameters());
        Assert.Equal(
            expected.Epochs.Select(epoch => epoch with { Duration = default }),
            history.Epochs.Select(epoch => epoch with { Duration = default }));
        Assert.Equal(expected.Temperature, history.Temperature);
        Assert.Equal(ClassWeights.Balanced(Images), ClassWeights.Balanced(FloatSamples.From(Images)));
    }

    [Fact]
    public void The_values_of_images_are_measured_as_the_images()
    {
        Network network = CreateNetwork();
        ClassificationMetrics expected = Evaluator.Evaluate(network, Images);
        ClassificationMetrics metrics = Evaluator.Evaluate(network, FloatSamples.From(Images));

        Assert.Equal(420, metrics.Count);
        Assert.Equal((expected.LogLoss, expected.MicroAccuracy), (metrics.LogLoss, metrics.MicroAccuracy));
        Assert.Equal(expected.WorstMistakes, metrics.WorstMistakes);
    }

    /// <summary>More classes than a byte tells apart, as vectors.</summary>
    [Fact]
    public void A_network_of_vectors_learns_hundreds_of_classes()
    {
        FloatSamples samples = FloatSamples.OneHot(classes: 300, count: 1200);
        var network = new Network(TensorShape.Vector(300), new Dense(300));
        TrainingHistory history = new Trainer(new TrainerOptions
        {
            Epochs = 12, BatchSize = 16, Optimizer = new Adam { LearningRate = 0.02f }, ValidationFraction = 0.25, BalanceClasses = true,
        }).Fit(network, samples);

        Assert.True(history.Kept.ValidationAccuracy > 0.95);
        Assert.True(Evaluator.Evaluate(network, samples).MicroAccuracy > 0.95);
    }

    [Fact]
    public void Images_in_colour_train()
    {
        var shape = TensorShape.Image(new ImageSize { Width = 5, Height = 4 }).WithChannels(3);
        var samples = new FloatSamples(
            shape, [.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 60).Select(p => p % 3 == i % 3 ? 0.9f : 0.1f).ToArray())],
            [.. Enumerable.Range(0, 60).Select(i => i % 3)], ["red", "green", "blue"]);
        var network = new Network(shape, new Conv2D(4, 3), new Flatten(), new Dense(3));
        new Trainer(new TrainerOptions { Epochs = 10, Optimizer = new Adam { LearningRate = 0.02f } }).Fit(network, samples);

        Assert.Equal(1, Evaluator.Evaluate(network, samples).MicroAccuracy);
    }

    [Fact]
    public void A_training_on_samples_is_resumed_with_the_same_ones_alone()
    {
        using var folder = new TemporaryFolder();
        var trainer = new Trainer(new TrainerOptions { Epochs = 1, CheckpointFolder = folder.Path, Resume = true });
        Network Create() => new(TensorShape.Vector(5), new Dense(5));
        trainer.Fit(Create(), FloatSamples.OneHot(5, 20));

        trainer.Fit(Create(), FloatSamples.OneHot(5, 20));
        CheckpointException refusal = Assert.Throws<CheckpointException>(() => trainer.Fit(Create(), FloatSamples.OneHot(5, 25)));
        Assert.Equal(Path.Combine(folder.Path, "training.checkpoint"), refusal.Path);
        Assert.StartsWith(
            $"{refusal.Path}: it is of a training with training samples 20 of [5], SHA-256", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Augmentation_is_refused_for_what_is_not_images()
    {
        var trainer = new Trainer(new TrainerOptions { Augmentation = Augmentation.Handwriting, ValidationFraction = 0.5 });

        Assert.Equal(
            "TrainerOptions.Augmentation changes LabeledImages, and these samples are FloatSamples: leave it null. (Parameter 'Augmentation')",
            Assert.Throws<ArgumentException>(() => trainer.Fit(CreateNetwork(), FloatSamples.From(Images))).Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_label_that_is_not_a_class_is_refused(int label)
    {
        var network = new Network(TensorShape.Vector(2), new Dense(2));
        var samples = new FloatSamples(TensorShape.Vector(2), [[1, 0], [0, 1]], [1, label], ["a", "b"]);
        FloatSamples good = FloatSamples.OneHot(2, 4);
        string Message(string parameter) =>
            $"Label {label} of sample 1 is not a class index: there are 2 classes. (Parameter '{parameter}')";

        var trainer = new Trainer(new TrainerOptions());
        Assert.Equal(Message("samples"), Assert.Throws<ArgumentException>(() => trainer.Fit(network, samples)).Message);
        var renamed = new FloatSamples(TensorShape.Vector(2), [[1, 0], [0, 1]], [1, label], good.ClassNames);
        Assert.Equal(Message("validation"), Assert.Throws<ArgumentException>(() => trainer.Fit(network, good, renamed)).Message);
        Assert.Equal(Message("samples"), Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(network, samples)).Message);
        Assert.Equal(Message("samples"), Assert.Throws<ArgumentException>(() => ClassWeights.Balanced(samples)).Message);
    }

    [Fact]
    public void Samples_of_another_shape_are_refused()
    {
        var network = new Network(TensorShape.Vector(3), new Dense(4));
        FloatSamples samples = FloatSamples.OneHot(4, 8);

        Assert.Equal(
            "The network takes [3]; the samples are [4]. (Parameter 'samples')",
            Assert.Throws<ArgumentException>(() => new Trainer(new TrainerOptions()).Fit(network, samples)).Message);
        Assert.Equal(
            "The network takes [3]; the samples are [4]. (Parameter 'samples')",
            Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(network, samples)).Message);
    }

    [Fact]
    public void What_a_source_throws_comes_out_as_it_is()
    {
        var network = new Network(TensorShape.Vector(4), new Dense(4));
        FloatSamples good = FloatSamples.OneHot(4, 40);
        var broken = new ChangedSamples(good) { Copy = static _ => throw new NotSupportedException("The disk is gone.") };
        var trainer = new Trainer(new TrainerOptions { Epochs = 1 });

        Assert.Throws<NotSupportedException>(() => Evaluator.Evaluate(network, broken));
        Assert.Throws<NotSupportedException>(() => trainer.Fit(network, good, broken));
        Assert.Throws<NotSupportedException>(() => trainer.Fit(network, broken));
    }

    [Fact]
    public void Sources_that_cannot_be_are_refused_by_name()
    {
        var network = new Network(TensorShape.Vector(4), new Dense(4));
        FloatSamples good = FloatSamples.OneHot(4, 40);
        var trainer = new Trainer(new TrainerOptions { Epochs = 1 });
        void Refused(string message, ChangedSamples samples)
        {
            string Text(string parameter) => $"{message} (Parameter '{parameter}')";
            Assert.Equal(Text("samples"), Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(network, samples)).Message);
            Assert.Equal(Text("samples"), Assert.Throws<ArgumentException>(() => trainer.Fit(network, samples)).Message);
            Assert.Equal(Text("validation"), Assert.Throws<ArgumentException>(() => trainer.Fit(network, good, samples)).Message);
            Assert.Equal(Text("samples"), Assert.Throws<ArgumentException>(() => ClassWeights.Balanced(samples)).Message);
        }

        Refused("The samples' Count is -1, and not 0 or more.", new(good) { Counts = static () => -1 });
        Refused("The samples' ClassNames are null.", new(good) { Names = null! });
        Refused("The samples have no classes.", new(good) { Names = [] });
        Refused("Class 1 of the samples has no name.", new(good) { Names = ["a", null!, "c", "d"] });
    }

    [Fact]
    public void A_source_that_grows_is_read_as_long_as_it_was()
    {
        var network = new Network(TensorShape.Vector(4), new Dense(4));
        int count = 20;
        var growing = new ChangedSamples(FloatSamples.OneHot(4, 200)) { Counts = () => count++ };
        var trainer = new Trainer(new TrainerOptions { Epochs = 2, ValidationFraction = 0.25, BatchSize = 7 });

        Assert.Equal(20, Evaluator.Evaluate(network, growing).Count);
        Assert.Equal(2, trainer.Fit(network, growing).Epochs.Count);
        Assert.Equal(22, count);
    }

    [Fact]
    public void Metrics_keep_the_names_of_classes_as_they_were()
    {
        string[] names = ["a", "b", "c", "d"];
        var samples = new ChangedSamples(FloatSamples.OneHot(4, 40)) { Names = names };
        ClassificationMetrics metrics = Evaluator.Evaluate(new Network(TensorShape.Vector(4), new Dense(4)), samples);
        names[0] = "z";

        Assert.Equal("a", metrics.ConfusionMatrix.ClassNames[0]);
    }

    private static (Network Network, TrainingHistory History) Train(ISampleSource samples)
    {
        Network network = CreateNetwork();
        TrainingHistory history = new Trainer(new TrainerOptions
        {
            Epochs = 2,
            BatchSize = 37,
            LabelSmoothing = 0.1f,
            ClassWeights = ClassWeights.Balanced(samples),
            Distillation = new Distillation { Teachers = [CreateNetwork()] },
            ValidationFraction = 0.2,
            BalanceClasses = true,
            WeightAverageMomentum = 0.9f,
            CalibrateConfidence = true,
            Callbacks = [new EarlyStopping { RestoreBestWeights = true, Patience = 5 }],
        }).Fit(network, samples);
        return (network, history);
    }

    private static Network CreateNetwork() => new(
        Images.Shape,
        new Conv2D(6, 3), new BatchNormalization(), new Activation(ActivationFunction.Relu), new MaxPooling2D(),
        new Dropout(0.2f), new Flatten(), new Dense(4));

    /// <summary>A source, other than it should be.</summary>
    private sealed class ChangedSamples(FloatSamples samples) : ISampleSource
    {
        public Func<int> Counts { get; init; } = () => samples.Count;

        public IReadOnlyList<string> Names { get; init; } = samples.ClassNames;

        public Action<int> Copy { get; init; } = static _ => { };

        public int Count => Counts();

        public TensorShape Shape => samples.Shape;

        public IReadOnlyList<string> ClassNames => Names;

        public int GetLabel(int index) => samples.GetLabel(index);

        public void CopyTo(int index, Span<float> destination)
        {
            Copy(index);
            samples.CopyTo(index, destination);
        }
    }
}
