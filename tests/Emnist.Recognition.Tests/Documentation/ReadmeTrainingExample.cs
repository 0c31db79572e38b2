using Emnist.Recognition;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;

// Not below Emnist.Recognition, so that the example needs the same usings here as in README.
namespace ReadmeTraining;

/// <summary>README's example of a training word for word; the data set that it names is put in its way here.</summary>
internal static class ReadmeTrainingExample
{
    public static CharacterRecognizer Train(LabeledImages data, string file, TextWriter Console)
    {
        var EmnistDataset = new Loader(data);
        string folder = Environment.CurrentDirectory;
        Environment.CurrentDirectory = Path.GetDirectoryName(file)!;
        try
        {
            LabeledImages images = EmnistDataset.LoadSet("emnist-balanced-train");
            var network = new Network(
                TensorShape.Image(28, 1),
                new Conv2D(32, 3) { Activation = ActivationFunction.Relu }, new MaxPooling2D(),
                new Flatten(), new Dense(images.ClassNames.Count));
            Console.WriteLine(network.Summary());

            var trainer = new Trainer(new TrainerOptions { Epochs = 5, ValidationFraction = 0.1, Seed = 1 });
            TrainingHistory history = trainer.Fit(network, images);
            Console.WriteLine($"{history.Epochs[^1].ValidationAccuracy:P1}");

            var model = new OnnxModel(network, images.ClassNames);
            model.Save("mine.onnx");
            var recognizer = new CharacterRecognizer(new RecognizerOptions { Model = OnnxModel.Load("mine.onnx") });
            return recognizer;
        }
        finally
        {
            Environment.CurrentDirectory = folder;
        }
    }

    private sealed class Loader(LabeledImages data)
    {
        public LabeledImages LoadSet(string name) => name.Length > 0 ? data : throw new ArgumentException("The set has no name.", nameof(name));
    }
}
