using Emnist.Recognition;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;

// Not below Emnist.Recognition, so that the example needs the same usings here as in README.
namespace ReadmeTraining;

/// <summary>README's example of a training word for word; the data set that it names is put in its way here.</summary>
internal static class ReadmeTrainingExample
{
    public static async Task<CharacterRecognizer> TrainAsync(LabeledImages data, string file, TextWriter Console)
    {
        var EmnistDataset = new Loader(data);
        string folder = Environment.CurrentDirectory;
        Environment.CurrentDirectory = Path.GetDirectoryName(file)!;
        try
        {
            LabeledImages images = await EmnistDataset.LoadAsync(EmnistSplit.Balanced, DatasetPart.Train);
            var network = new Network(
                TensorShape.Image(28),
                new Conv2D(32, 3) { Activation = ActivationFunction.Relu }, new MaxPooling2D(),
                new Flatten(), new Dense(images.ClassNames.Count));
            Console.WriteLine(network.Summary());

            var trainer = new Trainer(new TrainerOptions { Epochs = 5, ValidationFraction = 0.1, Seed = 1 });
            TrainingHistory history = trainer.Fit(network, images);
            Console.WriteLine($"{history.Epochs[^1].ValidationAccuracy:P1}");

            var model = new OnnxModel(network, images.ClassNames);
            model.Save("mine.onnx");
            var recognizer = new CharacterRecognizer(OnnxModel.Load("mine.onnx"));
            return recognizer;
        }
        finally
        {
            Environment.CurrentDirectory = folder;
        }
    }

    private sealed class Loader(LabeledImages data)
    {
        public Task<LabeledImages> LoadAsync(EmnistSplit split, DatasetPart part) => (split, part) == (EmnistSplit.Balanced, DatasetPart.Train)
            ? Task.FromResult(data)
            : throw new ArgumentException($"The example takes another set: {split}, {part}.");
    }
}
