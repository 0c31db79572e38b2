using Emnist.Recognition.MLNet;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

var ml = new MLContext(seed: 1);
ml.Log += (_, line) =>
{
    if (line.Source.StartsWith("CharacterTrainer", StringComparison.Ordinal) && line.Kind == ChannelMessageKind.Info)
    {
        Console.WriteLine(line.RawMessage);
    }
};

// EMNIST where it is on disk (EMNIST_HOME names its folder), else the pictures that ship with the samples: one a class, enough
// to see the pipeline at work and not to measure it, for it is tested with what it was trained on.
bool hasEmnist = EmnistDataset.FindFolder(EmnistSplit.Balanced, DatasetPart.Train) is not null;
IDataView train = hasEmnist
    ? ml.Data.LoadEmnist(EmnistSplit.Balanced, DatasetPart.Train)
    : ml.Data.LoadCharacterFiles(args is [string folder] ? folder : "samples/images");
IDataView test = hasEmnist ? ml.Data.TakeRows(ml.Data.LoadEmnist(EmnistSplit.Balanced, DatasetPart.Test), 4_000) : train;
Console.WriteLine(hasEmnist
    ? "EMNIST Balanced"
    : "The shipped pictures, to train and to test: the figures below say nothing about other pictures.");

// A few epochs of a few thousand images, for a minute. ReferenceNetworks.EmnistCnn.Training reaches what the network can.
var training = new TrainerOptions { Epochs = 4, SamplesPerEpoch = 5_000, Seed = 1 };
if (!hasEmnist)
{
    // Few pictures go further when each is a little different every time.
    training.Augmentation = Augmentation.Handwriting;
}

var pipeline = ml.Transforms.Conversion
    .MapValueToKey("Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
    .Append(ml.Characters.Normalize("Features", hasEmnist ? "Pixels" : "Path"))
    .Append(ml.Characters.Trainer(ReferenceNetworks.EmnistCnn, training))
    .Append(ml.Transforms.Conversion.MapKeyToValue("Character", "Label"))
    .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedCharacter", "PredictedLabel"));
var model = pipeline.Fit(train);

IDataView scored = model.Transform(test);
MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(scored, topKPredictionCount: 3);
Console.WriteLine($"accuracy {metrics.MicroAccuracy:P1}, top-3 {metrics.TopKAccuracy:P1}, log-loss {metrics.LogLoss:F3}");
Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());
string output = Directory.CreateDirectory("runs/mlnet").FullName;
File.WriteAllText(Path.Combine(output, "report.html"), ml.Characters.Evaluate(scored).ToHtml());
ml.Model.Save(model, train.Schema, Path.Combine(output, "model.zip"));
ITransformer loaded = ml.Model.Load(Path.Combine(output, "model.zip"), out _);
IDataView ten = loaded.Transform(ml.Data.TakeRows(test, 10));
foreach (Reading reading in ml.Data.CreateEnumerable<Reading>(ten, reuseRowObject: false))
{
    Console.WriteLine($"{reading.Character} is read as {reading.PredictedCharacter}, {reading.Score.Max():P1}");
}

internal sealed class Reading
{
    public string Character { get; set; } = "";

    public string PredictedCharacter { get; set; } = "";

    public float[] Score { get; set; } = [];
}
