using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Tests;

/// <summary>A small problem, a small network, and ways to look at views.</summary>
internal static class Characters
{
    public static LabeledImages Images { get; } = SyntheticImages.Create28(seed: 1, 60, 60, 60, 60);

    public static LabeledImages TestImages { get; } = SyntheticImages.Create28(seed: 2, 25, 25, 25, 25);

    public static TrainerOptions Options => new() { Epochs = 3, Seed = 7 };

    public static Network CreateNetwork(int classes) => new(TensorShape.Image(28), new Flatten(), new Dense(classes));

    /// <summary>Keys in the order of the images' classes.</summary>
    public static IEstimator<ITransformer> Keys(MLContext ml) => ml.Characters.MapLabels("Label", "Label", Images.ClassNames);

    public static EstimatorChain<CharacterPredictionTransformer> Pipeline(MLContext ml) => Keys(ml)
        .Append(ml.Characters.Normalize("Features", "Pixels"))
        .Append(ml.Characters.Trainer(CreateNetwork, Options));

    public static float[][] Scores(IDataView view) => [.. view.GetColumn<float[]>("Score")];

    public static string[] Texts(IDataView view, string column) => [.. view.GetColumn<string>(column)];

    /// <summary>Pictures that ship with the samples.</summary>
    public static string SampleFolder => Path.Combine(Checkout.Root, "samples", "images");
}
