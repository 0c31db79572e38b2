using System.Globalization;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Tests.Networks;

public class NetworkTests
{
    private static readonly Layer Relu = new Activation(ActivationFunction.Relu);

    [Fact]
    public void Neither_the_layers_nor_the_shape_of_a_parameter_can_be_changed()
    {
        var network = new Network(TensorShape.Image(5), new Conv2D(4, 3), new Flatten(), new Dense(3));

        Assert.Throws<NotSupportedException>(((IList<NetworkLayer>)network.Layers).Clear);
        Assert.Throws<NotSupportedException>(((IList<Parameter>)network.Layers[0].Parameters).Clear);
        Assert.Throws<NotSupportedException>(() => ((IList<int>)network.Layers[0].Parameters[0].Shape)[0] = 9);
    }

    [Fact]
    public void The_summary_lists_layers_shapes_and_parameters()
    {
        var network = new Network(
            TensorShape.Image(new ImageSize { Width = 20, Height = 28 }),
            new Conv2D(32, 3) { Padding = Padding.Same, UseBias = false }, new BatchNormalization(), Relu, new MaxPooling2D(),
            new Conv2D(8, new WindowSize { Height = 5, Width = 3 }) { Name = "narrow" }, new Flatten(), new Dropout(0.5f), new Dense(47));

        // The counts are Keras's: 3*3*32, 4*32, 5*3*32*8+8, 10*8*8*47+47.
        Assert.Equal(
            """
            Layer (type)                              Output shape  Parameters
            ==================================================================
            conv2d (Conv2D)                           [28, 20, 32]         288
            batch_normalization (BatchNormalization)  [28, 20, 32]         128
            activation (Activation)                   [28, 20, 32]           0
            max_pooling2d (MaxPooling2D)              [14, 10, 32]           0
            narrow (Conv2D)                           [10, 8, 8]         3,848
            flatten (Flatten)                         [640]                  0
            dropout (Dropout)                         [640]                  0
            dense (Dense)                             [47]              30,127
            ------------------------------------------------------------------
            Total parameters: 34,391
            Trainable parameters: 34,327
            Non-trainable parameters: 64

            """.ReplaceLineEndings(),
            network.Summary());
    }

