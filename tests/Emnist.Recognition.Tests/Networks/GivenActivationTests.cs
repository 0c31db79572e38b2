using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Onnx.Protos;
using Emnist.Recognition.Tests.Onnx;

namespace Emnist.Recognition.Tests.Networks;

/// <summary>An activation given to a layer computes what an activation layer after it does.</summary>
public sealed class GivenActivationTests
{
    private static readonly Layer Relu = new Activation(ActivationFunction.Relu);
    private static readonly Layer Softmax = new Activation(ActivationFunction.Softmax);

    [Fact]
    public void Predictions_are_the_same_to_the_bit()
    {
        (Network given, Network apart) = Create();
        float[] inputs = TestNetworks.Inputs(given.InputShape, 5);

        Assert.Equal(apart.Parameters.SelectMany(Values), given.Parameters.SelectMany(Values));
        Assert.Equal(TestNetworks.Predict(apart, inputs), TestNetworks.Predict(given, inputs));
    }

    [Fact]
    public void A_file_has_the_same_nodes_and_gives_the_layers_back()
    {
        (Network given, Network apart) = Create();

        byte[] bytes = RoundTripTests.Bytes(RoundTripTests.Model(given));

        Assert.Equal(Operators(RoundTripTests.Bytes(RoundTripTests.Model(apart))), Operators(bytes));
        Network loaded = OnnxModel.Load(new MemoryStream(bytes)).Network;
        RoundTripTests.AssertSame(given, loaded);
        Assert.Equal(given.Layers.Select(layer => layer.Definition.Settings), loaded.Layers.Select(layer => layer.Definition.Settings));
        Assert.Equal(bytes, RoundTripTests.Bytes(RoundTripTests.Model(loaded)));
    }

    [Fact]
    public void An_activation_layer_of_any_name_comes_back_as_a_layer()
    {
        var network = new Network(
            TensorShape.Vector(3),
            new Dense(2), new Activation(ActivationFunction.Relu) { Name = "dense/activation" },
            new Dense(2) { Activation = ActivationFunction.Relu }, new Activation(ActivationFunction.Linear));

        RoundTripTests.AssertSame(network, RoundTripTests.Reload(RoundTripTests.Model(network)).Network);
    }

    [Fact]
    public void A_given_softmax_makes_probabilities_of_the_outputs()
    {
        var softmax = new Network(TensorShape.Vector(3), new Dense(2) { Activation = ActivationFunction.Softmax }, new Dropout(0.5f));
        var relu = new Network(TensorShape.Vector(3), new Dense(2) { Activation = ActivationFunction.Relu });
        float[] outputs = new float[2];
        softmax.ToProbabilityPlan().Predict([1f, 2f, 3f], outputs, 1);

        Assert.True(softmax.EndsInSoftmax);
        Assert.Same(softmax.Layers[0], Assert.Single(softmax.OperationsToLogits));
        Assert.Equal(softmax.Predict([1f, 2f, 3f]), outputs);
        Assert.False(relu.EndsInSoftmax);
    }

