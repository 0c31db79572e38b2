using System.Text.Json;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests.Onnx;

/// <summary>
/// The library against onnx 1.12's checker, ONNX Runtime and PyTorch 1.13, whose results make_onnx_reference.sh recorded.
/// </summary>
public sealed class OnnxReferenceTests
{
    private const float Tolerance = 1e-4f;

    private static readonly string Folder = Path.Combine(TestData.RepositoryRoot, "tests", "Emnist.Recognition.Tests", "Onnx", "Reference");

    public static TheoryData<string> Ours => [.. TestNetworks.Recorded.Keys];

    public static TheoryData<string> Theirs => ["torch_cnn", "torch_pooled", "torch_residual", "torch_separable"];

    /// <summary>Writes the library's own models where the script says; otherwise nothing.</summary>
    [Fact]
    public void Record()
    {
        if (Environment.GetEnvironmentVariable("EMNIST_ONNX_RECORD") is { Length: > 0 } folder)
        {
            foreach ((string name, Network network) in TestNetworks.Recorded)
            {
                RoundTripTests.Model(network).Save(Path.Combine(folder, $"{name}.onnx"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public void What_is_saved_is_what_ONNX_Runtime_was_given(string name) =>
        Assert.Equal(File.ReadAllBytes(ModelPath(name)), RoundTripTests.Bytes(RoundTripTests.Model(TestNetworks.Recorded[name])));

    [Theory]
    [MemberData(nameof(Ours))]
    public void Saved_networks_predict_as_in_ONNX_Runtime(string name) => AssertPredicts(name, TestNetworks.Recorded[name]);

    // Their dense layers have kernels [inputs, outputs], as the library wrote them before it wrote what OpenCV 4.6 takes.
    [Theory]
    [InlineData("image")]
    [InlineData("pooled")]
    [InlineData("vector")]
    [InlineData("windows")]
    public void Files_of_before_predict_as_in_ONNX_Runtime(string name) =>
        AssertPredicts(name, OnnxModel.Load(Path.Combine(Folder, "Earlier", $"{name}.onnx")).Network);

    [Theory]
    [MemberData(nameof(Theirs))]
    public void PyTorchs_networks_predict_as_in_PyTorch(string name) => AssertPredicts(name, OnnxModel.Load(ModelPath(name)).Network);

    [Fact]
    public void PyTorchs_networks_become_the_layers_they_were()
    {
        Network network = OnnxModel.Load(ModelPath("torch_cnn")).Network;

        Assert.Equal(TensorShape.Image(new ImageSize { Width = 8, Height = 10 }), network.InputShape);
        Assert.Equal(
            [
                nameof(Conv2D), nameof(BatchNormalization), nameof(Activation), nameof(MaxPooling2D), nameof(Conv2D),
                nameof(BatchNormalization), nameof(Activation), nameof(Flatten), nameof(Dense),
            ],
            network.Layers.Select(layer => layer.Definition.GetType().Name));
        Assert.Equal(Padding.Same, ((Conv2D)network.Layers[0].Definition).Padding);
    }

    // Its exporter writes a mean that counts its padding as a Pad and a mean.
    [Fact]
    public void PyTorchs_groups_dilation_and_padded_means_become_layers()
    {
        Network network = OnnxModel.Load(ModelPath("torch_separable")).Network;

        Assert.Equal(
            [
                nameof(DepthwiseConv2D), nameof(Activation), nameof(DepthwiseConv2D), nameof(Activation), nameof(Conv2D),
                nameof(ZeroPadding2D), nameof(AveragePooling2D), nameof(ZeroPadding2D), nameof(AveragePooling2D), nameof(Flatten), nameof(Dense),
            ],
            network.Layers.Select(layer => layer.Definition.GetType().Name));
        var first = (DepthwiseConv2D)network.Layers[0].Definition;
        Assert.Equal((3, (WindowSize)2, Padding.Same), (first.DepthMultiplier, first.DilationRate, first.Padding));
        Assert.Equal(3, ((Conv2D)network.Layers[4].Definition).Groups);
        Assert.Equal(TensorShape.Image(new ImageSize { Width = 11, Height = 9 }).WithChannels(6), network.Layers[5].OutputShape);
    }

    [Fact]
    public void PyTorchs_residual_network_becomes_layers_that_name_their_inputs()
    {
        Network network = OnnxModel.Load(ModelPath("torch_residual")).Network;

        Assert.Equal(
            [
                "Conv2D", "BatchNormalization", "LeakyRelu 0.01", "Conv2D", "BatchNormalization", "Gelu 0", "Conv2D", "Add", "Relu 0",
                "Conv2D", "Silu 0", "Conv2D", "Conv2D", "Add", "Relu 0", "GlobalAveragePooling2D", "Dense", "Elu 1.3", "Dense", "Tanh 0",
                "Dense", "Sigmoid 0", "Add",
            ],
            network.Layers.Select(static layer => layer.Definition is Activation activation
                ? FormattableString.Invariant($"{activation.Function} {activation.Alpha}")
                : layer.Definition.GetType().Name));
    }

    internal static string ModelPath(string name) => Path.Combine(Folder, $"{name}.onnx");

    private static void AssertPredicts(string name, Network network)
    {
        using var reference = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "reference.json")));
        float[] expected = [.. reference.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];

        float[] actual = TestNetworks.Predict(network, TestNetworks.Inputs(network.InputShape, 3));

        Assert.Equal(expected.Length, actual.Length);
        float difference = expected.Zip(actual, (x, y) => Math.Abs(x - y)).Max();
        Assert.True(difference < Tolerance, $"{name}: off by {difference}");
    }
}
