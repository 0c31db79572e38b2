using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests.Onnx;

namespace Emnist.Recognition.Tests.Networks;

/// <summary>Networks whose layers name their inputs.</summary>
public sealed class NetworkGraphTests
{
    private static readonly Layer Relu = new Activation(ActivationFunction.Relu);

    [Fact]
    public void The_summary_tells_what_is_connected_to_what()
    {
        var network = new Network(
            TensorShape.Image(8).WithChannels(4),
            new Conv2D(4, 3) { Padding = Padding.Same, Activation = ActivationFunction.Relu },
            new Conv2D(4, 3) { Padding = Padding.Same, Name = "change" },
            new Add { Inputs = ["change", "input", "conv2d"] }, Relu, new GlobalAveragePooling2D(), new Dense(2));

        Assert.Equal(
            """
            Layer (type)                                       Output shape  Parameters  Connected to
            =====================================================================================================
            conv2d (Conv2D, Relu)                              [8, 8, 4]            148  input
            change (Conv2D)                                    [8, 8, 4]            148  conv2d
            add (Add)                                          [8, 8, 4]              0  change, input, conv2d
            activation (Activation)                            [8, 8, 4]              0  add
            global_average_pooling2d (GlobalAveragePooling2D)  [4]                    0  activation
            dense (Dense)                                      [2]                   10  global_average_pooling2d
            -----------------------------------------------------------------------------------------------------
            Total parameters: 306
            Trainable parameters: 306
            Non-trainable parameters: 0

            """.ReplaceLineEndings(),
            network.Summary());
        Assert.Equal("add (Add) [8, 8, 4] -> [8, 8, 4], 0 parameters, takes change, input, conv2d", network.Layers[2].ToString());
        Assert.Equal(["change", "input", "conv2d"], network.Layers[2].Inputs);
        Assert.Equal(["input"], network.Layers[0].Inputs);
        Assert.Equal("dense (Dense) [4] -> [2], 10 parameters", network.Layers[^1].ToString());
    }

    [Fact]
    public void Inputs_that_cannot_be_are_refused_and_named()
    {
        static void Refuse(string message, params Layer[] layers)
        {
            ArgumentException thrown = Assert.Throws<ArgumentException>(() => new Network(TensorShape.Vector(2), layers));
            Assert.Equal("layers", thrown.ParamName);
            Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
        }

        Refuse(
            "Layer 'add' takes 'dense_2', but no layer has that name. Before it come 'input', 'dense', 'dense_1'.",
            new Dense(2), new Dense(2), new Add { Inputs = ["dense_1", "dense_2"] });
        Refuse(
            "Layer 'dense' takes 'later', which comes after it: put it after all layers that it takes.",
            new Dense(2) { Inputs = ["later"] }, new Dense(2) { Name = "later" });
        Refuse(
            "Layer 'add' takes its own output: name layers before it in Inputs.", new Dense(2), new Add { Inputs = ["add", "dense"] });
        Refuse(
            "Layer 'last' takes 'input', which is the name of the network's own input and of a layer: give that layer another name.",
            new Dense(2) { Name = "input" }, new Dense(2) { Name = "last", Inputs = ["input"] });
        Refuse(
            "No layer takes the output of 'dense', 'b', and the network's output is the last layer's: "
            + "name them in a layer's Inputs, or leave them out.",
            new Dense(2), new Dense(2) { Name = "b", Inputs = ["input"] }, new Dense(2) { Inputs = ["input"] });
        Refuse("Layer 'add' takes two inputs or more: name them in Inputs.", new Dense(2), new Add());
        Refuse("Layer 'add' takes two inputs or more: name them in Inputs.", new Dense(2), new Add { Inputs = ["dense"] });
        Refuse(
            "Layer 'dense_1' takes one input, not 2: sum them with an Add layer before it.",
            new Dense(2), new Dense(2) { Inputs = ["dense", "input"] });
        Assert.Throws<ArgumentNullException>(() => new Add { Inputs = null! });
        Assert.Throws<ArgumentNullException>(() => new Add { Inputs = [null!] });
        Assert.Throws<ArgumentException>(() => new Add { Inputs = ["a", ""] });
    }

