using System.Numerics.Tensors;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Tests;

public class EmbeddedModelTests
{
    private const string TestSet = "emnist-merged47-test";

    /// <summary>Letters whose two forms are one class of EMNIST Balanced, named by the capital.</summary>
    private const string Merged = "cijklmopsuvwxyz";

    [Fact]
    public void It_is_the_network_of_its_preset_made_for_this_normalizer_with_both_forms_of_letters_and_what_is_no_character()
    {
        OnnxModel model = EmbeddedModel.Load();

        Assert.Equal(ReferenceNetworks.Embedded.Create(63).Summary(), model.Network.Summary());
        Assert.Equal("Embedded", model.Metadata["network"]);
        Assert.Equal(CharacterNormalizer.Version, model.NormalizerVersion);
        Assert.Equal(InputForm.Emnist, model.InputForm);
        Assert.Equal(
            ["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", OnnxModel.NonCharacter],
            [string.Concat(model.ClassNames.SkipLast(1)), model.ClassNames[^1]]);
    }

    [Fact]
    public void It_is_small()
    {
        using Stream file = typeof(EmbeddedModel).Assembly.GetManifestResourceStream("default.onnx")!;

        Assert.InRange(file.Length, 1, 1_000_000);
        Assert.InRange(MultiplyAdds(EmbeddedModel.Load().Network), 1, 10_000_000);
    }

    [DatasetFact(TestSet)]
    public void Its_accuracy_is_the_one_of_the_model_card()
    {
        ClassificationMetrics metrics = Evaluate(EmbeddedModel.Load());

        Assert.Equal(11_424, metrics.Count);
        Assert.Equal(0.9004, metrics.MicroAccuracy, 2e-4);
        Assert.Equal(0.9012, metrics.MacroAccuracy, 2e-4);
        Assert.InRange(metrics.ExpectedCalibrationError, 0, 0.015);
    }

    [DatasetFact(TestSet)]
    public void The_models_of_0_1_are_loaded_from_their_files_and_answer_as_they_did()
    {
        void Check(string name, double micro, double macro)
        {
            OnnxModel model = OnnxModel.Load(Path.Combine(TestData.RepositoryRoot, "models", "0.1.0", $"{name}.onnx"));
            ClassificationMetrics metrics = Evaluate(model);

            Assert.Equal(micro, metrics.MicroAccuracy, 2e-4);
            Assert.Equal(macro, metrics.MacroAccuracy, 2e-4);
            string picture = Path.Combine(TestData.RepositoryRoot, "samples", "images", "digit-3.png");
            Assert.Equal("3", new CharacterRecognizer(model).Predict(picture).Character);
        }

        Check("default", 0.9030, 0.9039);
        Check("fast", 0.9023, 0.9032);
    }

    [DatasetFact(TestSet)]
    public void Winograds_filtering_gives_the_direct_way_s_logits_and_answers()
    {
        Network network = EmbeddedModel.Load().Network;
        int classes = network.OutputShape.Length;
        LabeledImages images = TestData.Load(TestSet);
        float[] direct = Outputs(new InferencePlan(network.Operations, addSoftmax: false, winograd: false), images);
        float[] filtered = Outputs(network.ToInferencePlan(), images);

        for (int i = 0; i < images.Count; i++)
        {
            ReadOnlySpan<float> expected = direct.AsSpan(i * classes, classes);
            ReadOnlySpan<float> actual = filtered.AsSpan(i * classes, classes);
            Assert.Equal(TensorPrimitives.IndexOfMax(expected), TensorPrimitives.IndexOfMax(actual));
            Assert.True(TensorPrimitives.Distance(expected, actual) < 1e-3);
        }
    }

    /// <summary>By the 47 classes of Balanced, each with the probability of the forms that it counts as one; what is no character is left out.</summary>
    private static ClassificationMetrics Evaluate(OnnxModel model)
    {
        LabeledImages images = TestData.Load(TestSet);
        float[] outputs = Outputs(model.Network.ToProbabilityPlan(), images);
        int outputCount = model.ClassNames.Count;
        int[] classOf = [.. model.ClassNames.Select(name => images.ClassNames.ToList().IndexOf(Merged.Contains(name, StringComparison.Ordinal) ? name.ToUpperInvariant() : name))];
        float[] scores = new float[images.Count * images.ClassNames.Count];
        for (int i = 0; i < images.Count; i++)
        {
            Span<float> sums = scores.AsSpan(i * images.ClassNames.Count, images.ClassNames.Count);
            for (int k = 0; k < outputCount; k++)
            {
                if (classOf[k] >= 0)
                {
                    sums[classOf[k]] += outputs[(i * outputCount) + k];
                }
            }

            TensorPrimitives.Divide(sums, TensorPrimitives.Sum<float>(sums), sums);
        }

        return ClassificationMetrics.Compute([.. Enumerable.Range(0, images.Count).Select(images.GetLabel)], scores, images.ClassNames);
    }

    private static long MultiplyAdds(Network network) => network.Layers.Sum(static layer =>
        layer.Parameters.Count == 0 || layer.Definition is BatchNormalization
            ? 0L
            : layer.Parameters[0].Shape.Aggregate(1L, static (product, size) => product * size) * layer.OutputShape.Width * layer.OutputShape.Height);

    private static float[] Outputs(InferencePlan plan, LabeledImages images)
    {
        float[] outputs = new float[images.Count * plan.OutputShape.Length];
        plan.PredictBytes(images.Pixels, outputs, images.Count, new ParallelOptions());
        return outputs;
    }
}
