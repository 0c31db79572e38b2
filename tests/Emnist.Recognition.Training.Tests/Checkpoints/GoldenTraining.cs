using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training.Tests.Checkpoints;

/// <summary>The training that the checkpoints in <c>Golden/</c> are of: they go on in this one alone.</summary>
internal static class GoldenTraining
{
    private const int Classes = 3;

    public static FloatSamples Samples { get; } = new(
        TensorShape.Vector(6),
        [.. Enumerable.Range(0, 40).Select(i => Enumerable.Range(0, 6).Select(p => Value(i, p)).ToArray())],
        [.. Enumerable.Range(0, 40).Select(i => i % Classes)],
        ["a", "b", "c"]);

    public static Network CreateNetwork()
    {
        // The first layer has no bias, whose gradient before a batch normalization is rounding alone.
        var network = new Network(
            TensorShape.Vector(6),
            new Dense(5) { UseBias = false }, new BatchNormalization(), new Activation(ActivationFunction.Relu), new Dropout(0.2f),
            new Dense(Classes));
        network.Initialize(4);
        return network;
    }

    public static TrainerOptions Options(string folder) => new()
    {
        Epochs = 4,
        BatchSize = 8,
        SamplesPerEpoch = 30,
        BalanceClasses = true,
        LabelSmoothing = 0.1f,
        ClassWeights = [1, 0.5f, 2],
        Optimizer = new AdamW { LearningRate = LearningRateSchedule.CosineDecay(0.02f, 0.1f) },
        WeightAverageMomentum = 0.9f,
        ValidationFraction = 0.25,
        Callbacks =
        [
            new ReduceLearningRateOnPlateau { Patience = 1, MinDelta = 0.2, Factor = 0.5 },
            new EarlyStopping { Patience = 10, RestoreBestWeights = true },
        ],
        CheckpointFolder = folder,
        Resume = true,
        Seed = 3,
    };

    private static float Value(int sample, int place) =>
        ((((7 * sample) + (13 * place)) % 16) + (place % Classes == sample % Classes ? 16 : 0)) / 32f;
}
