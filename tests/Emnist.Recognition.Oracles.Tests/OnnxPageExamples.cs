using System.Text.Json;
using Emnist.Recognition;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.OnnxRuntime;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

// Not below Emnist.Recognition, so that the examples need the same usings here as on the page.
namespace OnnxPage;

/// <summary>The examples of docs/onnx.md word for word.</summary>
internal static class OnnxPageExamples
{
    public static void Export()
    {
        OnnxModel model = EmbeddedModel.Load();
        model.Save("character.onnx", new OnnxExportOptions { Softmax = true, InputMaximum = 255 });
    }

    public static void RunByRecognizer(TextWriter Console)
    {
        using var classifier = new OnnxRuntimeClassifier("theirs.onnx");
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = classifier, Classes = "balanced" });
        Console.WriteLine(recognizer.Predict("letter.png").Character);
    }

    /// <summary>Compiled alone: few machines have one.</summary>
    public static void RunOnGpu()
    {
        using var gpu = SessionOptions.MakeSessionOptionWithCudaProvider(0);
        using var classifier = new OnnxRuntimeClassifier("theirs.onnx", new OnnxRuntimeOptions { SessionOptions = gpu });
    }

    public static void RunInOnnxRuntime(TextWriter Console)
    {
        byte[] image = new byte[28 * 28];
        CharacterNormalizer.Normalize(ImageDecoder.Decode(File.ReadAllBytes("letter.png")), image);

        using var session = new InferenceSession("character.onnx");
        float[] pixels = [.. image.Select(pixel => (float)pixel)];
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [1, 1, 28, 28]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, ["input"], [input], ["output"]);
        float[] probabilities = outputs[0].GetTensorDataAsSpan<float>().ToArray();

        string[] classes = JsonSerializer.Deserialize<string[]>(session.ModelMetadata.CustomMetadataMap[OnnxModel.ClassNamesKey])!;
        Console.WriteLine(classes[Array.IndexOf(probabilities, probabilities.Max())]);
    }

    public static float[][] RunInMLNet(IEnumerable<Row> rows)
    {
        var ml = new MLContext();
        IDataView images = ml.Data.LoadFromEnumerable(rows);
        var pipeline = ml.Transforms.CopyColumns("input", "Pixels")
            .Append(ml.Transforms.ApplyOnnxModel("output", "input", "character.onnx"));
        float[][] probabilities = [.. pipeline.Fit(images).Transform(images).GetColumn<float[]>("output")];
        return probabilities;
    }

    internal sealed class Row
    {
        [VectorType(1, 28, 28)]
        public float[] Pixels { get; set; } = [];
    }
}
