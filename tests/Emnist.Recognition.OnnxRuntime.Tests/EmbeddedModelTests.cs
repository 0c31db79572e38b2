using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.OnnxRuntime.Tests;

/// <summary>The library's model gives by ONNX Runtime what it gives by the library's engine, in whatever form it is written.</summary>
public sealed class EmbeddedModelTests
{
    private const float Tolerance = 1e-4f;

    public static TheoryData<OnnxExportOptions> Forms => new()
    {
        new OnnxExportOptions(),
        new OnnxExportOptions { Softmax = true, InputMaximum = 255 },
        new OnnxExportOptions { BatchSize = 1 },
        new OnnxExportOptions { BatchSize = 5, OperatorSet = 21, Softmax = true },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Pictures_and_text_are_answered_alike(OnnxExportOptions form)
    {
        var own = new CharacterRecognizer();
        using var classifier = new OnnxRuntimeClassifier(Write(form));
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = classifier });

        Assert.Equal(own.ClassNames, recognizer.ClassNames);
        Assert.Equal(own.InputForm, recognizer.InputForm);
        Assert.All(
            own.PredictBatch(Pictures.All).Zip(recognizer.PredictBatch(Pictures.All)), static pair => AssertAlike(pair.First, pair.Second));
        AssertAlike(own.Predict(Pictures.All[3]), recognizer.Predict(Pictures.All[3]));
        Assert.Equal(PredictionStatus.Blank, recognizer.Predict(new GrayImage(40, new byte[1600])).Status);
        RecognizedText read = own.ReadText(Pictures.Line);
        RecognizedText readThere = recognizer.ReadText(Pictures.Line);
        Assert.InRange(read.Characters.Count(), 3, 5);
        Assert.Equal(read.Text, readThere.Text);
        Assert.All(read.Characters.Zip(readThere.Characters), static pair => AssertAlike(pair.First.Prediction, pair.Second.Prediction));
    }

    [Fact]
    public void A_session_of_the_callers_is_told_the_scale_by_the_metadata()
    {
        byte[] file = Write(new OnnxExportOptions { InputMaximum = 255 });
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(file);
        using var classifier = new OnnxRuntimeClassifier(session);
        var own = new CharacterRecognizer();
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = classifier });

        AssertAlike(own.Predict(Pictures.All[0]), recognizer.Predict(Pictures.All[0]));
        Assert.Equal(new InputForm { Ink = 255 }, classifier.InputForm);
    }

    [Fact]
    public void Options_limit_and_rename_as_with_any_model()
    {
        using var classifier = new OnnxRuntimeClassifier(Write(new OnnxExportOptions()));
        OnnxModel model = EmbeddedModel.Load();
        var options = new RecognizerOptions
        {
            Classes = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz?",
            InputForm = new InputForm { Transposed = true, Framing = CharacterFraming.Mnist },
        };
        var own = new CharacterRecognizer(model, options);
        var recognizer = new CharacterRecognizer(options with { Classifier = classifier });

        Assert.Equal("?", recognizer.ClassNames[^1]);
        Assert.Equal(options.InputForm, recognizer.InputForm);
        AssertAlike(own.Predict(Pictures.All[5], CharacterSet.Digits), recognizer.Predict(Pictures.All[5], CharacterSet.Digits));
    }

    private static byte[] Write(OnnxExportOptions form)
    {
        using var file = new MemoryStream();
        EmbeddedModel.Load().Save(file, form);
        return file.ToArray();
    }

    private static void AssertAlike(CharacterPrediction expected, CharacterPrediction actual)
    {
        Assert.Equal((expected.Status, expected.Character), (actual.Status, actual.Character));
        Assert.Equal(
            expected.Candidates.OrderBy(static candidate => candidate.ClassIndex).Select(static candidate => candidate.Confidence),
            actual.Candidates.OrderBy(static candidate => candidate.ClassIndex).Select(static candidate => candidate.Confidence),
            static (x, y) => Math.Abs(x - y) <= Tolerance);
    }
}