    [Fact]
    public void Layers_are_numbered_as_Keras_does()
    {
        var network = new Network(TensorShape.Vector(4), new Dense(3), Relu, new Dense(2), new Dense(2) { Name = "last" });

        Assert.Equal(["dense", "activation", "dense_1", "last"], network.Layers.Select(layer => layer.Name));
        Assert.Equal(
            ["dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias", "last/kernel", "last/bias"],
            network.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void Numbers_go_on_past_names_that_are_given()
    {
        var network = new Network(
            TensorShape.Vector(4), new Dense(3) { Name = "dense_1" }, new Dense(2), new Dense(2), Relu, new Dense(2) { Name = "activation" });

        Assert.Equal(["dense_1", "dense_2", "dense_3", "activation_1", "activation"], network.Layers.Select(layer => layer.Name));
    }

    // Keras: Conv2D and MaxPooling2D of a 10 x 7 image, sizes from tf.keras's documented formulas.
    [Theory]
    [InlineData(3, 1, Padding.Valid, 8, 5)]
    [InlineData(3, 1, Padding.Same, 10, 7)]
    [InlineData(3, 2, Padding.Valid, 4, 3)]
    [InlineData(3, 2, Padding.Same, 5, 4)]
    [InlineData(7, 3, Padding.Valid, 2, 1)]
    [InlineData(9, 4, Padding.Same, 3, 2)]
    public void Windows_give_Keras_s_sizes(int window, int stride, Padding padding, int height, int width)
    {
        TensorShape input = TensorShape.Image(new ImageSize { Width = 7, Height = 10 }).WithChannels(2);

        var size = new ImageSize { Width = width, Height = height };
        var convolution = new Conv2D(5, window) { Strides = stride, Padding = padding };
        Assert.Equal(TensorShape.Image(size).WithChannels(5), new Network(input, convolution).OutputShape);
        foreach (Layer pooling in (Layer[])
            [new MaxPooling2D(window) { Strides = stride, Padding = padding }, new AveragePooling2D(window) { Strides = stride, Padding = padding }])
        {
            Assert.Equal(TensorShape.Image(size).WithChannels(2), new Network(input, pooling).OutputShape);
        }
    }

    // The same formulas with a window of (size - 1) * rate + 1.
    [Theory]
    [InlineData(3, 1, 2, Padding.Valid, 6, 3)]
    [InlineData(3, 2, 3, Padding.Valid, 2, 1)]
    [InlineData(3, 1, 9, Padding.Same, 10, 7)]
    [InlineData(2, 3, 4, Padding.Same, 4, 3)]
    public void Dilated_windows_give_Keras_s_sizes(int window, int stride, int rate, Padding padding, int height, int width)
    {
        TensorShape input = TensorShape.Image(new ImageSize { Width = 7, Height = 10 }).WithChannels(2);
        TensorShape image = TensorShape.Image(new ImageSize { Width = width, Height = height });

        Assert.Equal(image.WithChannels(4), new Network(
            input, new Conv2D(4, window) { Strides = stride, DilationRate = rate, Padding = padding, Groups = 2 }).OutputShape);
        Assert.Equal(image.WithChannels(6), new Network(
            input, new DepthwiseConv2D(window) { Strides = stride, DilationRate = rate, Padding = padding, DepthMultiplier = 3 }).OutputShape);
        Assert.Equal(image.WithChannels(5), new Network(
            input, new SeparableConv2D(5, window) { Strides = stride, DilationRate = rate, Padding = padding, DepthMultiplier = 3 }).OutputShape);
    }

    // Shapes and fans of Keras 3: compute_fans takes the last two sizes of a kernel times its window, whatever the groups.
    [Fact]
    public void Kernels_have_Keras_s_shapes_order_and_limits()
    {
        var window = new WindowSize { Height = 3, Width = 5 };
        Network network = new(
            TensorShape.Image(8).WithChannels(6),
            new Conv2D(400, window) { Groups = 2 },
            new DepthwiseConv2D(window) { DepthMultiplier = 2, Padding = Padding.Same },
            new SeparableConv2D(30, window) { DepthMultiplier = 3, Padding = Padding.Same, UseBias = true });

        Assert.Equal(
            [
                "conv2d/kernel [3, 5, 3, 400]", "conv2d/bias [400]", "depthwise_conv2d/kernel [3, 5, 400, 2]", "depthwise_conv2d/bias [800]",
                "separable_conv2d/depthwise_kernel [3, 5, 800, 3]", "separable_conv2d/pointwise_kernel [1, 1, 2400, 30]", "separable_conv2d/bias [30]",
            ],
            network.Parameters.Select(parameter => $"{parameter}"));
        int[] fans = [(15 * 3) + (15 * 400), 0, (15 * 400) + (15 * 2), 0, (15 * 800) + (15 * 3), 2400 + 30, 0];
        foreach ((Parameter parameter, int fan) in network.Parameters.Zip(fans))
        {
            double limit = fan == 0 ? 0 : Math.Sqrt(6.0 / fan);
            Assert.InRange(parameter.Values.ToArray().Max(Math.Abs), 0.99 * limit, limit);
        }
    }

    [Fact]
    public void A_layer_that_does_not_fit_is_named()
    {
        static string Refuse(Layer layer) => Assert.Throws<NetworkShapeException>(
            () => new Network(TensorShape.Image(new ImageSize { Width = 9, Height = 4 }).WithChannels(6), layer)).Message;
        Assert.Equal(
            "Layer 'conv2d' with input [4, 9, 6]: the 3x3 dilation 2x1 window does not fit; use Padding.Same or a smaller window.",
            Refuse(new Conv2D(2, 3) { DilationRate = new WindowSize { Height = 2, Width = 1 } }));
        Assert.Equal(
            "Layer 'depthwise_conv2d' with input [4, 9, 6]: the 3x3 dilation 2147483647x2147483647 window is larger than 2147483647 pixels; make it smaller.",
            Refuse(new DepthwiseConv2D(3) { DilationRate = int.MaxValue, Padding = Padding.Same }));
        Assert.Equal(
            "Layer 'conv2d' with input [4, 9, 6]: 4 groups do not divide 6 channels and 8 filters; choose a divisor of both.",
            Refuse(new Conv2D(8, 3) { Groups = 4 }));
        Assert.StartsWith("Layer 'conv2d' with input [4, 9, 6]: 3 groups do not", Refuse(new Conv2D(8, 3) { Groups = 3 }), StringComparison.Ordinal);

        NetworkShapeException window = Assert.Throws<NetworkShapeException>(() => new Network(
            TensorShape.Image(new ImageSize { Width = 9, Height = 4 }), new Conv2D(2, 3), new Conv2D(2, 3) { Name = "second" }));
        Assert.Equal("Layer 'second' with input [2, 7, 2]: the 3x3 window does not fit; use Padding.Same or a smaller window.", window.Message);
        Assert.Equal("second", window.LayerName);
        Assert.Equal(TensorShape.Image(new ImageSize { Width = 7, Height = 2 }).WithChannels(2), window.InputShape);

        NetworkShapeException dense = Assert.Throws<NetworkShapeException>(
            () => new Network(TensorShape.Image(new ImageSize { Width = 3, Height = 2 }).WithChannels(4), new Dense(1)));
        Assert.Equal("Layer 'dense' with input [2, 3, 4]: expects a vector [length]; put a Flatten or GlobalAveragePooling2D layer before it.", dense.Message);

        NetworkShapeException pooling = Assert.Throws<NetworkShapeException>(() => new Network(TensorShape.Vector(5), new MaxPooling2D()));
        Assert.StartsWith("Layer 'max_pooling2d' with input [5]: expects an image", pooling.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_makes_the_network_too_large_is_named()
    {
        static string Refuse(TensorShape input, params Layer[] layers) =>
            Assert.Throws<NetworkShapeException>(() => new Network(input, layers)).Message;

        Assert.Equal(
            "Layer 'conv2d' with input [4, 4, 1]: its output has 34359738352 values, more than 268435456; make it smaller.",
            Refuse(TensorShape.Image(4), new Conv2D(int.MaxValue, 1)));
        Assert.Equal(
            "Layer 'dense' with input [1]: its output has 2147483647 values, more than 268435456; make it smaller.",
            Refuse(TensorShape.Vector(1), new Dense(int.MaxValue)));
        Assert.Equal(
            "Layer 'dense' with input [100000]: the network has 10000100000 parameters up to here, more than 1073741824; make it smaller.",
            Refuse(TensorShape.Vector(100_000), new Dense(100_000)));
        Assert.Equal(
            "Layer 'dense_2' with input [20000]: the network has 1200060000 parameters up to here, more than 1073741824; make it smaller.",
            Refuse(TensorShape.Vector(20_000), new Dense(20_000), new Dense(20_000), new Dense(20_000)));
        Assert.Equal(
            "Layer 'depthwise_conv2d' with input [4, 4, 1]: its output has 2147483647 values, more than 268435456; make it smaller.",
            Refuse(TensorShape.Image(4), new DepthwiseConv2D(2) { DepthMultiplier = int.MaxValue, Strides = 4, Padding = Padding.Same }));
        Assert.Equal(
            "Layer 'depthwise_conv2d' with input [4, 4, 2]: with each channel 33554432 times it has 1073741824 values, more than 268435456; make it smaller.",
            Refuse(TensorShape.Image(4).WithChannels(2), new DepthwiseConv2D(4) { DepthMultiplier = 1 << 25 }));
        Assert.Equal(
            "Layer 'separable_conv2d' with input [4, 4, 2]: its output has 68719476704 values, more than 268435456; make it smaller.",
            Refuse(TensorShape.Image(4).WithChannels(2), new SeparableConv2D(1, 1) { DepthMultiplier = int.MaxValue }));
        Assert.Equal(
            "Layer 'zero_padding2d' with input [4, 4, 1]: its output has 18446744065119617025 values, more than 268435456; make it smaller.",
            Refuse(TensorShape.Image(4), new ZeroPadding2D(0) { Top = int.MaxValue, Bottom = int.MaxValue - 3, Left = int.MaxValue, Right = int.MaxValue - 3 }));
        Assert.Equal(
            "Layer 'conv2d' with input [1, 1, 268435456]: the network has 324518553356195271949867471339520 parameters up to here, more than 1073741824; make it smaller.",
            Refuse(TensorShape.Image(1).WithChannels(1 << 28), new Conv2D(1 << 18, int.MaxValue) { Padding = Padding.Same }));
    }

    [Theory]
    [InlineData(Padding.Valid, 2, int.MaxValue, 1)]
    [InlineData(Padding.Same, 2, int.MaxValue, 1)]
    [InlineData(Padding.Same, int.MaxValue, 1, 5)]
    [InlineData(Padding.Same, int.MaxValue, int.MaxValue, 1)]
    public void Windows_and_strides_may_be_as_large_as_an_int_is(Padding padding, int window, int stride, int size)
    {
        var network = new Network(TensorShape.Image(5), new MaxPooling2D(window) { Strides = stride, Padding = padding });
        Assert.Equal(TensorShape.Image(size), network.OutputShape);

        float[] output = new float[size * size];
        network.ToInferencePlan().Predict([.. Enumerable.Range(1, 25).Select(value => (float)value)], output, 1);
        Assert.All(output, value => Assert.Equal(window == 2 ? 7 : 25, value));
    }

    [Fact]
    public void Layers_and_shapes_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(1, new WindowSize { Height = 3, Width = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(1, 3) { Strides = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPooling2D(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragePooling2D(0));
        Assert.Equal("DilationRate", Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(1, 3) { DilationRate = 0 }).ParamName);
        Assert.Equal("Groups", Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(1, 3) { Groups = 0 }).ParamName);
        Assert.Equal("kernelSize", Assert.Throws<ArgumentOutOfRangeException>(() => new DepthwiseConv2D(0)).ParamName);
        Assert.Equal("DepthMultiplier", Assert.Throws<ArgumentOutOfRangeException>(() => new DepthwiseConv2D(1) { DepthMultiplier = 0 }).ParamName);
        Assert.Equal("DepthMultiplier", Assert.Throws<ArgumentOutOfRangeException>(() => new SeparableConv2D(1, 1) { DepthMultiplier = -1 }).ParamName);
        Assert.Equal("filters", Assert.Throws<ArgumentOutOfRangeException>(() => new SeparableConv2D(0, 1)).ParamName);
        Assert.Equal("padding", Assert.Throws<ArgumentOutOfRangeException>(() => new ZeroPadding2D(-1)).ParamName);
        Assert.Equal("Left", Assert.Throws<ArgumentOutOfRangeException>(() => new ZeroPadding2D(1) { Left = -1 }).ParamName);
        Assert.Equal("Padding", Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(1, 3) { Padding = (Padding)7 }).ParamName);
        Assert.Equal("Padding", Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPooling2D { Padding = (Padding)(-1) }).ParamName);
        Assert.Equal("KernelInitializer", Assert.Throws<ArgumentNullException>(() => new Conv2D(1, 3) { KernelInitializer = null! }).ParamName);
        Assert.Equal("KernelInitializer", Assert.Throws<ArgumentNullException>(() => new Dense(1) { KernelInitializer = null! }).ParamName);
        foreach (float factor in (float[])[-1, float.NaN, float.PositiveInfinity])
        {
            Assert.Equal("KernelL2", Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(1, 3) { KernelL2 = factor }).ParamName);
            Assert.Equal("KernelL2", Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(1) { KernelL2 = factor }).ParamName);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization { Epsilon = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization { Momentum = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Activation((ActivationFunction)9));
        foreach (float alpha in (float[])[-0.1f, float.NaN, float.PositiveInfinity])
        {
            Assert.Equal("Alpha", Assert.Throws<ArgumentOutOfRangeException>(
                () => new Activation(ActivationFunction.LeakyRelu) { Alpha = alpha }).ParamName);
        }

        Assert.StartsWith(
            "Relu has no alpha: leave it out.",
            Assert.Throws<ArgumentException>(() => new Activation(ActivationFunction.Relu) { Alpha = 0 }).Message, StringComparison.Ordinal);
        Assert.Equal(
            "Activation", Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(1) { Activation = (ActivationFunction)9 }).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => TensorShape.Image(new ImageSize { Width = 1, Height = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => TensorShape.Image(1 << 20));
        Assert.Throws<ArgumentOutOfRangeException>(() => TensorShape.Image(1 << 14).WithChannels(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => TensorShape.Image(1).WithChannels(0));
        Assert.Throws<InvalidOperationException>(() => TensorShape.Vector(3).WithChannels(3));
        Assert.Throws<InvalidOperationException>(() => default(TensorShape).WithChannels(3));
        Assert.Throws<ArgumentException>(() => new Network(TensorShape.Vector(1)));
        Assert.Throws<ArgumentException>(() => new Network(default, new Flatten()));
        Assert.Equal("layers", Assert.Throws<ArgumentException>(
            () => new Network(TensorShape.Vector(1), new Dense(1) { Name = "a" }, new Dense(1) { Name = "a" })).ParamName);
        Assert.Equal("layers", Assert.Throws<ArgumentNullException>(() => new Network(TensorShape.Vector(1), [null!])).ParamName);
    }

    [Fact]
    public void Defaults_are_Keras_s()
    {
        var convolution = new Conv2D(1, 3);
        Assert.Equal(
            ((WindowSize)1, Padding.Valid, true, Initializer.GlorotUniform, 0f, 0f, ActivationFunction.Linear),
            (convolution.Strides, convolution.Padding, convolution.UseBias, convolution.KernelInitializer,
                convolution.KernelL1, convolution.KernelL2, convolution.Activation));
        Assert.Equal(((WindowSize)1, 1), (convolution.DilationRate, convolution.Groups));
        var depthwise = new DepthwiseConv2D(3);
        Assert.Equal(
            ((WindowSize)1, (WindowSize)1, Padding.Valid, 1, true, Initializer.GlorotUniform),
            (depthwise.Strides, depthwise.DilationRate, depthwise.Padding, depthwise.DepthMultiplier, depthwise.UseBias, depthwise.KernelInitializer));
        var separable = new SeparableConv2D(2, 3);
        Assert.Equal(
            ((WindowSize)1, (WindowSize)1, Padding.Valid, 1, true, Initializer.GlorotUniform),
            (separable.Strides, separable.DilationRate, separable.Padding, separable.DepthMultiplier, separable.UseBias, separable.KernelInitializer));
        var pooling = new MaxPooling2D();
        Assert.Equal(((WindowSize)2, (WindowSize)2, Padding.Valid), (pooling.PoolSize, pooling.Strides, pooling.Padding));
        var average = new AveragePooling2D();
        Assert.Equal(((WindowSize)2, (WindowSize)2, Padding.Valid), (average.PoolSize, average.Strides, average.Padding));
        var normalization = new BatchNormalization();
        Assert.Equal((0.99f, 0.001f), (normalization.Momentum, normalization.Epsilon));
        Assert.Equal(0.2f, new Activation(ActivationFunction.LeakyRelu).Alpha);
        Assert.Equal(1, new Activation(ActivationFunction.Elu).Alpha);
        Assert.Equal(0, new Activation(ActivationFunction.Gelu).Alpha);
    }

    [Fact]
    public void The_seed_decides_the_parameters()
    {
        Network One() => new(TensorShape.Image(5), new Conv2D(4, 3), new Flatten(), new Dense(3));
        (Network first, Network second) = (One(), One());
        Assert.Equal(Values(first), Values(second));

        first.Initialize(7);
        Assert.NotEqual(Values(first), Values(second));
        second.Initialize(7);
        Assert.Equal(Values(first), Values(second));
    }

    [Fact]
    public void Weights_are_copied_between_networks_of_the_same_layers()
    {
        Network source = Convolutional(5);
        Network target = Convolutional(5);
        source.Initialize(3);
        float[][] before = Values(source);

        target.CopyWeightsFrom(source);

        Assert.Equal(before, Values(target));
        Assert.Equal(before, Values(source));
        target.Parameters.First().Values[0]++;
        Assert.Equal(before, Values(source));
    }

    [Fact]
    public void Weights_of_other_layers_are_refused_and_the_first_is_named()
    {
        Network target = Convolutional(5);
        float[][] before = Values(target);
        string Refuse(Network source)
        {
            ArgumentException thrown = Assert.Throws<ArgumentException>(() => target.CopyWeightsFrom(source));
            Assert.Equal("source", thrown.ParamName);
            Assert.Equal(before, Values(target));
            return thrown.Message;
        }

        Assert.StartsWith(
            "Weights are copied between networks of the same layers alone: layer 3 is dense (Dense) [90] -> [5], 455 parameters here, "
            + "and dense (Dense) [90] -> [6], 546 parameters in the source.",
            Refuse(Convolutional(6)), StringComparison.Ordinal);
        Assert.Contains(
            "layer 4 is missing here, and activation (Activation) [5] -> [5], 0 parameters in the source",
            Refuse(Convolutional(5, Relu)), StringComparison.Ordinal);
        Assert.Contains("layer 0 is conv2d", Refuse(new Network(TensorShape.Vector(2), new Dense(5))), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => target.CopyWeightsFrom(null!));
    }

    [Fact]
    public void A_network_predicts_samples_with_its_weights_as_they_are()
    {
        var network = new Network(TensorShape.Vector(2), new Dense(3));
        network.Parameters.First().Values.Fill(1);

        Assert.Equal([3f, 3f, 3f], network.Predict([1, 2]));
        Assert.Equal([3f, 3f, 3f, 7f, 7f, 7f], network.Predict([1, 2, 3, 4]));
        Assert.Empty(network.Predict([]));
        Assert.StartsWith(
            "A sample of [2] has 2 values; 3 values are no whole number of samples.",
            Assert.Throws<ArgumentException>(() => network.Predict([1, 2, 3])).Message, StringComparison.Ordinal);
        network.Parameters.First().Values.Fill(2);
        Assert.Equal([6f, 6f, 6f], network.Predict([1, 2]));
    }

    [Fact]
    public void Texts_tell_shapes_and_sizes_in_any_culture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        var points = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (points.NumberFormat.NumberDecimalSeparator, points.NumberFormat.NumberGroupSeparator) = (",", ".");
        try
        {
            CultureInfo.CurrentCulture = points;
            var network = new Network(TensorShape.Image(28), new Flatten(), new Dense(10) { Activation = ActivationFunction.Relu });

            Assert.Equal("Network [28, 28, 1] -> [10], 7,850 parameters, 2 layers", $"{network}");
            Assert.Equal("dense (Dense, Relu) [784] -> [10], 7,850 parameters", $"{network.Layers[1]}");
            Assert.Equal("dense/kernel [784, 10]", $"{network.Parameters.First()}");
            Assert.Equal("[]", $"{default(TensorShape)}");
            Assert.Equal("3x5", $"{new WindowSize { Height = 3, Width = 5 }}");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    // Mean and deviation of each distribution by its definition, within five standard errors of 40,000 draws.
    [Theory]
    [InlineData(nameof(Initializer.GlorotUniform), 2.0 / (200 + 200))]
    [InlineData(nameof(Initializer.GlorotNormal), 2.0 / (200 + 200))]
    [InlineData(nameof(Initializer.HeUniform), 2.0 / 200)]
    [InlineData(nameof(Initializer.HeNormal), 2.0 / 200)]
    public void Initializers_have_Keras_s_variance(string name, double variance)
    {
        var initializer = (Initializer)typeof(Initializer).GetProperty(name)!.GetValue(null)!;
        var network = new Network(TensorShape.Vector(200), new Dense(200) { KernelInitializer = initializer });
        float[] kernel = network.Layers[0].Parameters[0].Values.ToArray();

        Assert.InRange(kernel.Average(), -5 * Math.Sqrt(variance) / 200, 5 * Math.Sqrt(variance) / 200);
        Assert.InRange(kernel.Average(value => (double)value * value) / variance, 0.96, 1.04);
        Assert.All(network.Layers[0].Parameters[1].Values.ToArray(), bias => Assert.Equal(0, bias));
        Assert.True(kernel.Max(Math.Abs) <= 2.3 * Math.Sqrt(variance));
    }

    private static Network Convolutional(int classes, params Layer[] after) => new(
        TensorShape.Image(new ImageSize { Width = 5, Height = 8 }),
        [new Conv2D(5, 3), new BatchNormalization(), new Flatten(), new Dense(classes), .. after]);

    private static float[][] Values(Network network) => [.. network.Parameters.Select(parameter => parameter.Values.ToArray())];
}
