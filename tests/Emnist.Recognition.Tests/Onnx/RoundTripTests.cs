using System.Runtime.InteropServices;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests.Onnx;

public sealed class RoundTripTests
{
    public static TheoryData<string> Names => [.. TestNetworks.Recorded.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_saved_network_comes_back_bit_by_bit(string name) => AssertReturns(TestNetworks.Recorded[name]);

    [Fact]
    public void A_graph_comes_back()
    {
        AssertReturns(TestNetworks.Fill(TestNetworks.Residual()));
        AssertReturns(TestNetworks.Fill(new Network(
            TensorShape.Image(new ImageSize { Width = 2, Height = 3 }).WithChannels(2),
            new Flatten(), new Dense(12), new Add { Inputs = ["dense", "flatten"] }, new BatchNormalization(),
            new Add { Inputs = ["batch_normalization", "batch_normalization"] })));
        AssertReturns(TestNetworks.Fill(new Network(
            TensorShape.Vector(3),
            new Dense(3) { UseBias = false }, new Add { Inputs = ["dense", "input"] }, new Dense(3) { Activation = ActivationFunction.Relu },
            new Add { Inputs = ["input", "dense", "dense_1"] })));
    }

    [Fact]
    public void Every_window_stride_and_padding_comes_back()
    {
        foreach ((int window, int stride, int size) in
            from window in Enumerable.Range(1, 4) from stride in Enumerable.Range(1, 3) from size in Enumerable.Range(4, 3) select (window, stride, size))
        {
            foreach (Padding padding in Enum.GetValues<Padding>())
            {
                var windowSize = new WindowSize { Height = window, Width = 2 };
                var strides = new WindowSize { Height = stride, Width = 3 - Math.Min(stride, 2) };
                AssertReturns(TestNetworks.Fill(new Network(
                    TensorShape.Image(new ImageSize { Width = 5, Height = size }).WithChannels(2),
                    new Conv2D(3, windowSize) { Padding = padding, Strides = strides },
                    new Flatten(),
                    new Dense(2))));
                AssertReturns(TestNetworks.Fill(new Network(
                    TensorShape.Image(new ImageSize { Width = 5, Height = size }).WithChannels(2),
                    new MaxPooling2D(windowSize) { Padding = padding, Strides = strides },
                    new Flatten(),
                    new Dense(2))));
                AssertReturns(TestNetworks.Fill(new Network(
                    TensorShape.Image(new ImageSize { Width = 5, Height = size }).WithChannels(2),
                    new AveragePooling2D(windowSize) { Padding = padding, Strides = strides },
                    new DepthwiseConv2D(windowSize)
                    {
                        Padding = Padding.Same, DilationRate = strides, DepthMultiplier = stride, Activation = ActivationFunction.Relu,
                    },
                    new ZeroPadding2D(0) { Top = stride, Right = window },
                    new Conv2D(2 * size, windowSize) { Padding = Padding.Same, DilationRate = new WindowSize { Height = 1, Width = stride }, Groups = stride == 1 ? 1 : 2, UseBias = false },
                    new Flatten(),
                    new Dense(2))));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(2 * 5 * 4)]
    public void A_rescaling_comes_back_wherever_it_stands(int constants)
    {
        var rescaling = new Rescaling(
            [.. Enumerable.Range(0, constants).Select(static i => 1 / (i + 255f))], [.. Enumerable.Range(0, constants).Select(static i => i / 7f)]);
        TensorShape image = TensorShape.Image(new ImageSize { Width = 5, Height = 4 }).WithChannels(2);

        AssertReturns(TestNetworks.Fill(new Network(image, rescaling, new Rescaling(3), new Conv2D(3, 2), new Flatten(), new Dense(2))));
        AssertReturns(TestNetworks.Fill(new Network(image, new Activation(ActivationFunction.Relu), rescaling, new Flatten(), new Dense(2))));
        if (constants != 2)
        {
            AssertReturns(TestNetworks.Fill(new Network(image, new Conv2D(2, 1), new Flatten(), rescaling, new Dense(2), new Rescaling(2, 1))));
        }
    }

    [Fact]
    public void Pads_from_elsewhere_come_back()
    {
        TensorShape image = TensorShape.Image(new ImageSize { Width = 7, Height = 6 }).WithChannels(2);

        AssertReturns(TestNetworks.Fill(new Network(
            image, new Conv2D(3, 3) { Pads = new WindowPads(1, 1, 1, 1), Strides = 2 },
            new MaxPooling2D(3) { Pads = new WindowPads(2, 0, 0, 1), Strides = 2 }, new Flatten(), new Dense(2))));
    }

    [Fact]
    public void A_separable_convolution_comes_back_as_the_two_that_it_is()
    {
        Network network = TestNetworks.Fill(new Network(
            TensorShape.Image(new ImageSize { Width = 7, Height = 6 }).WithChannels(3),
            new SeparableConv2D(5, 3) { DepthMultiplier = 2, Strides = 2, Padding = Padding.Same, Activation = ActivationFunction.Relu },
            new SeparableConv2D(4, 2) { DilationRate = 2, Padding = Padding.Same, UseBias = false },
            new Flatten(), new Dense(2)));

        Network loaded = Reload(Model(network)).Network;

        Assert.Equal(
            ["depthwise_conv2d", "separable_conv2d", "depthwise_conv2d_1", "separable_conv2d_1", "flatten", "dense"],
            loaded.Layers.Select(layer => layer.Name));
        Assert.Equal(ActivationFunction.Relu, Assert.IsType<Conv2D>(loaded.Layers[1].Definition).Activation);
        Assert.Equal(2, Assert.IsType<DepthwiseConv2D>(loaded.Layers[0].Definition).DepthMultiplier);
        float[] inputs = TestNetworks.Inputs(network.InputShape, 3);
        Assert.Equal(TestNetworks.Predict(network, inputs), TestNetworks.Predict(loaded, inputs));
        AssertReturns(loaded);
    }

    [Fact]
    public void A_group_for_each_channel_comes_back_as_a_depthwise_convolution()
    {
        Network network = TestNetworks.Fill(new Network(
            TensorShape.Image(5).WithChannels(3), new Conv2D(6, 3) { Groups = 3 }, new Flatten(), new Dense(2)));

        Network loaded = Reload(Model(network)).Network;

        Assert.Equal(2, Assert.IsType<DepthwiseConv2D>(loaded.Layers[0].Definition).DepthMultiplier);
        float[] inputs = TestNetworks.Inputs(network.InputShape, 3);
        Close.Equal([.. TestNetworks.Predict(network, inputs).Select(value => (double)value)], TestNetworks.Predict(loaded, inputs), 1e-6);
    }

    [Fact]
    public void A_pooling_that_pads_nothing_and_leaves_pixels_out_comes_back_as_one_without_padding()
    {
        Network network = new(TensorShape.Image(12), new MaxPooling2D(2) { Strides = 3, Padding = Padding.Same }, new Flatten());

        Network loaded = Reload(Model(network)).Network;

        Assert.Equal(Padding.Valid, ((MaxPooling2D)loaded.Layers[0].Definition).Padding);
        float[] inputs = TestNetworks.Inputs(network.InputShape, 3);
        Assert.Equal(TestNetworks.Predict(network, inputs), TestNetworks.Predict(loaded, inputs));
    }

    [Fact]
    public void Odd_values_keep_their_bits()
    {
        Network network = TestNetworks.Vector();
        int[] bits = [unchecked((int)0x80000000), 0x00000001, 0x007fffff, 0x7f7fffff, unchecked((int)0xff7fffff), 0x00800000];
        bits.CopyTo(MemoryMarshal.Cast<float, int>(network.Parameters.First().Values));

        Network loaded = Reload(Model(network)).Network;

        Assert.Equal(bits, MemoryMarshal.Cast<float, int>(loaded.Parameters.First().Values)[..bits.Length].ToArray());
    }

    [Fact]
    public void Names_and_facts_come_back()
    {
        Network network = TestNetworks.Vector();
        var model = new OnnxModel(network, ["\"é\u2028\\", "😀"], new Dictionary<string, string>
        {
            ["empty"] = "", ["b"] = "two\nlines", [OnnxModel.NormalizerVersionKey] = "3",
        });

        OnnxModel loaded = Reload(model);

        Assert.Equal(model.ClassNames, loaded.ClassNames);
        Assert.Equal(model.Metadata.OrderBy(entry => entry.Key), loaded.Metadata.OrderBy(entry => entry.Key));
        Assert.Equal(3, loaded.NormalizerVersion);
        Assert.Null(Reload(Model(network)).NormalizerVersion);
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("", null)]
    [InlineData("1.5", null)]
    [InlineData("-1", null)]
    [InlineData("2147483648", null)]
    public void The_version_of_the_normalization_is_a_whole_number_or_null(string text, int? version)
    {
        Network network = TestNetworks.Vector();
        var model = new OnnxModel(network, ["a", "b"], new Dictionary<string, string> { [OnnxModel.NormalizerVersionKey] = text });

        Assert.Equal(version, Reload(model).NormalizerVersion);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes()
    {
        Network network = TestNetworks.Recorded["image"];

        Assert.Equal(Bytes(Model(network)), Bytes(Model(Reload(Model(network)).Network)));
    }

    internal static OnnxModel Model(Network network) =>
        new(network, [.. Enumerable.Range(0, network.OutputShape.Length).Select(i => $"class {i}")]);

    internal static byte[] Bytes(OnnxModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    internal static OnnxModel Reload(OnnxModel model) => OnnxModel.Load(new MemoryStream(Bytes(model)));

    private static void AssertReturns(Network network) => AssertSame(network, Reload(Model(network)).Network);

    /// <summary>Asserts that all that is stored of a network came back.</summary>
    internal static void AssertSame(Network network, Network loaded)
    {
        Assert.Equal(network.InputShape, loaded.InputShape);
        Assert.Equal(network.Layers.Select(Describe), loaded.Layers.Select(Describe));
        foreach ((Parameter expected, Parameter actual) in network.Parameters.Zip(loaded.Parameters))
        {
            Assert.Equal(expected.Values.ToArray(), actual.Values.ToArray());
        }

        float[] inputs = TestNetworks.Inputs(network.InputShape, 3);
        Assert.Equal(TestNetworks.Predict(network, inputs), TestNetworks.Predict(loaded, inputs));
    }

    /// <summary>All that a layer says of itself and is stored.</summary>
    private static string Describe(NetworkLayer layer)
    {
        string definition = layer.Definition switch
        {
            ConvolutionLayer conv => $"{conv.KernelSize} {conv.Strides} {conv.DilationRate} {conv.Padding} {conv.Pads} {conv.UseBias} {conv.Activation}",
            ZeroPadding2D padding => $"{padding.Top} {padding.Bottom} {padding.Left} {padding.Right}",
            PoolingLayer pooling => $"{pooling.PoolSize} {pooling.Strides} {pooling.Padding} {pooling.Pads}",
            Dense dense => $"{dense.Units} {dense.UseBias} {dense.Activation}",
            Dropout dropout => $"{dropout.Rate:R}",
            BatchNormalization normalization => $"{normalization.Epsilon:R} {normalization.Momentum:R}",
            Activation activation => $"{activation.Function} {activation.Alpha:R}",
            Rescaling rescaling => rescaling.Settings,
            _ => "",
        };
        string parameters = string.Join(" ", layer.Parameters.Select(parameter => $"{parameter.Name}[{string.Join(",", parameter.Shape)}]"));
        string inputs = $"{string.Join(",", layer.Inputs)} {string.Join(",", layer.Definition.Inputs)}";
        return $"{layer.Name} {layer.Definition.GetType().Name} {definition} {inputs} {layer.InputShape} {layer.OutputShape} {parameters}";
    }
}
