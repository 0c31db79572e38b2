using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Optimizers;
using Emnist.Recognition.Training.Search;

namespace Cluster.Searching;

/// <summary>What is tried: change it here, for the client and all silos.</summary>
internal static class SearchSpace
{
    /// <param name="job">The search.</param>
    /// <param name="onRoundBegin">Has a round's trials trained; null for nobody.</param>
    public static HyperparameterSearch Create(SearchJob job, Action<SearchRound>? onRoundBegin = null) => new(
        [
            Hyperparameter.Choice("filters", "8", "16", "32"),
            Hyperparameter.Choice("units", "64", "128", "256"),
            Hyperparameter.Uniform("dropout", 0, 0.5),
            Hyperparameter.LogUniform("learning-rate", 1e-4, 1e-2),
            Hyperparameter.Choice("batch-size", "32", "64", "128"),
        ],
        new SearchOptions { Trials = job.Trials, Epochs = job.Epochs, Folder = job.Folder, OnRoundBegin = onRoundBegin });

    public static Trial CreateTrial(TrialValues values, LabeledImages images, int threads)
    {
        int filters = values.GetInt32("filters");
        var network = new Network(
            images.Shape,
            new Conv2D(filters, 3) { Activation = ActivationFunction.Relu }, new MaxPooling2D(2),
            new Conv2D(2 * filters, 3) { Activation = ActivationFunction.Relu }, new MaxPooling2D(2), new Flatten(),
            new Dense(values.GetInt32("units")) { Activation = ActivationFunction.Relu }, new Dropout(values.GetSingle("dropout")),
            new Dense(images.ClassNames.Count));
        return new Trial(network, new TrainerOptions
        {
            BatchSize = values.GetInt32("batch-size"),
            Optimizer = new Adam { LearningRate = LearningRateSchedule.CosineDecay(values.GetSingle("learning-rate")) },
            MaxDegreeOfParallelism = threads,
        });
    }
}
