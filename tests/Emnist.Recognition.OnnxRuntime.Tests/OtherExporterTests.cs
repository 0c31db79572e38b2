using Emnist.Recognition.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Emnist.Recognition.OnnxRuntime.Tests;

/// <summary>Models of other exporters: the answers of the library's engine where it runs them, and answers where it does not.</summary>
public sealed class OtherExporterTests
{
    private static readonly string Cases = Path.Combine(AppContext.BaseDirectory, "Cases");

    public static TheoryData<string> CaseFiles =>
        [.. Directory.GetFiles(Cases, "*.onnx").Select(static path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    /// <summary>Among them one that normalises within, one whose weights are in a second file, and one of logarithms.</summary>
    [Theory]
    [MemberData(nameof(CaseFiles))]
    public void A_model_that_the_library_runs_gives_the_same(string file)
    {
        string path = Path.Combine(Cases, file);
        var own = new CharacterRecognizer(new RecognizerOptions { ModelPath = path });
        using var classifier = new OnnxRuntimeClassifier(path);
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = classifier });

        Assert.Equal(own.ClassNames, recognizer.ClassNames);
        Assert.Equal(own.InputForm, recognizer.InputForm);
        foreach (float[] image in Pictures.Noise(5, 1).Chunk(Pictures.Length))
        {
            byte[] pixels = [.. image.Select(static pixel => (byte)MathF.Round(255 * pixel))];
            float[] expected = new float[own.ClassNames.Count];
            float[] actual = new float[own.ClassNames.Count];
            own.PredictNormalizedScores(pixels, expected);
            recognizer.PredictNormalizedScores(pixels, actual);

            Assert.Equal(expected, actual, static (x, y) => Math.Abs(x - y) <= 1e-4);
        }
    }

    /// <summary>Operators that the library does not know, or not so: each makes other values of the image than it was.</summary>
    public static TheoryData<string> Operators =>
        ["HardSigmoid", "Mish", "Concat", "InstanceNormalization", "ConvTranspose", "Resize", "Abs"];

    [Theory]
    [MemberData(nameof(Operators))]
    public void A_model_that_the_library_refuses_runs(string operatorType)
    {
        byte[] file = Model(operatorType);
        float[] images = Pictures.Noise(3, 2);
        Assert.Throws<ModelFormatException>(() => OnnxModel.Load(new MemoryStream(file)));

        using var classifier = new OnnxRuntimeClassifier(file);
        float[] actual = new float[3 * classifier.ClassNames.Count];
        classifier.Classify(images, actual, 3);

        using var session = new InferenceSession(file);
        using var input = OrtValue.CreateTensorValueFromMemory(images, [3, 1, 28, 28]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["image"], [input], session.OutputNames);
        Assert.Equal(outputs[0].GetTensorDataAsSpan<float>().ToArray(), actual, static (x, y) => Math.Abs(x - y) <= 1e-6);
        Assert.True(actual.Distinct().Count() > 3);
    }

    private static byte[] Model(string operatorType)
    {
        var builder = new ModelBuilder();
        string x = builder.Input("image", TensorElementType.Float, -1, 1, 28, 28);
        string made = operatorType switch
        {
            "Concat" => builder.Node("Concat", [x, x], ModelBuilder.Attribute("axis", 3L)),
            "InstanceNormalization" => builder.Node("InstanceNormalization", [x, builder.Floats([1], 2), builder.Floats([1], 1)]),
            "ConvTranspose" => builder.Node(
                "ConvTranspose", [x, builder.Floats([1, 2, 2, 2], 1, -1, 2, 0.5f, -0.5f, 1, 1, 3)],
                ModelBuilder.Attribute("strides", 2L, 2)),
            "Resize" => builder.Node("Resize", [x, "", builder.Floats([4], 1, 1, 2, 2)], ModelBuilder.Attribute("mode", "cubic")),
            "Mish" => builder.Node("Mul", [x, builder.Node("Tanh", [builder.Node("Softplus", [x])])]),
            _ => builder.Node(operatorType, [x]),
        };
        int length = operatorType switch { "Concat" => 2, "ConvTranspose" => 8, "Resize" => 4, _ => 1 } * Pictures.Length;
        string vector = builder.Node("Reshape", [made, builder.Integers(-1, length)]);
        var random = new Random(9);
        float[] weights = [.. Enumerable.Range(0, length * 10).Select(_ => random.NextSingle() - 0.5f)];
        string logits = builder.Node("MatMul", [vector, builder.Floats([length, 10], weights)]);
        builder.Output(builder.Node("Softmax", [logits], ModelBuilder.Attribute("axis", 1L)));
        return builder.Build();
    }
}
