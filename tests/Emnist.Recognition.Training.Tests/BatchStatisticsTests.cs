using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Tests;

/// <summary>The statistics of batch normalization, with which a network is validated and used.</summary>
public class BatchStatisticsTests
{
    private const int Features = 3;
    private const float Constant = 4;

    /// <summary>A validation accuracy of chance in the first epochs, and a saved network that reads nothing, is what this is against.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.998f)]
    public void A_small_training_reads_as_well_as_it_trains_from_the_first_epochs(float weightAverage)
    {
        LabeledImages images = SyntheticImages.Create(1, 50, 50, 50, 50);
        Network network = CreateConvolutional();
        TrainingHistory history = new Trainer(new TrainerOptions
        {
            Epochs = 4, BatchSize = 32, WeightAverageMomentum = weightAverage, Augmentation = new Augmentation { Shift = 0.02f },
        }).Fit(network, images, SyntheticImages.Create(2, 50, 50, 50, 50));

        Assert.All(history.Epochs.Skip(1), epoch => Assert.InRange(epoch.ValidationAccuracy!.Value, epoch.Accuracy - 0.02, 1));
        Assert.InRange(history.Kept.ValidationAccuracy!.Value, 0.97, 1);
        Assert.InRange(Evaluator.Evaluate(network, images).MicroAccuracy, 0.97, 1);
        Assert.Null(history.Warning);
    }

    /// <summary>Whatever the batches, the first layer's statistics are those of all samples of the epoch together.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Of_few_batches_the_statistics_are_those_of_all_samples(int batchSize)
    {
        FloatSamples samples = CreateSamples(130);
        Network network = CreateNormalized(0.99f);
        new Trainer(new TrainerOptions { Epochs = 2, BatchSize = batchSize }).Fit(network, samples);

        for (int c = 0; c < Features; c++)
        {
            double[] values = [.. Enumerable.Range(0, samples.Count).Select(i => (double)Value(i, c))];
            double mean = values.Average();
            Assert.Equal(mean, Statistics(network).Mean[c], 1e-5 * (1 + Math.Abs(mean)));
            double variance = values.Average(value => (value - mean) * (value - mean));
            Assert.Equal(variance, Statistics(network).Variance[c], 1e-5 * variance);
        }
    }

    /// <summary>
    /// After t batches of one mean and no variance Keras's averages are <c>mean (1 - momentum^t)</c> and <c>momentum^t</c>: so
    /// they stay where an epoch has at least <c>3 / (1 - momentum)</c> batches, and where the momentum keeps what there is.
    /// </summary>
    [Theory]
    [InlineData(0.99f, 299, false)]
    [InlineData(0.99f, 301, true)]
    [InlineData(0.5f, 5, false)]
    [InlineData(0.5f, 6, true)]
    [InlineData(1, 5, true)]
    public void Of_many_batches_the_statistics_are_Kerass(float momentum, int batches, bool isKeras)
    {
        float[][] values = [.. Enumerable.Range(0, 2 * batches).Select(_ => Enumerable.Repeat(Constant, Features).ToArray())];
        var samples = new FloatSamples(TensorShape.Vector(Features), values, [.. values.Select((_, i) => i % 2)], ["a", "b"]);
        Network network = CreateNormalized(momentum);
        new Trainer(new TrainerOptions { Epochs = 1, BatchSize = 2 }).Fit(network, samples);

        double rest = isKeras ? Math.Pow(momentum, batches) : 0;
        Assert.All(Statistics(network).Mean, mean => Assert.Equal(Constant * (1 - rest), mean, 1e-4));
        Assert.All(Statistics(network).Variance, variance => Assert.Equal(rest, variance, 1e-5));
    }

    /// <summary>
    /// The logits, normalised last, have the mean beta and the variance gamma^2 over the epoch's samples, as the network predicts:
    /// with no dropout, and with the weights that it ends with, averaged or not.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.9f)]
    public void The_statistics_are_those_of_the_network_as_it_predicts(float weightAverage)
    {
        FloatSamples samples = CreateSamples(200);
        var network = new Network(
            TensorShape.Vector(Features),
            new Dense(20) { Activation = ActivationFunction.Relu }, new Dropout(0.5f), new Dense(2),
            new BatchNormalization());
        new Trainer(new TrainerOptions
        {
            Epochs = 3, BatchSize = 200, WeightAverageMomentum = weightAverage,
        }).Fit(network, samples);

        NetworkLayer last = network.Layers[^1];
        float[] inputs = [.. Enumerable.Range(0, samples.Count * Features).Select(i => Value(i / Features, i % Features))];
        float[] logits = network.Predict(inputs);
        for (int c = 0; c < 2; c++)
        {
            double[] values = [.. Enumerable.Range(0, samples.Count).Select(i => (double)logits[(2 * i) + c])];
            double mean = values.Average();
            double variance = last.Parameters[3].Values[c];
            double gamma = last.Parameters[0].Values[c];
            Assert.Equal(last.Parameters[1].Values[c], mean, 1e-4);
            Assert.Equal(gamma * gamma * variance / (variance + 1e-3), values.Average(value => (value - mean) * (value - mean)), 1e-3);
        }
    }

    [Fact]
    public void A_training_that_is_cancelled_keeps_statistics_that_were_measured()
    {
        float[][] values = [.. Enumerable.Range(0, 64).Select(_ => Enumerable.Repeat(Constant, Features).ToArray())];
        var samples = new FloatSamples(TensorShape.Vector(Features), values, [.. values.Select((_, i) => i % 2)], ["a", "b"]);
        Network network = CreateNormalized(0.99f);
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            new Trainer(new TrainerOptions { Epochs = 5, BatchSize = 8, WeightAverageMomentum = 0.9f }).Fit(
                network, samples, validation: null, new CancelInSecondEpoch(source), source.Token));

        Assert.All(Statistics(network).Mean, mean => Assert.Equal(Constant, mean, 1e-3));
    }

    private static (float[] Mean, float[] Variance) Statistics(Network network)
    {
        NetworkLayer normalization = network.Layers.Single(static layer => layer.Definition is BatchNormalization);
        return ([.. normalization.Parameters[2].Values], [.. normalization.Parameters[3].Values]);
    }

    private static Network CreateNormalized(float momentum) =>
        new(TensorShape.Vector(Features), new BatchNormalization { Momentum = momentum }, new Dense(2));

    private static Network CreateConvolutional()
    {
        var network = new Network(
            SyntheticImages.Shape,
            new Conv2D(16, 3), new BatchNormalization(), new Activation(ActivationFunction.Relu), new MaxPooling2D(),
            new Conv2D(16, 3), new BatchNormalization(), new Activation(ActivationFunction.Relu),
            new Flatten(), new Dense(32), new BatchNormalization(), new Activation(ActivationFunction.Relu), new Dropout(0.2f),
            new Dense(4));
        network.Initialize(3);
        return network;
    }

    private static FloatSamples CreateSamples(int count) => new(
        TensorShape.Vector(Features),
        [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, Features).Select(c => Value(i, c)).ToArray())],
        [.. Enumerable.Range(0, count).Select(i => i % 2)],
        ["a", "b"]);

    private static float Value(int sample, int feature) =>
        (float)(Math.Sin((1.7 * sample) + feature) * (feature + 1)) + (20 * feature) + (sample % 2);

    private sealed class CancelInSecondEpoch(CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value is { Epoch: 2, Batch: 5 })
            {
                source.Cancel();
            }
        }
    }
}
