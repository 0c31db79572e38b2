using System.Numerics.Tensors;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>
/// Outputs against ONNX Runtime's of the saved file: those of random networks, and what the recognizer makes of the default one's.
/// </summary>
public sealed class OnnxRuntimeTests
{
    private const string TestSet = "emnist-merged47-test";
    private const int Networks = 1_000;
    private const int Images = 1_000;
    private const float Tolerance = 1e-4f;

    [Fact]
    public void Random_networks_give_the_same_outputs()
    {
        HashSet<string> kinds = [];
        for (int seed = 0; seed < Networks; seed++)
        {
            var random = new Random(seed);
            Network network = RandomNetwork.Draw(random);
            int count = random.Next(1, 5);
            float[] inputs = [.. Enumerable.Range(0, count * network.InputShape.Length).Select(_ => random.NextSingle())];
            using var session = new OnnxRuntimeSession(Model(network), new OnnxExportOptions { OperatorSet = random.Next(13, 26) });

            float difference = Difference(session.Predict(inputs, count), Predict(network, inputs, count));

            Assert.True(difference <= Tolerance, $"Seed {seed}: off by {difference}.\n{network.Summary()}");
            kinds.UnionWith(RandomNetwork.Kinds(network));
        }

        Assert.Equal(Layers(), kinds.Select(static kind => kind.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(RandomNetwork.KindCount, kinds.Count);
    }

    [DatasetFact(TestSet)]
    public void The_recognizers_probabilities_are_those_of_ONNX_Runtimes_logits()
    {
        OnnxModel model = EmbeddedModel.Load();
        using var session = new OnnxRuntimeSession(model);
        float[] expected = session.Predict(Inputs(), Images);
        var recognizer = new CharacterRecognizer();
        float[] probabilities = new float[model.ClassNames.Count];
        LabeledImages images = TestData.Load(TestSet);
        for (int i = 0; i < Images; i++)
        {
            Span<float> softmax = expected.AsSpan(i * probabilities.Length, probabilities.Length);
            TensorPrimitives.SoftMax(softmax, softmax);

            recognizer.PredictNormalizedScores(images.GetImage(i * images.Count / Images), probabilities);

            Assert.Equal(softmax.ToArray(), probabilities, static (x, y) => Math.Abs(x - y) <= Tolerance);
        }
    }

    /// <summary>The largest difference, relative where an output is above 1; not a number where one is not.</summary>
    internal static float Difference(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        float[] differences = [.. expected.Zip(actual, static (x, y) => Math.Abs(x - y) / Math.Max(1, Math.Abs(x)))];
        return TensorPrimitives.Max<float>(differences);
    }

    /// <summary>Images from all over the set, one after another.</summary>
    private static float[] Inputs()
    {
        LabeledImages images = TestData.Load(TestSet);
        float[] inputs = new float[Images * 28 * 28];
        for (int i = 0; i < Images; i++)
        {
            images.CopyTo(i * images.Count / Images, inputs.AsSpan(i * 28 * 28, 28 * 28));
        }

        return inputs;
    }

    private static float[] Predict(Network network, float[] inputs, int count)
    {
        float[] outputs = new float[count * network.OutputShape.Length];
        network.ToInferencePlan().Predict(inputs, outputs, count);
        return outputs;
    }

    private static IEnumerable<string> Layers() => typeof(Layer).Assembly.GetTypes()
        .Where(static type => type.IsPublic && !type.IsAbstract && type.IsSubclassOf(typeof(Layer)))
        .Select(static type => type.Name)
        .Order(StringComparer.Ordinal);

    private static OnnxModel Model(Network network) =>
        new(network, [.. Enumerable.Range(0, network.OutputShape.Length).Select(static i => $"class {i}")]);
}