    [Fact]
    public void Shapes_that_cannot_be_added_are_told()
    {
        NetworkShapeException thrown = Assert.Throws<NetworkShapeException>(() => new Network(
            TensorShape.Image(4), new Conv2D(2, 3) { Name = "stem" }, new Conv2D(3, 1), new Add { Inputs = ["conv2d_1", "stem"] }));

        Assert.Equal("Layer 'add' with input [2, 2, 3]: its input 'stem' is [2, 2, 2]; all must have one shape.", thrown.Message);
        Assert.Equal("add", thrown.LayerName);
    }

    [Fact]
    public void A_chain_may_have_a_layer_of_any_name_and_name_its_inputs()
    {
        var network = new Network(
            TensorShape.Vector(2), new Dense(3) { Name = "input" }, new Dense(2), new Dense(1) { Inputs = ["dense_1"] });

        Assert.All(network.Layers, static layer => Assert.True(layer.FollowsThePrevious));
        Assert.DoesNotContain("Connected to", network.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_of_inputs_is_copied()
    {
        string[] names = ["dense", "input"];
        var add = new Add { Inputs = names };
        names[0] = "other";

        Assert.Equal(["dense", "input"], add.Inputs);
        Assert.Throws<NotSupportedException>(((IList<string>)add.Inputs).Clear);
        Assert.Equal(TensorShape.Vector(2), new Network(TensorShape.Vector(2), new Dense(2), add).OutputShape);
    }

    [Fact]
    public void Weights_are_copied_where_the_connections_are_the_same()
    {
        static Network Create(string first, string second, string added) => new(
            TensorShape.Vector(2), new Dense(2) { Name = first }, new Dense(2) { Name = second }, new Add { Inputs = [second, added] });

        Network source = Create("a", "b", "a");
        source.Initialize(3);
        Network target = Create("c", "d", "c");
        target.CopyWeightsFrom(source);

        Assert.Equal(source.CopyParameters(), target.CopyParameters());
        Assert.Contains(
            "layer 2 is add (Add) [2] -> [2], 0 parameters, takes d, input here, and add (Add) [2] -> [2], 0 parameters, takes b, a in the source",
            Assert.Throws<ArgumentException>(() => Create("c", "d", "input").CopyWeightsFrom(source)).Message, StringComparison.Ordinal);
    }

    // The outputs of a plan that fuses, and writes over what nobody needs any more, against the sums made by hand of its parts.
    [Fact]
    public void A_value_that_several_layers_take_is_left_as_it_is()
    {
        TensorShape shape = TensorShape.Image(new ImageSize { Width = 5, Height = 6 }).WithChannels(3);
        Layer[] stem = [new Conv2D(3, 3) { Padding = Padding.Same, Name = "conv" }];
        Network Fill(params Layer[] more) => TestNetworks.Fill(new Network(shape, [.. stem, .. more]));
        float[] inputs = TestNetworks.Inputs(shape, 7);
        float[] conv = TestNetworks.Predict(Fill(), inputs);
        float[] relu = TestNetworks.Predict(Fill(Relu), inputs);

        float[] sum = TestNetworks.Predict(Fill(Relu, new Add { Inputs = ["activation", "conv", "input", "activation"] }), inputs);
        float[] twice = TestNetworks.Predict(Fill(new Add { Inputs = ["conv", "conv"] }, Relu), inputs);
        float[] kept = TestNetworks.Predict(
            Fill(Relu, new Add { Inputs = ["conv", "input"] }, new Add { Inputs = ["activation", "input", "add"] }), inputs);

        Assert.Equal(conv.Select((value, i) => relu[i] + value + inputs[i] + relu[i]), sum);
        Assert.Equal(conv.Select(static value => Math.Max(value + value, 0)), twice);
        Assert.Equal(conv.Select((value, i) => relu[i] + inputs[i] + (value + inputs[i])), kept);
    }

    [Fact]
    public void Only_what_one_layer_alone_takes_is_fused_wherever_it_stands()
    {
        TensorShape shape = TensorShape.Image(8).WithChannels(2);
        static Layer Convolution(string name, string input) =>
            new Conv2D(2, 3) { Padding = Padding.Same, Name = name, Inputs = [input] };
        static string Steps(Network network) => string.Join(
            " ", PlanCompiler.Compile(network.Operations, softmax: null, winograd: true).Steps
                .Select(static step => step.Step.GetType().Name
                    .Replace("PlanStep", "", StringComparison.Ordinal).Replace("Winograd", "Convolution", StringComparison.Ordinal)));

        Assert.Equal("Convolution Convolution Addition", Steps(new Network(
            shape, Convolution("a", "input"), Convolution("b", "input"),
            new BatchNormalization { Inputs = ["a"], Name = "na" }, new BatchNormalization { Inputs = ["b"], Name = "nb" },
            new Activation(ActivationFunction.Relu) { Inputs = ["na"], Name = "ra" }, new Add { Inputs = ["ra", "nb"] }, new Dropout(0.5f), Relu)));
        Assert.Equal("Convolution Relu ScaleAndShift Addition", Steps(new Network(
            shape, Convolution("a", "input"), Relu, new BatchNormalization { Inputs = ["a"] },
            new Add { Inputs = ["activation", "batch_normalization"] })));
        Assert.Equal("Convolution Addition Addition Relu Addition", Steps(new Network(
            shape, Convolution("a", "input"), new Add { Inputs = ["a", "input", "a"] }, Relu, new Add { Inputs = ["add", "activation"] })));
    }

    [Fact]
    public void Many_values_that_are_kept_at_a_time_make_the_chunks_smaller()
    {
        const int branches = 100;
        static Activation Branch(int i) => new(ActivationFunction.Relu) { Name = $"r{i}", Inputs = ["input"] };
        static Network Wide(int branches)
        {
            Layer[] layers = [.. Enumerable.Range(0, branches).Select(Branch)];
            return new Network(TensorShape.Vector(1024), [.. layers, new Add { Inputs = [.. layers.Select(static layer => layer.Name!)] }]);
        }

        InferencePlan plan = Wide(branches).ToInferencePlan();
        float[] inputs = [.. Enumerable.Range(0, 96 * 1024).Select(static i => (float)(i % 7) - 1)];
        float[] outputs = new float[inputs.Length];
        plan.Predict(inputs, outputs, 96);

        Assert.Equal(inputs.Select(static value => branches * Math.Max(value, 0)), outputs);
        Assert.InRange(plan.Chunk.Samples, 30, 60);
        Assert.InRange(plan.Chunk.BufferLength, 1 << 21, 1 << 22);
        Assert.Equal((96, 8 * 96 * 1024L), Wide(8).ToInferencePlan().Chunk);
        Assert.Equal((96, 2 * 96 * 1024L), new Network(TensorShape.Vector(1024), new Dense(2)).ToInferencePlan().Chunk);
    }

    [Fact]
    public void A_chain_has_two_buffers_and_a_residual_block_three()
    {
        static int Buffers(Network network)
        {
            (IReadOnlyList<PlannedStep> steps, int output) = PlanCompiler.Compile(network.Operations, network.OutputShape, winograd: true);
            return new PlanBuffers(steps, output).Count;
        }

        static Layer[] Block(string name, string input) =>
        [
            new Conv2D(4, 3) { Padding = Padding.Same, Activation = ActivationFunction.Relu },
            new Conv2D(4, 3) { Padding = Padding.Same, Name = $"{name}/change" },
            new Add { Inputs = [$"{name}/change", input] }, new Activation(ActivationFunction.Relu) { Name = name },
        ];

        Assert.Equal(2, Buffers(TestNetworks.Image()));
        Assert.Equal(3, Buffers(new Network(
            TensorShape.Image(6),
            [new Conv2D(4, 3) { Padding = Padding.Same, Name = "stem" }, .. Block("a", "stem"), .. Block("b", "a"), new Flatten(), new Dense(3)])));
    }
}
