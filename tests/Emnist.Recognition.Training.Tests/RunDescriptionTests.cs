using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training.Tests;

/// <summary>What makes a checkpoint that of another training.</summary>
public class RunDescriptionTests
{
    /// <summary>
    /// The description of a training without options, which no new option may change. The hash is that of Python's hashlib over
    /// the samples' values as little-endian floats and their labels as integers of four bytes.
    /// </summary>
    private const string Plain =
        "network=dense  [3] [4, 3] 0/0 [3] 0/0\n"
        + "training samples=8 of [4], SHA-256 d952e5651c094eb5a0963b1535588e97b45d60a83eb29ef0b092c934a84be152\n"
        + "batch size=32\n"
        + "samples per epoch=8\n"
        + "seed=0\n"
        + "optimizer=Adam, learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1E-07";

    private static readonly Network Network = new(TensorShape.Vector(4), new Dense(3));

    private static readonly FloatSamples Samples = FloatSamples.OneHot(4, 8);

    /// <summary>Options by which weights differ, each with the line that tells it.</summary>
    public static TheoryData<TrainerOptions, string> Differences => new()
    {
        { new() { BatchSize = 8 }, "batch size=8" },
        { new() { SamplesPerEpoch = 7 }, "samples per epoch=7" },
        { new() { BalanceClasses = true }, "balanced classes=yes" },
        { new() { Seed = -1 }, "seed=-1" },
        { new() { Optimizer = new Sgd { Momentum = 0.9f, Nesterov = true } }, "optimizer=SGD, learning rate 0.01, momentum 0.9, Nesterov" },
        { new() { Optimizer = new RmsProp { Rho = 0.5f } }, "optimizer=RMSprop, learning rate 0.001, rho 0.5, momentum 0, epsilon 1E-07" },
        {
            new() { Optimizer = new RmsProp { Momentum = 0.9f, Centered = true } },
            "optimizer=RMSprop, learning rate 0.001, rho 0.9, momentum 0.9, epsilon 1E-07, centered"
        },
        { new() { LabelSmoothing = 0.1f }, "label smoothing=0.1" },
        { new() { ClassWeights = [1, 0.5f, 2] }, "class weights=1, 0.5, 2" },
        { new() { WeightAverageMomentum = 0.9f }, "weight average=0.9" },
        { new() { Augmentation = new() { Shift = 0.5f, Noise = 0.01f } }, "augmentation=shift 0.5, noise 0.01" },
        { new() { Augmentation = new() }, "augmentation=" },
        { new() { Augmentation = new() { Shift = 0.5f, Framing = CharacterFraming.Mnist } }, "augmentation=shift 0.5" },
        {
            new()
            {
                Callbacks =
                [
                    new EarlyStopping { Patience = 3, RestoreBestWeights = true }, new ModelCheckpoint("a.onnx") { SaveBestOnly = true },
                ],
            },
            "callbacks=early stopping by validation loss, delta 0, patience 3, best weights restored; model of the best validation loss"
        },
    };

    [Fact]
    public void Options_that_are_off_have_no_line() => Assert.Equal(Plain, Describe(new TrainerOptions()));

    [Fact]
    public void What_does_not_bear_on_the_weights_has_no_line() => Assert.Equal(
        Plain,
        Describe(new TrainerOptions
        {
            Epochs = 3, MaxDegreeOfParallelism = 1, CalibrateConfidence = true, CheckpointFolder = "a", Resume = true,
            Callbacks = [new CsvLogger("a.csv")],
        }));

    [Theory]
    [MemberData(nameof(Differences))]
    public void Every_other_option_has_one(TrainerOptions options, string line)
    {
        string[] expected = [.. Plain.Split('\n').Where(plain => plain.Split('=')[0] != line.Split('=')[0]), line];

        Assert.Equal(expected.Order(StringComparer.Ordinal), Describe(options).Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_normalizer_and_the_teachers_have_lines()
    {
        Network teacher = new(TensorShape.Vector(4), new Dense(3));
        teacher.Layers[0].Parameters[0].Values.Clear();
        string description = Describe(new TrainerOptions
        {
            Augmentation = new() { Redrawing = 0.5f }, Distillation = new() { Teachers = [teacher], Weight = 0.25f },
        });

        Assert.Contains("\naugmentation=redrawing 0.5\nnormalizer=", description, StringComparison.Ordinal);
        Assert.EndsWith(
            "\ndistillation=0.25 by teachers "
            + "SHA-256 5dcc1b5872dd9ff1c234501f1fefda01f664164e1583c3e1bb3dbea47588ab31, dense  [3] [4, 3] 0/0 [3] 0/0",
            description, StringComparison.Ordinal);
    }

    [Fact]
    public void Connections_and_alphas_that_are_not_the_usual_ones_are_told_of_the_network()
    {
        static string Describe(params Layer[] layers) =>
            RunDescription.Create(new TrainerOptions(), new Network(TensorShape.Vector(4), layers), Samples, null).Split('\n')[0];
        Layer Leaky(float alpha) => new Activation(ActivationFunction.LeakyRelu) { Alpha = alpha };

        Assert.Equal(
            "network=dense  [4] [4, 4] 0/0 [4] 0/0, add  [4]  takes dense + input, dense_1  [2] [4, 2] 0/0 [2] 0/0",
            Describe(new Dense(4), new Add { Inputs = ["dense", "input"] }, new Dense(2) { Inputs = ["add"] }));
        Assert.Equal("network=activation LeakyRelu [4] ", Describe(Leaky(0.2f)));
        Assert.Equal("network=activation LeakyRelu alpha 0.3 [4] ", Describe(Leaky(0.3f)));
    }

    [Theory]
    [InlineData("a=1\nb=2", "a=1\nb=3", "it is of a training with b 2; this one has b 3")]
    [InlineData("a=1\nb=2", "a=1", "it is of a training with b 2; this one has no b")]
    [InlineData("a=1", "a=1\nb=2=3", "it is of a training without b; this one has b 2=3")]
    public void The_difference_is_told_of_both(string there, string here, string difference) =>
        Assert.Equal(difference, RunCheckpoint.Difference(there, here));

    private static string Describe(TrainerOptions options) => RunDescription.Create(options, Network, Samples, null);
}
