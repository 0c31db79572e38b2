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

    [Theory]
    [InlineData(EmbeddedModel.Default, "Embedded")]
    [InlineData(EmbeddedModel.Fast, "EmbeddedFast")]
    public void It_is_the_network_of_its_preset_made_for_this_normalizer_and_EMNIST_Balanced_s_classes(EmbeddedModel name, string preset)
    {
        OnnxModel model = EmbeddedModels.Load(name);

        Assert.Equal(ReferenceNetworks.All.Single(network => network.Name == preset).Create().Summary(), model.Network.Summary());
        Assert.Equal(preset, model.Metadata["network"]);
        Assert.Equal(CharacterNormalizer.Version, model.NormalizerVersion);
        Assert.Equal("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt", string.Concat(model.ClassNames));
    }

    [Fact]
    public void The_fast_one_has_a_fifth_of_the_multiply_adds_at_most() =>
        Assert.True(5 * MultiplyAdds(EmbeddedModel.Fast) <= MultiplyAdds(EmbeddedModel.Default));

    [DatasetFact(TestSet)]
    public void Their_accuracy_is_the_one_of_the_model_card()
    {
        void Check(EmbeddedModel name, double micro, double macro)
        {
            ClassificationMetrics metrics = Evaluator.Evaluate(EmbeddedModels.Load(name).Network, TestData.Load(TestSet));

            Assert.Equal(11_424, metrics.Count);
            Assert.Equal(micro, metrics.MicroAccuracy, 2e-4);
            Assert.Equal(macro, metrics.MacroAccuracy, 2e-4);
            Assert.InRange(metrics.ExpectedCalibrationError, 0, 0.015);
        }

        Check(EmbeddedModel.Default, 0.9030, 0.9039);
        Check(EmbeddedModel.Fast, 0.9023, 0.9032);
    }

    [DatasetFact(TestSet)]
    public void Winograds_filtering_gives_the_direct_way_s_logits_and_answers()
    {
        CompareWinograd(EmbeddedModel.Default);
        CompareWinograd(EmbeddedModel.Fast);
    }

    private static void CompareWinograd(EmbeddedModel name)
    {
        Network network = EmbeddedModels.Load(name).Network;
        LabeledImages images = TestData.Load(TestSet);
        float[] direct = Logits(new InferencePlan(network.Operations, addSoftmax: false, winograd: false), images);
        float[] filtered = Logits(network.ToInferencePlan(), images);

        for (int i = 0; i < images.Count; i++)
        {
            ReadOnlySpan<float> expected = direct.AsSpan(i * 47, 47);
            ReadOnlySpan<float> actual = filtered.AsSpan(i * 47, 47);
            Assert.Equal(TensorPrimitives.IndexOfMax(expected), TensorPrimitives.IndexOfMax(actual));
            Assert.True(TensorPrimitives.Distance(expected, actual) < 1e-3);
        }
    }

    private static long MultiplyAdds(EmbeddedModel name) => EmbeddedModels.Load(name).Network.Layers.Sum(layer =>
        layer.Parameters.Count == 0 || layer.Definition is BatchNormalization
            ? 0L
            : layer.Parameters[0].Shape.Aggregate(1L, static (product, size) => product * size) * layer.OutputShape.Width * layer.OutputShape.Height);

    private static float[] Logits(InferencePlan plan, LabeledImages images)
    {
        float[] logits = new float[images.Count * plan.OutputShape.Length];
        plan.PredictBytes(images.Pixels, logits, images.Count, new ParallelOptions());
        return logits;
    }
}
