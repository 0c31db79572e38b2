using System.Numerics.Tensors;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>
/// The embedded model on all of EMNIST's test images, as others run its file: ONNX Runtime in process and in ML.NET's
/// <c>ApplyOnnxModel</c>, and OpenCV.
/// </summary>
public sealed class TestSetTests
{
    private const string TestSet = "emnist-merged47-test";
    private const int Pixels = 28 * 28;
    private const float Tolerance = 1e-4f;

    private static readonly Lazy<float[]> Inputs = new(ReadInputs);
    private static readonly Lazy<float[]> Own = new(static () => EmbeddedModel.Load().Network.Predict(Inputs.Value));

    [DatasetFact(TestSet)]
    public void The_embedded_model_gives_the_same_logits_and_answers_in_ONNX_Runtime() => AssertSame(InOnnxRuntime);

    [DatasetFact(TestSet)]
    public void The_embedded_model_gives_the_same_logits_and_answers_in_ApplyOnnxModel() => AssertSame(InApplyOnnxModel);

    [OpenCVFact(TestSet)]
    public void The_embedded_model_gives_the_same_logits_and_answers_in_OpenCV() => AssertSame(InOpenCV);

    private static void AssertSame(Func<OnnxModel, float[], float[]> predict)
    {
        OnnxModel model = EmbeddedModel.Load();
        int classes = model.ClassNames.Count;
        float[] actual = Own.Value;
        float[] expected = predict(model, Inputs.Value);

        float difference = OnnxRuntimeTests.Difference(expected, actual);
        Assert.True(difference <= Tolerance, $"Off by {difference}.");
        Assert.Equal(Answers(expected, classes), Answers(actual, classes));
    }

    private static float[] ReadInputs()
    {
        LabeledImages images = TestData.Load(TestSet);
        float[] inputs = new float[images.Count * Pixels];
        for (int i = 0; i < images.Count; i++)
        {
            images.CopyTo(i, inputs.AsSpan(i * Pixels, Pixels));
        }

        return inputs;
    }

    private static float[] InOnnxRuntime(OnnxModel model, float[] inputs)
    {
        using var session = new OnnxRuntimeSession(model);
        return [.. inputs.Chunk(128 * Pixels).SelectMany(batch => session.Predict(batch, batch.Length / Pixels))];
    }

    private static float[] InApplyOnnxModel(OnnxModel model, float[] inputs)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.onnx");
        model.Save(path);
        var ml = new MLContext();
        IDataView images = ml.Data.LoadFromEnumerable(inputs.Chunk(Pixels).Select(static pixels => new Image { Pixels = pixels }));
        using TransformerChain<OnnxTransformer> transformer = ml.Transforms.CopyColumns("input", nameof(Image.Pixels))
            .Append(ml.Transforms.ApplyOnnxModel("output", "input", path)).Fit(images);
        return [.. transformer.Transform(images).GetColumn<float[]>("output").SelectMany(static logits => logits)];
    }

    private static float[] InOpenCV(OnnxModel model, float[] inputs)
    {
        using var cases = new OpenCVCases();
        cases.Add("model", model, new OnnxExportOptions(), inputs);
        return cases.Run()["model"].Outputs!;
    }

    private static IEnumerable<int> Answers(float[] outputs, int classes) =>
        outputs.Chunk(classes).Select(static logits => TensorPrimitives.IndexOfMax<float>(logits));

    private sealed class Image
    {
        /// <summary>[1, 28, 28], 0 to 1.</summary>
        [VectorType(1, 28, 28)]
        public float[] Pixels { get; set; } = [];
    }
}
