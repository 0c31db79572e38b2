using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests;

/// <summary>Another engine behind the recognizer, by its port.</summary>
public sealed class CharacterClassifierTests
{
    private static readonly GrayImage Picture =
        ImageDecoder.Decode(Path.Combine(TestData.RepositoryRoot, "samples", "images", "digit-3.png"));

    /// <summary>The library's engine as another would have it, by floats, gives what it gives by itself.</summary>
    [Fact]
    public void A_classifier_answers_everything_that_a_model_does()
    {
        var own = new CharacterRecognizer();
        var byFloats = new ByFloats(EmbeddedModel.Load());
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = byFloats });

        Assert.Equal(own.ClassNames, recognizer.ClassNames);
        Assert.Equal(own.InputForm, recognizer.InputForm);
        AssertAlike(own.Predict(Picture), recognizer.Predict(Picture));
        Assert.All(
            recognizer.PredictBatch([.. Enumerable.Repeat(Picture, 200)]), prediction => AssertAlike(own.Predict(Picture), prediction));
        AssertAlike(own.Predict(Picture, CharacterSet.Letters), recognizer.Predict(Picture, CharacterSet.Letters));
        Assert.Equal(own.ReadText(Picture).Text, recognizer.ReadText(Picture).Text);
        Assert.Equal(PredictionStatus.Blank, recognizer.Predict(new GrayImage(40, new byte[1600])).Status);
    }

    [Fact]
    public void Images_come_in_the_form_and_few_at_a_time()
    {
        var classifier = new Recorder(["a", "b"], new InputForm { Ground = -1, Framing = CharacterFraming.Mnist });
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = classifier });
        byte[] normalized = new byte[784];
        CharacterNormalizer.Normalize(Picture, CharacterFraming.Mnist, normalized);
        float[] expected = new float[784];
        classifier.InputForm!.Apply(normalized, expected);

        recognizer.Predict(Picture);
        Assert.Equal(expected, classifier.Images);

        var told = new CharacterRecognizer(
            new RecognizerOptions { Classifier = classifier, InputForm = new InputForm { Ink = 255 }, Classes = "xy" });
        told.PredictNormalized(normalized);
        Assert.Equal(normalized.Select(static pixel => (float)pixel), classifier.Images, static (x, y) => Math.Abs(x - y) < 1e-3);
        Assert.Equal(["x", "y"], told.ClassNames);
        Assert.Equal(new InputForm { Ink = 255 }, told.InputForm);

        told.ReadText(Repeated(100));
        Assert.Equal(64, classifier.Largest);
    }

    [Fact]
    public void Without_a_form_there_is_none()
    {
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = new Recorder(["a", "b"], null) });

        Assert.Null(recognizer.InputForm);
        Assert.Equal(0.75f, recognizer.Predict(Picture).Confidence);
    }

    /// <summary>What is no probability is told as none.</summary>
    [Theory]
    [InlineData(3, -2)]
    [InlineData(0.5f, 0.4f)]
    [InlineData(1.5f, -0.5f)]
    [InlineData(float.NaN, 1)]
    [InlineData(float.PositiveInfinity, 0)]
    public void A_classifier_is_held_to_its_contract(float first, float second)
    {
        var classifier = new Recorder(["a", "b"], null) { First = first, Second = second };
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = classifier });

        var fault = Assert.Throws<InvalidOperationException>(() => recognizer.Predict(Picture));
        Assert.Contains(nameof(Recorder), fault.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => recognizer.PredictBatch([Picture, Picture]));
        Assert.Throws<InvalidOperationException>(() => recognizer.ReadText(Picture));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var classifier = new Recorder(["a", "b"], null);

        Assert.Equal("Classifier", Refusal(new RecognizerOptions { Classifier = classifier, ModelPath = "theirs.onnx" }).ParamName);
        Refusal(new RecognizerOptions { Classifier = classifier, Classes = "abc" });
        Refusal(new RecognizerOptions { Classifier = classifier, Classes = "aa" });
        Refusal(new RecognizerOptions { Classifier = new Recorder([], null) });
        Refusal(new RecognizerOptions { Classifier = new Recorder(["a", "a"], null) });
        Refusal(new RecognizerOptions { Classifier = new Recorder(["a", ""], null) });
        Refusal(new RecognizerOptions { Classifier = new Recorder(null!, null) });
        Refusal(new RecognizerOptions { Classifier = new Recorder(["a", "b"], new InputForm { Ink = float.NaN }) });
        Assert.Throws<ArgumentException>(
            () => new CharacterRecognizer(EmbeddedModel.Load(), new RecognizerOptions { Classifier = classifier }));
    }

    [Fact]
    public void Metadata_of_files_that_others_run_are_read_as_those_of_ones_own()
    {
        var model = new OnnxModel(EmbeddedModel.Load().Network, EmbeddedModel.Load().ClassNames);
        var metadata = new Dictionary<string, string>
        {
            [OnnxModel.ClassNamesKey] = """["a","b"]""",
            [OnnxModel.InputFormKey] = """{"ground":255,"ink":0}""",
        };

        Assert.Equal(["a", "b"], OnnxModel.ReadClassNames(metadata, 2));
        Assert.Equal(new InputForm { Ground = 1, Ink = 0 }, OnnxModel.ReadInputForm(metadata, 255));
        Assert.Equal(new InputForm { Ground = 255, Ink = 0 }, OnnxModel.ReadInputForm(metadata, 1));
        Assert.Null(OnnxModel.ReadClassNames(model.Metadata, model.ClassNames.Count));
        Assert.Null(OnnxModel.ReadInputForm(model.Metadata, 1));
        Assert.Equal(InputForm.Emnist, OnnxModel.ReadInputForm(EmbeddedModel.Load().Metadata, 1));
        Assert.Throws<ModelFormatException>(() => OnnxModel.ReadClassNames(metadata, 3));
        Assert.Throws<ModelFormatException>(
            () => OnnxModel.ReadClassNames(new Dictionary<string, string> { [OnnxModel.ClassNamesKey] = """["a","a"]""" }, 2));
        Assert.Throws<ModelFormatException>(
            () => OnnxModel.ReadInputForm(new Dictionary<string, string> { [OnnxModel.InputFormKey] = """{"ink":0}""" }, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OnnxModel.ReadInputForm(metadata, 127));
    }

    /// <summary>Who runs a file of 0 to 255 elsewhere is told so, also of a model that has EMNIST's form without saying it.</summary>
    [Fact]
    public void A_file_of_bytes_tells_its_form()
    {
        using var file = new MemoryStream();
        EmbeddedModel.Load().Save(file, new OnnxExportOptions { InputMaximum = 255 });

        file.Position = 0;
        Assert.Equal(InputForm.Emnist, OnnxModel.Load(file).InputForm);
        Assert.Contains("\"ink\":255", System.Text.Encoding.Latin1.GetString(file.ToArray()), StringComparison.Ordinal);
    }

    /// <summary>The picture many times side by side.</summary>
    private static GrayImage Repeated(int times)
    {
        byte[] pixels = [.. Enumerable.Range(0, Picture.Height)
            .SelectMany(y => Enumerable.Repeat(Picture.Pixels.Slice(y * Picture.Width, Picture.Width).ToArray(), times))
            .SelectMany(static row => row)];
        return new GrayImage(new ImageSize { Width = times * Picture.Width, Height = Picture.Height }, pixels);
    }

    private static ArgumentException Refusal(RecognizerOptions options) =>
        Assert.ThrowsAny<ArgumentException>(() => new CharacterRecognizer(options));

    private static void AssertAlike(CharacterPrediction expected, CharacterPrediction actual)
    {
        Assert.Equal(expected.Character, actual.Character);
        Assert.Equal(expected.Confidence, actual.Confidence, 1e-6);
    }

    private sealed class ByFloats(OnnxModel model) : ICharacterClassifier
    {
        private readonly InferencePlan _plan = model.Network.ToProbabilityPlan();

        public IReadOnlyList<string> ClassNames => model.ClassNames;

        public InputForm? InputForm => model.InputForm;

        public void Classify(ReadOnlySpan<float> images, Span<float> probabilities, int count)
        {
            Assert.Equal((count * 784, count * model.ClassNames.Count), (images.Length, probabilities.Length));
            _plan.Predict(images, probabilities, count);
        }
    }

    private sealed class Recorder(IReadOnlyList<string> classNames, InputForm? form) : ICharacterClassifier
    {
        public float First { get; init; } = 0.75f;

        public float Second { get; init; } = 0.25f;

        public float[] Images { get; private set; } = [];

        public int Largest { get; private set; }

        public IReadOnlyList<string> ClassNames => classNames;

        public InputForm? InputForm => form;

        public void Classify(ReadOnlySpan<float> images, Span<float> probabilities, int count)
        {
            Images = images.ToArray();
            Largest = Math.Max(Largest, count);
            for (int i = 0; i < probabilities.Length; i++)
            {
                probabilities[i] = i % 2 == 0 ? First : Second;
            }
        }
    }
}
