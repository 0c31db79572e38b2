using System.Globalization;
using Emnist.Recognition.Datasets;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Optimizers;

namespace TrainYourOwn;

/// <summary>The network that the library ships, and how it is trained: docs/model-card.md has its results.</summary>
internal static class CharacterNetwork
{
    private const int Seed = 1;

    private static readonly TrainerOptions Options = new()
    {
        Epochs = 12,
        BatchSize = 128,
        SamplesPerEpoch = 112_800,
        BalanceClasses = true,
        Optimizer = new Adam { LearningRate = LearningRateSchedule.CosineDecay(1e-3f) },
        ValidationFraction = 0.05,
        Seed = Seed,
    };

    private static Layer Relu { get; } = new Activation(ActivationFunction.Relu);

    public static OnnxModel Train(LabeledImages images, string set)
    {
        Network network = Create(images.ClassNames.Count);
        network.Initialize(Seed);
        Console.WriteLine(network.Summary());
        TrainingHistory history = new Trainer(Options).Fit(network, images, null, new ConsoleProgress(), CancellationToken.None);
        EpochResult last = history.Epochs[^1];
        return new OnnxModel(network, images.ClassNames, new Dictionary<string, string>
        {
            [OnnxModel.NormalizerVersionKey] = CharacterNormalizer.Version.ToString(CultureInfo.InvariantCulture),
            ["training_set"] = set,
            ["epochs"] = Options.Epochs.ToString(CultureInfo.InvariantCulture),
            ["samples_per_epoch"] = Options.SamplesPerEpoch!.Value.ToString(CultureInfo.InvariantCulture),
            ["batch_size"] = Options.BatchSize.ToString(CultureInfo.InvariantCulture),
            ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
            ["validation_accuracy"] = last.ValidationAccuracy!.Value.ToString("F4", CultureInfo.InvariantCulture),
        });
    }

    private static Network Create(int classes) => new(
        TensorShape.Image(28, 28, 1),
        [
            .. Block(32), .. Block(32), new MaxPooling2D(), new Dropout(0.2f),
            .. Block(64), .. Block(64), new MaxPooling2D(), new Dropout(0.25f),
            .. Block(128), .. Block(128), new MaxPooling2D(), new Dropout(0.3f),
            new Flatten(),
            new Dense(256) { UseBias = false }, new BatchNormalization(), Relu, new Dropout(0.5f),
            new Dense(classes),
        ]);

    private static Layer[] Block(int filters) =>
        [new Conv2D(filters, 3) { Padding = Padding.Same, UseBias = false }, new BatchNormalization(), Relu];
}
