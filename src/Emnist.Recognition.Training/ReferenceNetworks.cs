using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training;

/// <summary>
/// Networks as presets: five of projects that users of Keras know, whose results there and here are in
/// docs/reference-results.md, and the library's own.
/// </summary>
public static class ReferenceNetworks
{
    private const int EmnistClasses = 47;
    private const int Digits = 10;

    private static Layer Relu { get; } = new Activation(ActivationFunction.Relu);

    private static Layer Softmax { get; } = new Activation(ActivationFunction.Softmax);

    /// <summary>Dense layers with dropout and L2 regularization, logits out, loss from logits.</summary>
    public static ReferenceNetwork EmnistAnn { get; } = new(
        nameof(EmnistAnn),
        "dense 1024 and 512 with batch normalization, dropout and L2 regularization, logits",
        EmnistClasses,
        static classes => [new Flatten(), .. DenseBlock(1024, 0.4f), .. DenseBlock(512, 0.4f), new Dense(classes)],
        new TrainerOptions
        {
            Epochs = 30,
            BatchSize = 256,
            Optimizer = new Adam { LearningRate = LearningRateSchedule.CosineDecay(2e-3f) },
            ValidationFraction = 0.1,
        });

    /// <summary>Two blocks of convolutions, 32 and 64, with batch normalization and dropout, dense 512, softmax.</summary>
    public static ReferenceNetwork EmnistCnn { get; } = new(
        nameof(EmnistCnn),
        "3 x 3 convolutions 32-32-pool-64-64-pool with batch normalization and dropout, dense 512, softmax",
        EmnistClasses,
        static classes =>
        [
            .. ConvolutionBlock(32, 0.25f), .. ConvolutionBlock(64, 0.25f), new Flatten(),
            new Dense(512) { UseBias = false }, new BatchNormalization(), Relu, new Dropout(0.5f),
            new Dense(classes), Softmax,
        ],
        new TrainerOptions
        {
            Epochs = 11,
            BatchSize = 256,
            Optimizer = new Adam { LearningRate = LearningRateSchedule.CosineDecay(2e-3f) },
            WeightAverageMomentum = 0.998f,
            ValidationFraction = 0.1,
            Augmentation = new Augmentation { RotationDegrees = 10, Shift = 0.05f, Zoom = 0.1f, ShearDegrees = 5 },
            Callbacks = [new EarlyStopping { Patience = 5, RestoreBestWeights = true }],
        });

    /// <summary>One dense layer of 128, softmax over the digits.</summary>
    public static ReferenceNetwork MnistMlp { get; } = new(
        nameof(MnistMlp),
        "dense 128, softmax",
        Digits,
        static classes => [new Flatten(), new Dense(128), Relu, new Dense(classes), Softmax],
        new TrainerOptions
        {
            Epochs = 15,
            BatchSize = 128,
            LabelSmoothing = 0.1f,
            Optimizer = new Adam { LearningRate = LearningRateSchedule.CosineDecay(2e-3f) },
            ValidationFraction = 0.1,
        });

    /// <summary>Two wide convolutions, dense 128, softmax.</summary>
    public static ReferenceNetwork EmnistConv128 { get; } = new(
        nameof(EmnistConv128),
        "convolutions 5 x 5 x 128 and 3 x 3 x 64, each pooled, dense 128, dropout, softmax",
        EmnistClasses,
        static classes =>
        [
            new Conv2D(128, 5), Relu, new MaxPooling2D(),
            new Conv2D(64, 3), Relu, new MaxPooling2D(),
            new Flatten(), new Dense(128), Relu, new Dropout(0.5f),
            new Dense(classes), Softmax,
        ],
        new TrainerOptions
        {
            Epochs = 20,
            BatchSize = 512,
            WeightAverageMomentum = 0.998f,
            ValidationFraction = 0.1,
        });

