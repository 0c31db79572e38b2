using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.OnnxRuntime.Tests;

/// <summary>The library's models give by ONNX Runtime what they give by the library's engine, in whatever form they are written.</summary>
public sealed class EmbeddedModelTests
{
    private const float Tolerance = 1e-4f;

    public static TheoryData<EmbeddedModel, OnnxExportOptions> Forms => new()
    {
        { EmbeddedModel.Default, new OnnxExportOptions() },
        { EmbeddedModel.Default, new OnnxExportOptions { Softmax = true, InputMaximum = 255 } },
        { EmbeddedModel.Fast, new OnnxExportOptions { BatchSize = 1 } },
        { EmbeddedModel.Fast, new OnnxExportOptions { BatchSize = 5, OperatorSet = 21, Softmax = true } },
        { EmbeddedModel.Fast, new OnnxExportOptions { InputMaximum = 255 } },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Pictures_and_text_are_answered_alike(EmbeddedModel model, OnnxExportOptions form)
    {
        var own = new CharacterRecognizer(new RecognizerOptions { EmbeddedModel = model });
        using var classifier = new OnnxRuntimeClassifier(Write(model, form));
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
        byte[] file = Write(EmbeddedModel.Fast, new OnnxExportOptions { InputMaximum = 255 });
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(file);
        using var classifier = new OnnxRuntimeClassifier(session);
        var own = new CharacterRecognizer(new RecognizerOptions { EmbeddedModel = EmbeddedModel.Fast });
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = classifier });

        AssertAlike(own.Predict(Pictures.All[0]), recognizer.Predict(Pictures.All[0]));
        Assert.Equal(new InputForm { Ink = 255 }, classifier.InputForm);
    }

    [Fact]
    public void Options_limit_and_rename_as_with_any_model()
    {
        using var classifier = new OnnxRuntimeClassifier(Write(EmbeddedModel.Fast, new OnnxExportOptions()));
        OnnxModel model = EmbeddedModels.Load(EmbeddedModel.Fast);
        var options = new RecognizerOptions
        {
            Classes = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqr?",
            InputForm = new InputForm { Transposed = true, Framing = CharacterFraming.Mnist },
        };
        var own = new CharacterRecognizer(model, options);
        var recognizer = new CharacterRecognizer(options with { Classifier = classifier });

        Assert.Equal("?", recognizer.ClassNames[^1]);
        Assert.Equal(options.InputForm, recognizer.InputForm);
        AssertAlike(own.Predict(Pictures.All[5], CharacterSet.Digits), recognizer.Predict(Pictures.All[5], CharacterSet.Digits));
    }

    private static byte[] Write(EmbeddedModel model, OnnxExportOptions form)
    {
        using var file = new MemoryStream();
        EmbeddedModels.Load(model).Save(file, form);
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
