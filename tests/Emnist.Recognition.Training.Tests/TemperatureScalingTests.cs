using System.Numerics.Tensors;
using System.Text.Json;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Tests;

public class TemperatureScalingTests
{
    private static readonly Layer Softmax = new Activation(ActivationFunction.Softmax);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_temperature_is_that_of_SciPy(bool softmax)
    {
        foreach (Case reference in ReadReference())
        {
            (Network network, LabeledImages images) = Create(reference.Labels, reference.Logits, softmax ? [Softmax] : []);
            Assert.Equal(reference.Temperature, Fit(network, images), 1e-4 * reference.Temperature);
            Assert.Equal(reference.Balanced, Fit(network, images, balanceClasses: true), 1e-4 * reference.Balanced);

            double before = Evaluator.Evaluate(network, images).LogLoss;
            TemperatureScaling.Apply(network, reference.Temperature);
            Assert.True(Evaluator.Evaluate(network, images).LogLoss < before);
            Assert.Equal(1, Fit(network, images), 1e-4);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Where_none_is_the_best_the_temperature_is_1(int sign)
    {
        (Network network, LabeledImages images) = Create([0, 1, 2], [sign, 0, 0, 0, sign, 0, 0, 0, sign], []);
        Assert.Equal(1, Fit(network, images));
    }

    [Fact]
    public void It_can_be_cancelled()
    {
        (Network network, LabeledImages images) = Create([0, 1], [1, 0, 0, 1], []);
        Assert.ThrowsAny<OperationCanceledException>(() => TemperatureScaling.Fit(network, images, false, 1, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_training_ends_with_the_temperature_in_its_weights()
    {
        LabeledImages images = SyntheticImages.Create(1, 60, 60, 60, 60, 60, 60);
        var options = new TrainerOptions { Epochs = 2, BatchSize = 16, ValidationFraction = 0.25 };
        (TrainingHistory plain, Network network) = Train(options, images);
        (TrainingHistory calibrated, Network scaled) = Train(options with { CalibrateConfidence = true }, images);

        Assert.Null(plain.Temperature);
        float[][] expected = network.CopyParameters();
        TensorPrimitives.Divide(expected[^2], (float)calibrated.Temperature!.Value, expected[^2]);
        TensorPrimitives.Divide(expected[^1], (float)calibrated.Temperature.Value, expected[^1]);
        Assert.Equal(expected, scaled.CopyParameters());

        (TrainingHistory paused, Network unscaled) = Train(options with { CalibrateConfidence = true, Epochs = 3, PauseAfterEpoch = 2 }, images);
        Assert.Null(paused.Temperature);
        Assert.Equal(network.CopyParameters(), unscaled.CopyParameters());
    }

    [Fact]
    public void What_cannot_be_calibrated_is_refused_before_the_training()
    {
        LabeledImages images = SyntheticImages.Create(1, 5, 5, 5, 5, 5, 5);
        var options = new TrainerOptions { Epochs = 1, CalibrateConfidence = true };
        Assert.Contains("validation", Assert.Throws<ArgumentException>(() => Train(options, images)).Message, StringComparison.Ordinal);

        var network = new Network(
            TensorShape.Image(new ImageSize { Width = images.Width, Height = images.Height }),
            new Conv2D(6, 3), new GlobalAveragePooling2D());
        var refusal = Assert.Throws<ArgumentException>(() => new Trainer(options with { ValidationFraction = 0.5 }).Fit(network, images));
        Assert.Contains("Dense", refusal.Message, StringComparison.Ordinal);
    }

    private static double Fit(Network network, LabeledImages images, bool balanceClasses = false) =>
        TemperatureScaling.Fit(network, images, balanceClasses, maxDegreeOfParallelism: 2, CancellationToken.None);

    private static (TrainingHistory History, Network Network) Train(TrainerOptions options, LabeledImages images)
    {
        var network = new Network(
            TensorShape.Image(new ImageSize { Width = images.Width, Height = images.Height }),
            new Flatten(), new Dense(6), new Dropout(0.5f), Softmax);
        network.Initialize(1);
        return (new Trainer(options).Fit(network, images), network);
    }

    /// <summary>A network that gives these logits: image i has ink at pixel i alone, and the kernel has its logits there.</summary>
    private static (Network Network, LabeledImages Images) Create(int[] labels, float[] logits, Layer[] tail)
    {
        (int count, int classes) = (labels.Length, logits.Length / labels.Length);
        byte[] pixels = new byte[count * count];
        for (int i = 0; i < count; i++)
        {
            pixels[(i * count) + i] = 255;
        }

        var network = new Network(
            TensorShape.Image(new ImageSize { Width = count, Height = 1 }),
            [new Flatten(), new Dense(classes) { UseBias = false }, .. tail]);
        network.SetParameters([logits]);
        var size = new ImageSize { Width = count, Height = 1 };
        string[] names = [.. Enumerable.Range(0, classes).Select(c => $"{c}")];
        return (network, new LabeledImages(size, pixels, Array.ConvertAll(labels, static label => (byte)label), names));
    }

    private static Case[] ReadReference() => JsonSerializer.Deserialize<Case[]>(
        typeof(TemperatureScalingTests).Assembly.GetManifestResourceStream("temperature_reference.json")!, JsonSerializerOptions.Web)!;

    private sealed record Case(int[] Labels, float[] Logits, double Temperature, double Balanced);
}