    /// <summary>A small convolutional network for the digits.</summary>
    public static ReferenceNetwork MnistAnn { get; } = new(
        nameof(MnistAnn),
        "3 x 3 convolutions 32-32-pool-64-64-pool with batch normalization and dropout, dense 128, softmax",
        Digits,
        static classes =>
        [
            .. ConvolutionBlock(32, 0.25f), .. ConvolutionBlock(64, 0.25f), new Flatten(),
            new Dense(128) { UseBias = false }, new BatchNormalization(), Relu, new Dropout(0.5f),
            new Dense(classes), Softmax,
        ],
        new TrainerOptions
        {
            Epochs = 8,
            BatchSize = 128,
            Optimizer = new Adam { LearningRate = LearningRateSchedule.CosineDecay(2e-3f) },
            ValidationFraction = 0.1,
            Augmentation = new Augmentation { RotationDegrees = 10, Shift = 0.05f, Zoom = 0.1f },
        });

    /// <summary>
    /// The library's own model, <see cref="EmbeddedModel"/>: docs/model-card.md has its results, and its teachers and tuning, which the
    /// settings here do not name.
    /// </summary>
    public static ReferenceNetwork Embedded { get; } = new(
        nameof(Embedded),
        "3 x 3 convolutions 16-16-pool-32-32-pool-80-80-pool with batch normalization and dropout, dense 128, logits",
        EmnistClasses,
        static classes =>
        [
            .. ConvolutionBlock(16, 0.05f), .. ConvolutionBlock(32, 0.05f), .. ConvolutionBlock(80, 0.1f),
            .. Classifier(128, 0.2f, classes),
        ],
        EmbeddedTraining);

    /// <summary>A larger network, one kind of those from which the embedded model learned: see <see cref="Distillation"/>.</summary>
    public static ReferenceNetwork Teacher { get; } = new(
        nameof(Teacher),
        "3 x 3 convolutions 32-32-pool-96-96-pool-160-160-pool with batch normalization and dropout, dense 256, logits",
        EmnistClasses,
        static classes =>
        [
            .. ConvolutionBlock(32, 0.1f), .. ConvolutionBlock(96, 0.1f), .. ConvolutionBlock(160, 0.2f),
            .. Classifier(256, 0.4f, classes),
        ],
        EmbeddedTraining with
        {
            Epochs = 17,
            LabelSmoothing = 0.1f,
            Augmentation = Augmentation.Handwriting,
        });

    /// <summary>The five of others, the one that ships and a teacher of it.</summary>
    public static IReadOnlyList<ReferenceNetwork> All { get; } =
        [EmnistAnn, EmnistCnn, MnistMlp, EmnistConv128, MnistAnn, Embedded, Teacher];

    private static TrainerOptions EmbeddedTraining => new()
    {
        Epochs = 16,
        BatchSize = 128,
        SamplesPerEpoch = 112_800,
        BalanceClasses = true,
        Optimizer = new AdamW { WeightDecay = 0.02f, LearningRate = LearningRateSchedule.CosineDecay(2e-3f) },
        WeightAverageMomentum = 0.999f,
        Augmentation = Augmentation.Handwriting with { Redrawing = 0.25f },
        ValidationFraction = 0.05,
        CalibrateConfidence = true,
        Seed = 1,
    };

    private static Layer[] DenseBlock(int units, float dropout) =>
        [new Dense(units) { UseBias = false, KernelL2 = 1e-5f }, new BatchNormalization(), Relu, new Dropout(dropout)];

    private static Layer[] Classifier(int units, float dropout, int classes) =>
        [new Flatten(), new Dense(units) { UseBias = false }, new BatchNormalization(), Relu, new Dropout(dropout), new Dense(classes)];

    private static Layer[] ConvolutionBlock(int filters, float dropout) =>
        [.. Convolution(filters), .. Convolution(filters), new MaxPooling2D(), new Dropout(dropout)];

    private static Layer[] Convolution(int filters) =>
        [new Conv2D(filters, 3) { Padding = Padding.Same, UseBias = false }, new BatchNormalization(), Relu];
}
