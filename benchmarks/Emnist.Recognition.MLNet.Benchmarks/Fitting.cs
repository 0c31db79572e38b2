using Emnist.Recognition.Networks;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;
using Microsoft.ML;

namespace Emnist.Recognition.MLNet.Benchmarks;

/// <summary>The same training, to the bit, in a pipeline and by the trainer itself.</summary>
internal static class Fitting
{
    private const int Images = 20_000;

    private static TrainerOptions Options
    {
        get
        {
            TrainerOptions options = ReferenceNetworks.Embedded.Training;
            options.Epochs = 1;
            options.SamplesPerEpoch = Images;
            options.ValidationFraction = 0;
            options.CalibrateConfidence = false;
            options.Augmentation = null;
            options.Distillation = null;
            return options;
        }
    }

    /// <summary>Seconds of one <c>Fit</c> of a pipeline.</summary>
    public static double InPipeline()
    {
        LabeledImages images = BenchmarkImages.Take(Images);
        var ml = new MLContext(seed: 1);
        IDataView view = ml.Data.LoadCharacterImages(images);
        var pipeline = ml.Characters.MapLabels("Label", "Label", images.ClassNames)
            .Append(ml.Characters.Normalize("Features", "Pixels"))
            .Append(ml.Characters.Trainer(ReferenceNetworks.Embedded, Options));
        return Rounds.Seconds(() => pipeline.Fit(view));
    }

    /// <summary>Seconds of one <c>Trainer.Fit</c>.</summary>
    public static double ByTrainer()
    {
        LabeledImages images = BenchmarkImages.Take(Images);
        return Rounds.Seconds(() =>
        {
            Network network = ReferenceNetworks.Embedded.Create(images.ClassNames.Count);
            network.Initialize(Options.Seed);
            new Trainer(Options).Fit(network, images);
        });
    }

    /// <summary>Both in turn in this process, after one of each.</summary>
    public static void Run(int rounds)
    {
        _ = InPipeline() + ByTrainer();
        Rounds.Ratio($"`Fit` of {Images:N0} images, against `Trainer.Fit`", rounds, InPipeline, ByTrainer, ("s", 1));
    }

    /// <summary>Both in turn, each in a process of its own.</summary>
    public static void RunCold(int rounds) => Rounds.Ratio(
        "the same, the first in a process", rounds, () => Child.Run("fit", "pipeline"), () => Child.Run("fit", "trainer"), ("s", 1));
}
