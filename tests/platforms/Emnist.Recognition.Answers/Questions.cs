using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Answers;

/// <summary>What every machine is asked: the embedded model of pictures, the reference networks of their images, a short training.</summary>
internal static class Questions
{
    private const int Seed = 1;

    public static IEnumerable<Answer> AskAll() => [.. Characters(), .. Texts(), .. Networks(), .. Training()];

    private static IEnumerable<Answer> Characters()
    {
        var recognizer = new CharacterRecognizer();
        foreach (string name in Pictures(isText: false))
        {
            CharacterPrediction prediction = recognizer.Predict(Open(name));
            var byName = prediction.Candidates.OrderBy(static candidate => candidate.ClassName, StringComparer.Ordinal);
            yield return new Answer(name, prediction.Character, [.. byName.Select(static candidate => candidate.Confidence)]);
        }
    }

    private static IEnumerable<Answer> Texts()
    {
        var recognizer = new CharacterRecognizer();
        foreach (string name in Pictures(isText: true))
        {
            RecognizedText text = recognizer.ReadText(Open(name));
            yield return new Answer(name, text.Text, [.. text.Characters.Select(static character => character.Prediction.Confidence)]);
        }
    }

    /// <summary>With their first weights: it is the arithmetic that is asked for.</summary>
    private static IEnumerable<Answer> Networks()
    {
        LabeledImages images = Images();
        float[] pixels = new float[images.Shape.Length];
        foreach (ReferenceNetwork reference in ReferenceNetworks.All)
        {
            Network network = reference.Create();
            network.Initialize(Seed);
            images.CopyTo(0, pixels);
            yield return new Answer(reference.Name, "", network.Predict(pixels));
        }
    }

    private static IEnumerable<Answer> Training()
    {
        LabeledImages images = Images();
        var network = new Network(
            TensorShape.Image(28),
            new Conv2D(8, 3), new BatchNormalization(), new Activation(ActivationFunction.Relu), new MaxPooling2D(),
            new Flatten(), new Dense(images.ClassNames.Count));
        network.Initialize(Seed);
        TrainingHistory history = new Trainer(new TrainerOptions { Epochs = 3, BatchSize = 6, Seed = Seed }).Fit(network, images);
        yield return new Answer("losses of a training", "", [.. history.Epochs.Select(static epoch => (float)epoch.Loss)]);
    }

    private static LabeledImages Images()
    {
        string[] names = [.. Pictures(isText: false)];
        byte[] pixels = new byte[names.Length * 28 * 28];
        for (int i = 0; i < names.Length; i++)
        {
            CharacterNormalizer.Normalize(ImageDecoder.Decode(Open(names[i])), pixels.AsSpan(i * 28 * 28, 28 * 28));
        }

        byte[] labels = [.. names.Select(static (_, i) => (byte)i)];
        return new LabeledImages(28, pixels, labels, names);
    }

    private static IEnumerable<string> Pictures(bool isText) =>
        typeof(Questions).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("text-", StringComparison.Ordinal) == isText)
            .Order(StringComparer.Ordinal);

    private static Stream Open(string name) => typeof(Questions).Assembly.GetManifestResourceStream(name)!;
}