    [Fact]
    public void A_softmax_takes_the_place_of_a_sigmoid_at_the_end()
    {
        var sigmoid = new Network(TensorShape.Vector(3), new Dense(2) { Activation = ActivationFunction.Sigmoid });
        var softmax = new Network(TensorShape.Vector(3), new Dense(2) { Activation = ActivationFunction.Softmax });
        softmax.CopyWeightsFrom(sigmoid);
        float[] outputs = new float[2];
        sigmoid.ToProbabilityPlan().Predict([1f, 2f, 3f], outputs, 1);

        Assert.Equal(softmax.Predict([1f, 2f, 3f]), outputs);
        Assert.All(sigmoid.Predict([1f, 2f, 3f]), static value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Layers_that_keep_the_values_may_stand_after_such_a_sigmoid()
    {
        TensorShape shape = TensorShape.Image(2).WithChannels(3);
        var sigmoid = new Network(
            shape, new Dropout(0.5f), new Activation(ActivationFunction.Sigmoid), new Flatten(), new Dropout(0.5f));
        var softmax = new Network(shape, new Flatten(), new Activation(ActivationFunction.Softmax));
        var pooled = new Network(shape, new GlobalAveragePooling2D(), new Activation(ActivationFunction.Sigmoid), new Flatten());
        float[] inputs = [.. Enumerable.Range(0, shape.Length).Select(static i => i / 4f)];
        (float[] all, float[] few) = (new float[shape.Length], new float[3]);
        sigmoid.ToProbabilityPlan().Predict(inputs, all, 1);
        pooled.ToProbabilityPlan().Predict(inputs, few, 1);

        Assert.Equal(softmax.Predict(inputs), all);
        Assert.Equal(new Network(shape, new GlobalAveragePooling2D(), new Activation(ActivationFunction.Softmax)).Predict(inputs), few);
        Assert.Equal(TensorShape.Vector(3), pooled.ToProbabilityPlan().OutputShape);
    }

    [Fact]
    public void The_summary_and_the_settings_tell_it()
    {
        (Network given, _) = Create();

        Assert.Contains("conv2d_2 (Conv2D, Softmax)", given.Summary(), StringComparison.Ordinal);
        Assert.Equal("3x3 strides 1x1 Valid activation Relu", given.Layers[0].Definition.Settings);
        Assert.Equal("activation Relu", new Dense(1) { Activation = ActivationFunction.Relu }.Settings);
    }

    // Checkpoints of earlier releases are told by these.
    [Fact]
    public void The_settings_without_it_are_those_of_0_1_0()
    {
        Assert.Equal("", new Dense(1).Settings);
        Assert.Equal(
            "3x2 strides 2x1 Same",
            new Conv2D(1, new WindowSize { Height = 3, Width = 2 })
            {
                Strides = new WindowSize { Height = 2, Width = 1 }, Padding = Padding.Same,
            }.Settings);
        Assert.Equal("2x2 strides 2x2 Valid", new MaxPooling2D().Settings);
    }

    // And those of later ones by these.
    [Fact]
    public void The_settings_tell_windows_that_are_dilated_and_zeros_around()
    {
        Assert.Equal(
            "3x3 strides 1x1 Valid dilation 2x1 activation Relu",
            new Conv2D(2, 3) { DilationRate = new WindowSize { Height = 2, Width = 1 }, Activation = ActivationFunction.Relu, Groups = 2 }.Settings);
        Assert.Equal("3x3 strides 1x1 Valid", new DepthwiseConv2D(3) { DepthMultiplier = 2 }.Settings);
        Assert.Equal("3x3 strides 1x1 Same dilation 2x2", new SeparableConv2D(4, 3) { Padding = Padding.Same, DilationRate = 2 }.Settings);
        Assert.Equal("2x2 strides 2x2 Valid", new AveragePooling2D().Settings);
        Assert.Equal("1 1 2 1", new ZeroPadding2D(1) { Left = 2 }.Settings);
    }

    [Fact]
    public void Every_function_comes_back_from_a_file_given_and_as_a_layer()
    {
        foreach (ActivationFunction function in Enum.GetValues<ActivationFunction>())
        {
            var network = new Network(
                TensorShape.Vector(3),
                new Dense(4) { Activation = function }, new Activation(function) { Name = "dense/activation" },
                new Activation(function) { Name = "dense/linear" }, new Dense(3) { Name = "dense/given_sigmoid", Activation = function });
            foreach (int operatorSet in (int[])[13, 25])
            {
                using var file = new MemoryStream();
                RoundTripTests.Model(network).Save(file, new OnnxExportOptions { OperatorSet = operatorSet });
                file.Position = 0;
                RoundTripTests.AssertSame(network, OnnxModel.Load(file).Network);
            }
        }
    }

    [Fact]
    public void An_alpha_comes_back()
    {
        var network = new Network(
            TensorShape.Vector(3),
            new Dense(4), new Activation(ActivationFunction.LeakyRelu) { Alpha = 0.3f },
            new Dense(4) { Activation = ActivationFunction.Elu }, new Activation(ActivationFunction.Elu) { Alpha = 1.7f });

        RoundTripTests.AssertSame(network, RoundTripTests.Reload(RoundTripTests.Model(network)).Network);
    }

    private static (Network Given, Network Apart) Create()
    {
        TensorShape input = TensorShape.Image(new ImageSize { Width = 8, Height = 10 }).WithChannels(2);
        var given = new Network(
            input,
            new Conv2D(6, 3) { Activation = ActivationFunction.Relu, Name = "first" }, new MaxPooling2D(),
            new Conv2D(5, 2) { Padding = Padding.Same }, new Conv2D(3, 1) { Activation = ActivationFunction.Softmax, UseBias = false },
            new Flatten(), new Dense(8) { Activation = ActivationFunction.Relu }, new BatchNormalization(),
            new Dense(4) { Activation = ActivationFunction.Softmax });
        var apart = new Network(
            input,
            new Conv2D(6, 3), Relu, new MaxPooling2D(),
            new Conv2D(5, 2) { Padding = Padding.Same }, new Conv2D(3, 1) { UseBias = false }, Softmax,
            new Flatten(), new Dense(8), Relu, new BatchNormalization(),
            new Dense(4), Softmax);
        return (given, apart);
    }

    private static float[] Values(Parameter parameter) => parameter.Values.ToArray();

    private static string[] Operators(byte[] bytes) =>
        [.. ModelProto.Read(bytes, bytes.Length).Graph.Nodes.Select(node => node.OperatorType)];
}
