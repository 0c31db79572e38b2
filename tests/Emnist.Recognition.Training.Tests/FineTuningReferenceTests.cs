using System.Text.Json;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training.Tests;

/// <summary>
/// The losses of 40 batches with frozen layers, or layers with learning rates of their own, against those of PyTorch 1.13 in
/// double precision, as make_fine_tuning_reference.py recorded them.
/// </summary>
public class FineTuningReferenceTests
{
    private const int Images = 80;
    private const int Side = 6;
    private const int Classes = 5;
    private const int Batch = 8;
    private const int Steps = 40;

    private static readonly Dictionary<string, double[]> References = JsonSerializer.Deserialize<Dictionary<string, double[]>>(
        typeof(FineTuningReferenceTests).Assembly.GetManifestResourceStream("fine_tuning_reference.json")!)!;

    public static TheoryData<string> Names => [.. References.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_losses_are_PyTorchs(string name)
    {
        (Optimizer optimizer, float[] rates) = Setting(name);
        Network network = Create(rates);
        float[][] before = network.CopyParameters();
        double[] losses = Train(network, optimizer);

        Assert.Equal(Steps, losses.Length);
        Assert.All(losses.Zip(References[name]), pair => Assert.Equal(pair.Second, pair.First, 1e-3 * pair.Second));
        Assert.All(network.Parameters.Zip(before), pair => Assert.Equal(pair.First.Layer.Trainable, !pair.First.Values.SequenceEqual(pair.Second)));
    }

    private static (Optimizer Optimizer, float[] Rates) Setting(string name)
    {
        Optimizer adamW = new AdamW { LearningRate = 0.01f, WeightDecay = 0.1f };
        Optimizer momentum = new Sgd { LearningRate = 0.05f, Momentum = 0.9f };
        return name switch
        {
            "frozen up to the last layer" => (adamW, [0, 0, 0, 0, 1]),
            "frozen convolution" => (momentum, [0, 0, 1, 1, 1]),
            "frozen between" => (momentum, [1, 0, 0, 1, 1]),
            "frozen normalizations" => (momentum, [1, 0, 1, 0, 1]),
            "rates, AdamW" => (adamW, [0.1f, 0.1f, 0.25f, 0.25f, 1]),
            "rates, momentum" => (momentum, [0.1f, 0.1f, 0.25f, 0.25f, 2]),
            "frozen and rates" => (adamW, [0, 0, 0.1f, 0.1f, 1]),
            _ => throw new ArgumentException($"The script records '{name}', which this test does not train.", nameof(name)),
        };
    }

    private static Network Create(float[] rates)
    {
        Layer relu = new Activation(ActivationFunction.Relu);
        var network = new Network(
            TensorShape.Image(Side),
            new Conv2D(8, 3) { UseBias = false }, new BatchNormalization(), relu, new Flatten(),
            new Dense(12), new BatchNormalization(), relu, new Dense(Classes));
        int phase = 1;
        foreach (Parameter parameter in network.Parameters)
        {
            bool isVariance = parameter.Name.EndsWith("variance", StringComparison.Ordinal);
            for (int i = 0; i < parameter.Values.Length; i++)
            {
                float wave = (float)(0.4 * Math.Sin((0.7 * i) + (0.013 * i * i) + phase));
                parameter.Values[i] = isVariance ? 1 + wave : wave;
            }

            phase++;
        }

        foreach ((NetworkLayer layer, float rate) in network.Layers.Where(static layer => layer.Parameters.Count > 0).Zip(rates))
        {
            layer.Trainable = rate > 0;
            layer.LearningRateMultiplier = rate > 0 ? rate : 1;
        }

        return network;
    }

    private static double[] Train(Network network, Optimizer optimizer)
    {
        int[] labels = [.. Enumerable.Range(0, Images).Select(static i => ((i * i) + (i / 7)) % Classes)];
        byte[] pixels =
        [
            .. Enumerable.Range(0, Images).SelectMany(static i => Enumerable.Range(0, Side * Side).Select(
                p => (byte)(((37 * i * (p + 1)) + (11 * p) + (50 * ((i * i) + (i / 7)))) % 256))),
        ];
        var images = new LabeledImages(
            Side, pixels, labels.Select(static label => (byte)label).ToArray(), [.. Enumerable.Range(0, Classes).Select(static c => $"class {c}")]);
        using var training = new BatchTraining(new TrainerOptions { Optimizer = optimizer }, network, images, labels, Batch);
        return
        [
            .. Enumerable.Range(0, Steps).Select(step => training.Run(
                [.. Enumerable.Range(0, Batch).Select(i => ((step * Batch) + i) % Images)], optimizer.LearningRate.Peak).LossSum / Batch),
        ];
    }
}
