using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>Outputs against those of OpenCV 4.6's <c>dnn</c> of the saved file, which ONNX's checker has passed in full mode.</summary>
public sealed class OpenCVTests
{
    /// <summary>The first operator set that has Gelu as one operator, which OpenCV 4.6 does not know.</summary>
    internal const int GeluOperatorSet = 20;

    private const int Networks = 1_000;
    private const float Tolerance = 1e-4f;

    [OpenCVFact]
    public void Random_networks_give_the_same_outputs()
    {
        using var cases = new OpenCVCases();
        var drawn = new Dictionary<string, (Network Network, float[] Inputs)>();
        for (int seed = 0; seed < Networks; seed++)
        {
            var random = new Random(seed);
            Network network = RandomNetwork.Draw(random);
            float[] inputs = [.. Enumerable.Range(0, random.Next(1, 5) * network.InputShape.Length).Select(_ => random.NextSingle())];
            var form = new OnnxExportOptions { OperatorSet = random.Next(13, GeluOperatorSet) };
            cases.Add($"{seed}", Model(network), form, inputs, fusion: !IsFusedWrongly(network));
            drawn.Add($"{seed}", (network, inputs));
        }

        foreach ((string seed, (float[]? outputs, string? problem)) in cases.Run())
        {
            (Network network, float[] inputs) = drawn[seed];
            Assert.True(problem is null, $"Seed {seed}: {problem}\n{network.Summary()}");
            float difference = OnnxRuntimeTests.Difference(network.Predict(inputs), outputs!);
            Assert.True(difference <= Tolerance, $"Seed {seed}: off by {difference}.\n{network.Summary()}");
        }

        Assert.Equal(
            RandomNetwork.KindCount, drawn.Values.SelectMany(static given => RandomNetwork.Kinds(given.Network)).Distinct().Count());
    }

    // What docs/onnx.md says of OpenCV 4.6. Where this fails for a newer one, say so there.
    [OpenCVFact]
    public void OpenCV_refuses_or_miscalculates_what_the_page_names()
    {
        var sum = new Network(
            TensorShape.Vector(3), new Dense(3), new Add { Inputs = ["dense", "input"] }, new BatchNormalization(), new Dense(2));
        var each = new Network(
            TensorShape.Image(3), new Conv2D(1, 3) { Padding = Padding.Same },
            new Rescaling([.. Enumerable.Range(1, 9).Select(static i => i / 9f)], [0]), new Conv2D(1, 3) { Strides = 2 }, new Flatten());
        var gelu = new Network(TensorShape.Vector(3), new Dense(3), new Activation(ActivationFunction.Gelu));
        foreach (Network network in (Network[])[sum, each, gelu])
        {
            network.Initialize(5);
            foreach (Parameter parameter in network.Parameters.Where(static parameter => parameter.Shape.Count == 1))
            {
                for (int i = 0; i < parameter.Values.Length; i++)
                {
                    parameter.Values[i] = 0.5f + i;
                }
            }
        }

        var plain = new OnnxExportOptions();
        float[] inputs = [.. Enumerable.Range(1, 9).Select(static i => i / 9f)];
        using var cases = new OpenCVCases();
        cases.Add("sum", Model(sum), plain, inputs);
        cases.Add("sum apart", Model(sum), plain, inputs, fusion: false);
        cases.Add("each", Model(each), plain, inputs);
        cases.Add("each apart", Model(each), plain, inputs, fusion: false);
        cases.Add("gelu", Model(gelu), new OnnxExportOptions { OperatorSet = GeluOperatorSet }, inputs);
        IReadOnlyDictionary<string, (float[]? Outputs, string? Problem)> results = cases.Run();

        Assert.True(OnnxRuntimeTests.Difference(sum.Predict(inputs), results["sum"].Outputs!) > 0.1f);
        Assert.True(OnnxRuntimeTests.Difference(sum.Predict(inputs), results["sum apart"].Outputs!) <= Tolerance);
        Assert.Contains("fuseWeights", results["each"].Problem, StringComparison.Ordinal);
        Assert.True(OnnxRuntimeTests.Difference(each.Predict(inputs), results["each apart"].Outputs!) <= Tolerance);
        Assert.Contains("Gelu", results["gelu"].Problem, StringComparison.Ordinal);
    }

    /// <summary>
    /// Whether OpenCV puts a batch normalization of vectors into the sum before it, of which it takes the first channel's constants for
    /// all; or factors for each value of an image into the convolution before them, which it refuses then.
    /// </summary>
    private static bool IsFusedWrongly(Network network)
    {
        Dictionary<string, NetworkLayer> layers = network.Layers.ToDictionary(static layer => layer.Name);
        NetworkLayer? Before(NetworkLayer layer)
        {
            NetworkLayer? before = layers.GetValueOrDefault(layer.Inputs[0]);
            return before is { Definition: Dropout or Flatten or Activation { Function: ActivationFunction.Linear } }
                ? Before(before)
                : before;
        }

        return network.Layers.Any(layer => layer.Definition switch
        {
            BatchNormalization => layer.InputShape.Rank == 1 && Before(layer)?.Definition is Add,
            Rescaling { Scale.Count: > 1 } => layer.InputShape.Rank == 3 && Before(layer)?.Definition is ConvolutionLayer,
            _ => false,
        });
    }

    private static OnnxModel Model(Network network) =>
        new(network, [.. Enumerable.Range(0, network.OutputShape.Length).Select(static i => $"class {i}")]);
}
