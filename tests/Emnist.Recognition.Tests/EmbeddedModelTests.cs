using System.Numerics.Tensors;
using Emnist.Recognition.Datasets;
using Emnist.Recognition.Evaluation;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;

namespace Emnist.Recognition.Tests;

public class EmbeddedModelTests
{
    private const string TestSet = "emnist-merged47-test";

    private static readonly OnnxModel Model = EmbeddedModel.Load();

    [Fact]
    public void It_was_made_for_this_normalizer_and_its_classes_are_EMNIST_Balanced_s()
    {
        Assert.Equal(CharacterNormalizer.Version, Model.NormalizerVersion);
        Assert.Equal("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt", string.Concat(Model.ClassNames));
    }

    [Fact]
    public void It_is_the_network_of_its_preset() => Assert.Equal(ReferenceNetworks.Embedded.Create().Summary(), Model.Network.Summary());

    [DatasetFact(TestSet)]
    public void Its_accuracy_is_the_one_of_the_model_card()
    {
        ClassificationMetrics metrics = Evaluator.Evaluate(Model.Network, TestData.Load(TestSet));

        Assert.Equal(11_424, metrics.Count);
        Assert.Equal(0.9017, metrics.MicroAccuracy, 2e-4);
        Assert.Equal(0.9025, metrics.MacroAccuracy, 2e-4);
    }

    [DatasetFact(TestSet)]
    public void Winograds_filtering_gives_the_direct_way_s_logits_and_answers()
    {
        LabeledImages images = TestData.Load(TestSet);
        float[] direct = Logits(new InferencePlan(Model.Network, probabilities: false, winograd: false), images);
        float[] filtered = Logits(Model.Network.Compile(), images);

        for (int i = 0; i < images.Count; i++)
        {
            ReadOnlySpan<float> expected = direct.AsSpan(i * 47, 47);
            ReadOnlySpan<float> actual = filtered.AsSpan(i * 47, 47);
            Assert.Equal(TensorPrimitives.IndexOfMax(expected), TensorPrimitives.IndexOfMax(actual));
            Assert.True(TensorPrimitives.Distance(expected, actual) < 1e-3);
        }
    }

    private static float[] Logits(InferencePlan plan, LabeledImages images)
    {
        float[] logits = new float[images.Count * plan.OutputShape.Length];
        plan.Predict(images.Pixels, logits, images.Count, Environment.ProcessorCount);
        return logits;
    }
}
