using System.Globalization;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Tests.Onnx;

/// <summary>The same networks as other exporters write them. A dense layer's kernel is [3, 2] with 0.5, 1.5 to 5.5.</summary>
public sealed class ExporterVariantTests
{
    [Fact]
    public void Gemm_with_a_transposed_kernel()
    {
        Network network = TestModel.Of(3).Floats("w", 2, 3).Floats("b", 1, 2)
            .Node("Gemm", "x w b", "y", AttributeProto.OfInteger("transB", 1), AttributeProto.OfFloat("alpha", 1)).Load().Network;

        Assert.Equal([0.5f, 3.5f, 1.5f, 4.5f, 2.5f, 5.5f], network.Layers[0].Parameters[0].Values);
        Assert.Equal([0.5f, 1.5f], network.Layers[0].Parameters[1].Values);
    }

    [Fact]
    public void A_transposed_kernel_after_a_flattened_image()
    {
        // Two channels of three pixels: in the graph, rows c0p0 c0p1 c0p2 c1p0 ...; in the library, p0c0 p0c1 p1c0 ...
        Network network = TestModel.Of(2, 1, 3).Floats("w", 1, 6).Node("Flatten", "x", "f")
            .Node("Gemm", "f w", "y", AttributeProto.OfInteger("transB", 1)).Load().Network;

        Assert.Equal([0.5f, 3.5f, 1.5f, 4.5f, 2.5f, 5.5f], network.Layers[1].Parameters[0].Values);
    }

