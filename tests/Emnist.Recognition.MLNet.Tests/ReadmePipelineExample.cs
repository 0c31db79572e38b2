using Emnist.Recognition.MLNet;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;
using Microsoft.ML;

// Not below Emnist.Recognition, so that the example needs the same usings here as in README.
namespace ReadmePipeline;

/// <summary>README's example of a pipeline word for word.</summary>
internal static class ReadmePipelineExample
{
    public static void Run(TextWriter Console)
    {
        var ml = new MLContext(seed: 1);
        IDataView train = ml.Data.LoadEmnist(EmnistSplit.Balanced, DatasetPart.Train);  // columns Pixels and Label
        IDataView test = ml.Data.LoadEmnist(EmnistSplit.Balanced, DatasetPart.Test);
        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Characters.Normalize("Features", "Pixels"))                      // or paths, or encoded pictures
            .Append(ml.Characters.Trainer(ReferenceNetworks.EmnistCnn))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedCharacter", "PredictedLabel"));
        var model = pipeline.Fit(train);
        Console.WriteLine($"{ml.MulticlassClassification.Evaluate(model.Transform(test)).MicroAccuracy:P1}");
        ml.Model.Save(model, train.Schema, "model.zip");
    }
}
