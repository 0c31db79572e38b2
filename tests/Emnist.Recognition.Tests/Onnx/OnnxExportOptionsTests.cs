using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Tests.Onnx;

/// <summary>Forms of the file. That their answers are right is for ONNX Runtime to say, in the oracles' tests.</summary>
public sealed class OnnxExportOptionsTests
{
    private static OnnxModel Model => new(TestNetworks.Vector(), ["a", "b"]);

    [Fact]
    public void The_defaults_are_the_plain_file()
    {
        var options = new OnnxExportOptions();

        Assert.Equal((13, null, null, 1), (options.OperatorSet, options.BatchSize, options.Softmax, options.InputMaximum));
        Assert.Equal(Bytes(Model.Save), Bytes(stream => Model.Save(stream, options)));
    }

    [Fact]
    public void A_saved_file_is_that_of_the_stream()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.onnx");
        var options = new OnnxExportOptions { OperatorSet = 21, BatchSize = 2, Softmax = true, InputMaximum = 255 };

        Model.Save(path, options);

        Assert.Equal(Bytes(stream => Model.Save(stream, options)), File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData(12, 1, 1, "OperatorSet", "Operator sets 13 to 25 are written.")]
    [InlineData(26, 1, 1, "OperatorSet", "Operator sets 13 to 25 are written.")]
    [InlineData(13, 0, 1, "BatchSize", "A batch has 1 image or more; null leaves it open.")]
    [InlineData(13, 1, 0, "InputMaximum", "Images are of 0 to 1 or of 0 to 255.")]
    public void Values_out_of_range_are_refused_and_nothing_is_written(int operatorSet, int batch, int maximum, string property, string message)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.onnx");
        var options = new OnnxExportOptions { OperatorSet = operatorSet, BatchSize = batch, InputMaximum = maximum };

        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => Model.Save(path, options));

        Assert.Equal(property, e.ParamName);
        Assert.StartsWith(message, e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Model.Save(Stream.Null, options));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_softmax_beyond_the_most_layers_is_refused()
    {
        Layer[] layers = [.. Enumerable.Repeat(new Activation(ActivationFunction.Relu), 1024)];
        var model = new OnnxModel(new Network(TensorShape.Vector(2), layers), ["a", "b"]);

        ArgumentException e = Assert.Throws<ArgumentException>(() => model.Save(Stream.Null, new OnnxExportOptions { Softmax = true }));

        Assert.StartsWith("With a softmax, the network is too large to be stored: it has 1025 layers", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_nothing_but_a_softmax_can_give_its_logits()
    {
        var model = new OnnxModel(new Network(TensorShape.Vector(2), new Activation(ActivationFunction.Softmax)), ["a", "b"]);

        OnnxModel logits = Reload(model, new OnnxExportOptions { Softmax = false });

        Assert.Equal([3, -4f], logits.Network.Predict([3, -4f]));
    }

    [Fact]
    public void The_form_is_told_of_loaded_models_alone_and_cannot_be_changed()
    {
        OnnxModel loaded = Reload(Model, new OnnxExportOptions { BatchSize = 5, InputMaximum = 255 });
        loaded.LoadedAs!.BatchSize = 6;

        Assert.Null(Model.LoadedAs);
        Assert.Equal((5, 255), (loaded.LoadedAs.BatchSize, loaded.LoadedAs.InputMaximum));
    }

    [Fact]
    public void A_graph_ends_in_a_softmax_or_not()
    {
        Layer[] logits = [new Activation(ActivationFunction.Linear), new Dense(4), new Add { Name = "sum", Inputs = ["dense", "activation"] }];
        Layer[] end =
        [
            new Activation(ActivationFunction.Softmax) { Inputs = ["sum"] }, new Dropout(0.5f) { Inputs = ["activation_1"] },
            new Activation(ActivationFunction.Linear) { Inputs = ["dropout"] }, new Flatten { Inputs = ["activation_2"] },
        ];
        Network without = TestNetworks.Fill(new Network(TensorShape.Vector(4), logits));
        Network with = TestNetworks.Fill(new Network(TensorShape.Vector(4), [.. logits, .. end]));
        Network Saved(Network network, bool softmax)
        {
            using var file = new MemoryStream();
            RoundTripTests.Model(network).Save(file, new OnnxExportOptions { Softmax = softmax });
            file.Position = 0;
            return OnnxModel.Load(file).Network;
        }

        float[] inputs = TestNetworks.Inputs(without.InputShape, 3);
        Assert.Equal(TestNetworks.Predict(without, inputs), TestNetworks.Predict(Saved(with, softmax: false), inputs));
        Assert.Equal(TestNetworks.Predict(with, inputs), TestNetworks.Predict(Saved(without, softmax: true), inputs));
    }

    [Theory]
    [InlineData("Div", "x c", 255)]
    [InlineData("Mul", "x c", 1 / 255f)]
    [InlineData("Mul", "c x", 1 / 255f)]
    public void A_scaled_input_of_other_exporters_is_left_out(string operatorType, string inputs, float factor)
    {
        OnnxModel model = Scaled(operatorType, inputs, factor).Load();

        Assert.Equal(255, model.LoadedAs!.InputMaximum);
        Assert.Equal(ActivationFunction.Relu, ((Activation)Assert.Single(model.Network.Layers).Definition).Function);
    }

    [Theory]
    [InlineData("Div", "x c", 256, 255, 255 / 256f, 0)]
    [InlineData("Mul", "x c", 1 / 128f, 255, 255 / 128f, 0)]
    [InlineData("Div", "x c", 2, 1, 0.5f, 0)]
    [InlineData("Mul", "c x", 255, 1, 255, 0)]
    [InlineData("Mul", "x c", 0, 1, 0, 0)]
    [InlineData("Sub", "x c", 0.5f, 1, 1, -0.5f)]
    [InlineData("Sub", "c x", 1, 1, -1, 1)]
    [InlineData("Add", "x c", 0.5f, 1, 1, 0.5f)]
    public void Another_scaling_is_a_layer(string operatorType, string inputs, float number, int maximum, float scale, float offset)
    {
        OnnxModel model = Scaled(operatorType, inputs, number).Load();

        var layer = (Rescaling)model.Network.Layers[0].Definition;
        Assert.Equal(maximum, model.LoadedAs!.InputMaximum);
        Assert.Equal([scale, offset], [Assert.Single(layer.Scale), Assert.Single(layer.Offset)]);
        Assert.Equal("node r", model.Network.Layers[0].Name);
        Assert.Equal(2, model.Network.Layers.Count);
    }

    [Fact]
    public void Scalings_that_follow_each_other_are_one_layer_exact_to_the_last_bit()
    {
        OnnxModel model = TestModel.Of(2).Field(5, Scalar("b", 255)).Field(5, Scalar("m", 0.1307f)).Field(5, Scalar("d", 0.3081f))
            .Node("Div", "x b", "v").Node("Sub", "v m", "w").Node("Div", "w d", "r").Node("Relu", "r", "y").Load();

        var layer = (Rescaling)model.Network.Layers[0].Definition;
        Assert.Equal(255, model.LoadedAs!.InputMaximum);
        Assert.Equal([(float)(1 / (double)0.3081f), (float)(-(double)0.1307f / 0.3081f)], [Assert.Single(layer.Scale), Assert.Single(layer.Offset)]);
    }

    [Fact]
    public void A_scaling_after_a_layer_or_of_each_value_is_a_layer()
    {
        TestModel after = TestModel.Of(2).Field(5, Scalar("c", 255)).Node("Relu", "x", "r").Node("Div", "r c", "y");
        TestModel each = TestModel.Of(2).Floats("c", 2).Node("Mul", "x c", "r").Node("Relu", "r", "y");

        Assert.Equal([1 / 255f, 2 / 255f], after.Load().Network.Predict([1, 2]).Select(static value => value));
        Assert.Equal([0.5f, 3], each.Load().Network.Predict([1, 2]));
        Assert.Equal(1, after.Load().LoadedAs!.InputMaximum);
    }

    [Theory]
    [InlineData("Div", "x c", 0)]
    [InlineData("Div", "x c", float.NaN)]
    [InlineData("Mul", "x c", float.PositiveInfinity)]
    public void A_scaling_by_what_is_not_finite_is_refused(string operatorType, string inputs, float number) => Assert.Contains(
        "scales by a number that is not finite",
        Assert.Throws<ModelFormatException>(() => Scaled(operatorType, inputs, number).Load()).Message, StringComparison.Ordinal);

    private static TestModel Scaled(string operatorType, string inputs, float factor) =>
        TestModel.Of(2).Field(5, Scalar("c", factor)).Node(operatorType, inputs, "r").Node("Relu", "r", "y");

    private static TensorProto Scalar(string name, float value) =>
        TensorProto.Create(name, [], [value]);

    private static OnnxModel Reload(OnnxModel model, OnnxExportOptions options) =>
        OnnxModel.Load(new MemoryStream(Bytes(stream => model.Save(stream, options))));

    private static byte[] Bytes(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }
}
