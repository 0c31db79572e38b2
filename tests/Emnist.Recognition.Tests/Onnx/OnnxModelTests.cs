using Emnist.Recognition.IO;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests.Onnx;

public sealed class OnnxModelTests
{
    private static readonly Network Network = TestNetworks.Recorded["vector"];
    private static readonly Dictionary<string, string> NoFacts = [];

    [Fact]
    public void Files_are_saved_replaced_and_loaded()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.onnx");

        RoundTripTests.Model(TestNetworks.Recorded["pooled"]).Save(path);
        RoundTripTests.Model(Network).Save(path);

        Assert.Equal(["class 0", "class 1"], OnnxModel.Load(path).ClassNames);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_save_that_fails_leaves_the_old_file_alone()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("model.onnx", [1, 2, 3]);

        Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(9);
            throw new IOException("The disk is full.");
        }));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_file_that_cannot_be_moved_into_place_is_removed()
    {
        using var folder = new TemporaryFolder();
        string path = Directory.CreateDirectory(Path.Combine(folder.Path, "model.onnx")).FullName;

        Exception? thrown = Record.Exception(() => RoundTripTests.Model(Network).Save(path));

        Assert.True(thrown is IOException or UnauthorizedAccessException, $"{thrown}");
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_missing_file_is_reported_as_such_and_a_missing_folder_created()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "none", "model.onnx");

        Assert.Throws<FileNotFoundException>(() => OnnxModel.Load(Path.Combine(folder.Path, "none.onnx")));
        RoundTripTests.Model(Network).Save(path);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void A_fault_tells_the_file_the_byte_and_the_node()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("model.onnx", [0x0b, 0x0c]);
        ModelFormatException damaged = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(path));
        Assert.Equal((path, 0, null), (damaged.Path, damaged.Offset, damaged.NodeName));

        TestModel other = TestModel.Of(2).Node("LSTM", "x", "y");
        byte[] bytes = other.Bytes();
        ModelFormatException node = Assert.Throws<ModelFormatException>(() => other.Load());
        Assert.Equal((null, "node y"), (node.Path, node.NodeName));
        Assert.Equal("x"u8.ToArray(), bytes.AsSpan((int)node.Offset! + 2, 1).ToArray());

        ModelFormatException whole = Assert.Throws<ModelFormatException>(() => TestModel.Of(2).Load("x"));
        Assert.Equal((null, null, null), (whole.Path, whole.Offset, whole.NodeName));
    }

    [Fact]
    public void A_fault_of_an_entry_beside_the_graph_tells_its_byte()
    {
        TestModel[] models =
        [
            new TestModel { OperatorSet = 6 },
            TestModel.Of(2).Fact("a", "1").Fact("b", "2").Fact("a", "3"),
            TestModel.Of(2).Node("Identity", "x", "y").Fact(OnnxModel.ClassNamesKey, "{}"),
        ];
        byte[][] entries = [[0x0a, 0, 0x10, 6], [0x0a, 1, (byte)'a', 0x12, 1, (byte)'3'], [0x0a, 30, (byte)'e']];
        foreach ((TestModel model, byte[] entry) in models.Zip(entries))
        {
            ModelFormatException fault = Assert.Throws<ModelFormatException>(() => model.Load());
            Assert.Equal(entry, model.Bytes().AsSpan((int)fault.Offset!, entry.Length).ToArray());
            Assert.Null(fault.NodeName);
        }
    }

    [Fact]
    public void A_fault_of_a_file_is_said_once()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("model.onnx", TestModel.Of(2).Fact("a", "1").Fact("a", "3").Bytes());

        Assert.Null(Assert.Throws<ModelFormatException>(() => OnnxModel.Load(path)).InnerException);
    }

    [Fact]
    public void Class_names_and_facts_cannot_be_changed()
    {
        var model = new OnnxModel(Network, ["a", "b"], new Dictionary<string, string> { ["a"] = "b" });

        Assert.Throws<NotSupportedException>(() => ((IList<string>)model.ClassNames)[0] = "c");
        Assert.Throws<NotSupportedException>(((IDictionary<string, string>)model.Metadata).Clear);
    }

    [Fact]
    public void Classes_and_network_are_told() =>
        Assert.Equal("2 classes, Network [11] -> [2], 130 parameters, 5 layers", $"{new OnnxModel(Network, ["a", "b"])}");

    [Fact]
    public void Streams_stay_open_and_need_not_seek()
    {
        byte[] bytes = RoundTripTests.Bytes(RoundTripTests.Model(Network));
        using var stream = new MemoryStream([1, 2, .. bytes]);
        stream.Position = 2;

        Assert.Equal(2, OnnxModel.Load(stream).ClassNames.Count);
        Assert.True(stream.CanRead);
        Assert.Equal(2, OnnxModel.Load(new TrickleStream(bytes, 1)).ClassNames.Count);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a", "a")]
    [InlineData("a", "")]
    [InlineData("a", "b", "c")]
    public void Class_names_are_checked(params string[] names)
    {
        Assert.Equal("classNames", Assert.Throws<ArgumentException>(() => new OnnxModel(Network, names, NoFacts)).ParamName);
        Assert.Equal("classNames", Assert.Throws<ArgumentException>(() => new OnnxModel(Network, names)).ParamName);
    }

    [Fact]
    public void Facts_may_be_left_out() => Assert.Empty(new OnnxModel(Network, ["a", "b"]).Metadata);

    [Theory]
    [InlineData("", "a")]
    [InlineData(OnnxModel.ClassNamesKey, "[]")]
    public void Facts_are_checked(string key, string value) =>
        Assert.Throws<ArgumentException>(() => new OnnxModel(Network, ["a", "b"], new Dictionary<string, string> { [key] = value }));

    [Fact]
    public void Facts_beyond_a_million_characters_are_refused() => Assert.Throws<ArgumentException>(
        () => new OnnxModel(Network, ["a", "b"], new Dictionary<string, string> { ["a"] = new('a', 1 << 20) }));

    [Fact]
    public void Halves_of_surrogate_pairs_are_refused()
    {
        string half = new('\ud800', 1);

        Assert.Throws<ArgumentException>(() => new OnnxModel(Network, ["a", half], NoFacts));
        Assert.Throws<ArgumentException>(() => new OnnxModel(Network, ["a", "b"], new Dictionary<string, string> { ["a"] = half }));
        Assert.Throws<ArgumentException>(() => RoundTripTests.Model(new Network(TensorShape.Vector(1), new Dense(1) { Name = half })));
    }

    [Fact]
    public void Nothing_may_be_null()
    {
        Assert.Throws<ArgumentNullException>(() => new OnnxModel(null!, ["a", "b"], NoFacts));
        Assert.Throws<ArgumentNullException>(() => new OnnxModel(Network, null!, NoFacts));
        Assert.Throws<ArgumentNullException>(() => new OnnxModel(Network, ["a", null!], NoFacts));
        Assert.Throws<ArgumentNullException>(() => new OnnxModel(null!, ["a", "b"]));
        Assert.Throws<ArgumentNullException>(() => new OnnxModel(Network, null!));
        Assert.Throws<ArgumentNullException>(() => new OnnxModel(Network, ["a", "b"], null!));
        Assert.Throws<ArgumentNullException>(() => new OnnxModel(Network, ["a", "b"], new Dictionary<string, string> { ["a"] = null! }));
    }

    [Fact]
    public void Networks_that_could_not_be_loaded_are_refused()
    {
        Assert.Contains("is an image", Refuse(TensorShape.Image(2), new Activation(ActivationFunction.Relu)), StringComparison.Ordinal);
        var wide = new MaxPooling2D(new WindowSize { Height = 1, Width = 5000 }) { Padding = Padding.Same };
        Assert.Contains("a side of the 1x5000 window", Refuse(
            TensorShape.Image(new ImageSize { Width = 8, Height = 1 }), wide, new Flatten()), StringComparison.Ordinal);
        Assert.Contains("has more than", Refuse(
            TensorShape.Image(new ImageSize { Width = 2000, Height = 3000 }), new GlobalAveragePooling2D()), StringComparison.Ordinal);
        Assert.Contains("characters", Refuse(TensorShape.Vector(1), new Dense(1) { Name = new string('a', 2000) }), StringComparison.Ordinal);
        Assert.Contains("1025 layers", Refuse(
            TensorShape.Vector(1), [.. Enumerable.Range(0, 1025).Select(_ => new Activation(ActivationFunction.Relu))]), StringComparison.Ordinal);
        Assert.Contains("1201 layers", Refuse(
            TensorShape.Image(1), [.. Enumerable.Range(0, 600).Select(_ => new SeparableConv2D(1, 1)), new Flatten()]), StringComparison.Ordinal);
        Assert.Contains("[1024, 1024, 8] has more than", Refuse(
            TensorShape.Image(1024).WithChannels(2), new SeparableConv2D(1, 1) { DepthMultiplier = 4 }, new Flatten()), StringComparison.Ordinal);
        Assert.Contains("[1024, 1024, 8] has more than", Refuse(
            TensorShape.Image(1024).WithChannels(2), new DepthwiseConv2D(1) { DepthMultiplier = 4, Strides = 4 }, new Flatten()), StringComparison.Ordinal);
        Assert.Contains("padded by more than 4096", Refuse(
            TensorShape.Image(1), new ZeroPadding2D(0) { Left = 4097 }, new Flatten()), StringComparison.Ordinal);
        Assert.Contains("5000x1", Refuse(
            TensorShape.Image(1), new Conv2D(1, 1) { DilationRate = new WindowSize { Height = 5000, Width = 1 } }, new Flatten()), StringComparison.Ordinal);
    }

    private static string Refuse(TensorShape input, params Layer[] layers) =>
        Assert.Throws<ArgumentException>(() => RoundTripTests.Model(new Network(input, layers))).Message;
}