    [Theory]
    [InlineData("m b")]
    [InlineData("b m")]
    public void A_matrix_product_and_an_addition(string inputs)
    {
        NetworkLayer layer = Assert.Single(TestModel.Of(3).Floats("w", 3, 2).Floats("b", 2)
            .Node("MatMul", "x w", "m").Node("Add", inputs, "y").Load().Network.Layers);

        Assert.True(((Dense)layer.Definition).UseBias);
        Assert.Equal("node m", layer.Name);
        Assert.Equal([0.5f, 1.5f], layer.Parameters[1].Values);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Data_as_floats_packed_or_not(bool packed)
    {
        Network network = TestModel.Of(2).Tensor(writer =>
        {
            writer.WriteBytes(1, [2, 1]);
            writer.WriteInteger(2, 1);
            writer.WriteString(8, "w");
            if (packed)
            {
                writer.WriteBytes(4, [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40]);
            }
            else
            {
                writer.WriteFloat(4, 1);
                writer.WriteFloat(4, 2);
            }
        }).Node("MatMul", "x w", "y").Load().Network;

        Assert.Equal([1f, 2f], network.Parameters.Single().Values);
    }

    [Theory]
    [InlineData("SAME_UPPER", Padding.Same)]
    [InlineData("VALID", Padding.Valid)]
    [InlineData("NOTSET", Padding.Valid)]
    public void Padding_by_name(string name, Padding expected)
    {
        Network network = TestModel.Of(1, 6, 5).Floats("w", 1, 1, 2, 2)
            .Node("Conv", "x w", "c", AttributeProto.OfText("auto_pad", name)).Node("GlobalAveragePool", "c", "p").Node("Flatten", "p", "y").Load().Network;

        Assert.Equal(expected, ((Conv2D)network.Layers[0].Definition).Padding);
    }

    [Fact]
    public void Padding_at_the_lower_side_where_it_is_the_same_on_both() =>
        Assert.Equal(Padding.Same, ((Conv2D)Pooled(AttributeProto.OfText("auto_pad", "SAME_LOWER")).Layers[0].Definition).Padding);

    [Fact]
    public void Padding_that_no_window_reaches() =>
        Assert.Equal(Padding.Valid, ((Conv2D)Pooled(
            AttributeProto.OfIntegers("pads", 0, 0, 0, 1), AttributeProto.OfIntegers("strides", 1, 2)).Layers[0].Definition).Padding);

    // PyTorch's AvgPool2d with padding, whose mean counts it, in place of Keras's, whose mean does not.
    [Fact]
    public void A_mean_that_counts_its_padding_is_one_of_a_padded_image()
    {
        Network network = TestModel.Of(1, 4, 4).Node(
            "AveragePool", "x", "a", AttributeProto.OfIntegers("kernel_shape", 3, 3), AttributeProto.OfIntegers("pads", 1, 1, 1, 1),
            AttributeProto.OfIntegers("strides", 2, 2), AttributeProto.OfInteger("count_include_pad", 1)).Node("Flatten", "a", "y").Load().Network;

        Assert.Equal([nameof(ZeroPadding2D), nameof(AveragePooling2D), nameof(Flatten)], network.Layers.Select(layer => layer.Definition.GetType().Name));
        float[] outputs = network.Predict([.. Enumerable.Range(1, 16).Select(value => (float)value)]);
        Assert.Equal([(1 + 2 + 5 + 6) / 9f, (2 + 3 + 4 + 6 + 7 + 8) / 9f, (5 + 6 + 9 + 10 + 13 + 14) / 9f, (6 + 7 + 8 + 10 + 11 + 12 + 14 + 15 + 16) / 9f], outputs, static (x, y) => Math.Abs(x - y) < 1e-5f);
    }

    [Fact]
    public void A_mean_that_counts_padding_and_has_none_is_a_layer_alone() =>
        Assert.IsType<AveragePooling2D>(TestModel.Of(1, 4, 4).Node(
            "AveragePool", "x", "a", AttributeProto.OfIntegers("kernel_shape", 2, 2), AttributeProto.OfIntegers("strides", 2, 2),
            AttributeProto.OfInteger("count_include_pad", 1)).Node("Flatten", "a", "y").Load().Network.Layers[0].Definition);

    [Fact]
    public void A_pad_with_its_value_said()
    {
        Network network = TestModel.Of(1, 2, 1).Integers("s", 0, 0, 1, 2, 0, 0, 0, 1).Tensor(writer =>
        {
            writer.WriteInteger(2, 1);
            writer.WriteString(8, "zero");
            writer.WriteBytes(9, new byte[4]);
        }).Node("Pad", "x s zero", "p", AttributeProto.OfText("mode", "constant")).Node("Flatten", "p", "y").Load().Network;

        Assert.Equal([0f, 0, 0, 0, 0, 0, 5, 0, 0, 0, 6, 0], network.Predict([5, 6]));
    }

    [Fact]
    public void A_convolution_of_each_channel_with_dilation()
    {
        Network network = TestModel.Of(2, 3, 3).Floats("w", 4, 1, 2, 2).Node(
            "Conv", "x w", "c", AttributeProto.OfInteger("group", 2), AttributeProto.OfIntegers("dilations", 2, 2)).Node("Flatten", "c", "y").Load().Network;

        var layer = Assert.IsType<DepthwiseConv2D>(network.Layers[0].Definition);
        Assert.Equal((2, (WindowSize)2, (WindowSize)2, Padding.Valid), (layer.DepthMultiplier, layer.DilationRate, layer.KernelSize, layer.Padding));
        Assert.Equal([0.5f, 4.5f, 8.5f, 12.5f], network.Parameters.Single().Values[..4]);
    }

    [Theory]
    [InlineData(-1, 6)]
    [InlineData(0, 6)]
    [InlineData(0, -1)]
    [InlineData(1, 6)]
    public void Reshape_as_flatten(long batch, long length)
    {
        Network network = TestModel.Of(2, 1, 3).Integers("s", batch, length).Floats("w", 6, 2)
            .Node("Reshape", "x s", "f").Node("MatMul", "f w", "y").Load().Network;

        Assert.IsType<Flatten>(network.Layers[0].Definition);
        Assert.Equal([0.5f, 1.5f, 6.5f, 7.5f], network.Layers[1].Parameters[0].Values[..4]);
    }

    [Fact]
    public void Of_nodes_of_one_name_the_first_keeps_it() => Assert.Equal(
        ["a", "activation_1"],
        TestModel.Of(2).Field(1, NodeProto.Create("Relu", "a", ["x"], "z")).Field(1, NodeProto.Create("Tanh", "a", ["z"], "y"))
            .Load().Network.Layers.Select(static layer => layer.Name));

    [Fact]
    public void Pads_that_Keras_has_no_word_for()
    {
        var layer = (Conv2D)Pooled(AttributeProto.OfIntegers("pads", 2, 0, 0, 1)).Layers[0].Definition;

        Assert.Equal(new WindowPads(2, 0, 0, 1), layer.Pads);
        Assert.Equal("3x3 strides 1x1 padded by 2, 0, 0, 1", layer.Settings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_size_that_is_left_open_is_that_of_the_librarys_images(bool isNegative)
    {
        var model = new TestModel();
        model.Field(11, new TestModel.Fields(value =>
        {
            value.WriteString(1, "x");
            value.WriteMessage(2, new TestModel.Fields(type => type.WriteMessage(1, new TestModel.Fields(tensor =>
            {
                tensor.WriteInteger(1, 1);
                tensor.WriteMessage(2, new TestModel.Fields(shape =>
                {
                    for (int i = 0; i < 4; i++)
                    {
                        string name = $"size{i}";
                        shape.WriteMessage(1, isNegative
                            ? new TestModel.Fields(static size => size.WriteInteger(1, -1))
                            : new TestModel.Fields(size => size.WriteString(2, name)));
                    }
                }));
            }))));
        }));

        OnnxModel read = model.Node("Flatten", "x", "y").Load();
        Assert.Equal(TensorShape.Image(28), read.Network.InputShape);
        Assert.Equal("float [batch, any, any, any]", read.LoadedInput);
    }

    [Fact]
    public void Squeeze_after_a_global_mean_and_pointwise_layers_before_it()
    {
        Network network = TestModel.Of(2, 3, 3).Integers("axes", -1, -2)
            .Node("GlobalAveragePool", "x", "p").Node("Relu", "p", "r").Node("Squeeze", "r axes", "y").Load().Network;

        Assert.Equal(TensorShape.Vector(2), network.OutputShape);
        Assert.Equal(2, network.Layers.Count);
    }

    [Fact]
    public void Constants_as_nodes_and_tensors_under_another_name()
    {
        Network network = TestModel.Of(2).Floats("t", 2)
            .Field(1, new TestModel.Fields(node =>
            {
                node.WriteString(2, "w");
                node.WriteString(4, "Constant");
                node.WriteMessage(5, new TestModel.Fields(attribute =>
                {
                    attribute.WriteString(1, "value");
                    attribute.WriteMessage(5, TensorProto.Create("", [2, 2], [1, 2, 3, 4]));
                    attribute.WriteInteger(20, 4);
                }));
            }))
            .Node("Identity", "t", "b").Node("Gemm", "x w b", "y").Load().Network;

        Assert.Equal([1f, 2f, 3f, 4f], network.Layers[0].Parameters[0].Values);
        Assert.Equal([0.5f, 1.5f], network.Layers[0].Parameters[1].Values);
    }

    [Fact]
    public void Initializers_that_are_listed_as_inputs_and_batch_normalization_by_default()
    {
        OnnxModel model = TestModel.Of(2).Field(11, ValueInfoProto.Create("v", batch: null, 2)).Floats("v", 2)
            .Node("BatchNormalization", "x v v v v", "y").Load();

        var layer = (BatchNormalization)model.Network.Layers[0].Definition;
        Assert.Equal((1e-5f, 0.9f), (layer.Epsilon, layer.Momentum));
        Assert.Equal(["0", "1"], model.ClassNames);
    }

    [Fact]
    public void An_identity_after_the_softmax_leaves_probabilities()
    {
        Network network = TestModel.Of(3).Floats("w", 3, 2)
            .Node("MatMul", "x w", "m").Node("Softmax", "m", "s").Node("Identity", "s", "y").Load().Network;

        Assert.True(network.EndsInSoftmax);
        Assert.IsType<Dense>(Assert.Single(network.OperationsToLogits).Definition);
    }

    [Theory]
    [InlineData("x s", "m h")]
    [InlineData("s x", "h m")]
    [InlineData("x h", "m s")]
    [InlineData("h x", "s m")]
    [InlineData("h s", "x m")]
    public void A_Gelu_of_older_operators_in_any_order(string first, string last)
    {
        foreach (string scaling in (string[])["Div", "Mul"])
        {
            TestModel model = TestModel.Of(3).Field(5, Number("r", scaling == "Div" ? MathF.Sqrt(2) : MathF.Sqrt(0.5f)))
                .Field(5, Number("o", 1)).Field(5, Number("h", 0.5f))
                .Node(scaling, "x r", "d").Node("Erf", "d", "e").Node("Add", "e o", "s").Node("Mul", first, "m").Node("Mul", last, "y");

            var layer = (Activation)Assert.Single(model.Load().Network.Layers).Definition;
            Assert.Equal((ActivationFunction.Gelu, "node y"), (layer.Function, layer.Name));
        }
    }

    [Fact]
    public void What_is_no_Gelu_is_not_taken_for_one()
    {
        TestModel Of(string scaled, float half, params string[] more) => more.Aggregate(
            TestModel.Of(3).Field(5, Number("r", MathF.Sqrt(2))).Field(5, Number("o", 1)).Field(5, Number("h", half))
                .Node("Relu", "x", "z").Node("Div", $"{scaled} r", "d").Node("Erf", "d", "e").Node("Add", "e o", "s").Node("Mul", "z s", "m")
                .Node("Mul", "m h", "y"),
            static (model, input) => model.Node("Add", $"y {input}", "w"));

        Assert.Equal(2, Of("z", 0.5f).Load().Network.Layers.Count);
        Assert.Throws<ModelFormatException>(() => Of("x", 0.5f).Load());
        Assert.Throws<ModelFormatException>(() => Of("z", 0.6f).Load());
        Assert.Throws<ModelFormatException>(() => Of("z", 0.5f, "m").Load("w"));
    }

    [Theory]
    [InlineData("x s")]
    [InlineData("s x")]
    public void A_product_with_its_own_sigmoid(string inputs)
    {
        Network network = TestModel.Of(3).Node("Sigmoid", "x", "s").Node("Mul", inputs, "y").Load().Network;

        Assert.Equal(ActivationFunction.Silu, ((Activation)Assert.Single(network.Layers).Definition).Function);
        Assert.Throws<ModelFormatException>(
            () => TestModel.Of(3).Node("Relu", "x", "z").Node("Sigmoid", "z", "s").Node("Mul", inputs, "y").Load());
    }

    [Fact]
    public void Activations_by_their_defaults()
    {
        Network network = TestModel.Of(3).Node("LeakyRelu", "x", "a").Node("Elu", "a", "b").Node("Swish", "b", "c").Node("Gelu", "c", "y").Load().Network;

        Assert.Equal(
            [(ActivationFunction.LeakyRelu, 0.01f), (ActivationFunction.Elu, 1), (ActivationFunction.Silu, 0), (ActivationFunction.Gelu, 0)],
            network.Layers.Select(static layer => (Activation)layer.Definition).Select(static layer => (layer.Function, layer.Alpha)));
    }

    [Fact]
    public void An_output_and_an_input_that_are_left_out_have_nothing_to_do_with_each_other()
    {
        Network network = TestModel.Of(3).Floats("w", 3, 2).Node("MatMul", "x w", "m").Node("Relu", "m ", "r")
            .Field(1, new TestModel.Fields(static node =>
            {
                node.WriteString(1, "r");
                node.WriteString(2, "y");
                node.WriteString(2, "");
                node.WriteString(4, "Dropout");
            })).Load().Network;

        Assert.Equal(["node m", "node r", "dropout"], network.Layers.Select(static layer => layer.Name));
    }

    [Fact]
    public void A_pooling_that_is_padded_before_alone()
    {
        Network network = TestModel.Of(16, 8, 8).Tensor(static writer => Wave("w", 96, 16, 3, 3).Write(writer))
            .Node("Conv", "x w", "c", AttributeProto.OfIntegers("pads", 1, 1, 1, 1)).Node("Relu", "c", "r")
            .Node("MaxPool", "r", "p", AttributeProto.OfIntegers("kernel_shape", 2, 2), AttributeProto.OfIntegers("strides", 2, 2),
                AttributeProto.OfIntegers("pads", 1, 1, 0, 0))
            .Node("GlobalAveragePool", "p", "y").Load().Network;
        float[] inputs = Wave("x", 16, 8, 8).ToFloats();
        float[] outputs = new float[96];
        new InferencePlan(network.Operations, addSoftmax: false, winograd: false).Predict(inputs, outputs, 1);

        Close.Equal(outputs.Select(static value => (double)value).ToArray(), network.Predict(inputs), 1e-5);
    }

    [Fact]
    public void Whole_numbers_that_are_made_floats_divide_as_floats()
    {
        AttributeProto toFloat = AttributeProto.OfInteger("to", 1);
        Network network = TestModel.Of(2).Integers("a", 7).Integers("b", 2).Node("Cast", "a", "c", toFloat).Node("Cast", "b", "d", toFloat)
            .Node("Div", "c d", "q").Node("Mul", "x q", "y").Load().Network;
        OnnxModel bytes = TestModel.Of(2).Integers("a", 255).Node("Cast", "a", "c", toFloat).Node("Div", "x c", "s")
            .Node("Relu", "s", "y").Load();

        Assert.Equal([3.5f, 7f], network.Predict([1, 2]));
        Assert.Equal(255, bytes.LoadedAs!.InputMaximum);
    }

    [Fact]
    public void Sizes_that_are_made_floats_divide_without_a_remainder()
    {
        AttributeProto toFloat = AttributeProto.OfInteger("to", 1);
        TestModel By(float divisor) => TestModel.Of(6).Integers("one", 1).Integers("first", -1).Integers("start", 0).Field(5, Number("d", divisor))
            .Node("Shape", "x", "s").Node("Gather", "s one", "n").Node("Cast", "n", "f", toFloat).Node("Div", "f d", "q")
            .Node("Mul", "q d", "m").Node("Cast", "m", "l", AttributeProto.OfInteger("to", 7)).Node("Concat", "first l", "to").Node("Reshape", "x to", "r")
            .Node("Relu", "r", "y");

        Assert.Equal(TensorShape.Vector(6), By(2).Load().Network.OutputShape);
        Assert.Contains("divides the size 6 by 4", Assert.Throws<ModelFormatException>(() => By(4).Load()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "3", "1", "1", new[] { 1.5f, 2.5f, 4.5f, 5.5f })]
    [InlineData("-1", "-9223372036854775808", "-1", "-2", new[] { 2.5f, 0.5f, 5.5f, 3.5f })]
    [InlineData("0 -9", "9 1", "1 0", "9223372036854775807 1", new[] { 0.5f })]
    [InlineData("2 -1", "0 0", "1 0", "-1 -9223372036854775808", new[] { 5.5f, 4.5f })]
    public void A_part_of_a_constant(string starts, string ends, string axes, string steps, float[] expected)
    {
        static long[] List(string text) => [.. text.Split(' ').Select(static number => long.Parse(number, CultureInfo.InvariantCulture))];
        Network network = TestModel.Of(expected.Length).Floats("t", 2, 3).Integers("s", List(starts)).Integers("e", List(ends)).Integers("a", List(axes))
            .Integers("p", List(steps)).Integers("all", -1).Node("Slice", "t s e a p", "c").Node("Reshape", "c all", "v").Node("Mul", "x v", "y").Load().Network;

        Assert.Equal(expected, network.Predict([.. Enumerable.Repeat(1f, expected.Length)]));
    }

    [Fact]
    public void An_input_of_one_row_or_column_is_a_vector()
    {
        Assert.Equal(TensorShape.Vector(784), TestModel.Of(1, 784).Node("Flatten", "x", "f").Node("Relu", "f", "y").Load().Network.InputShape);
        Assert.Equal(TensorShape.Vector(784), TestModel.Of(784, 1).Node("Flatten", "x", "f").Node("Relu", "f", "y").Load().Network.InputShape);
    }

    [Fact]
    public void A_fixed_batch()
    {
        var model = new TestModel();
        model.Field(11, new TestModel.Fields(value =>
        {
            value.WriteString(1, "x");
            value.WriteMessage(2, new TestModel.Fields(type => type.WriteMessage(1, new TestModel.Fields(tensor =>
            {
                tensor.WriteInteger(1, 1);
                tensor.WriteMessage(2, new TestModel.Fields(shape =>
                {
                    shape.WriteMessage(1, new TestModel.Fields(size => size.WriteInteger(1, 16)));
                    shape.WriteMessage(1, new TestModel.Fields(size => size.WriteInteger(1, 3)));
                }));
            }))));
        }));

        Assert.Equal(TensorShape.Vector(3), model.Node("Relu", "x", "y").Load().Network.InputShape);
    }

    private static TensorProto Number(string name, float value) => TensorProto.Create(name, [], [value]);

    private static TensorProto Wave(string name, params int[] dimensions) =>
        TensorProto.Create(name, dimensions, [.. TestModel.Values(dimensions).Select(static value => MathF.Sin(value * value))]);

    private static Network Pooled(params ReadOnlySpan<AttributeProto> attributes) =>
        TestModel.Of(1, 6, 5).Floats("w", 1, 1, 3, 3).Node("Conv", "x w", "c", attributes)
            .Node("GlobalAveragePool", "c", "p").Node("Flatten", "p", "y").Load().Network;
}
