using Emnist.Recognition.Onnx;
using Emnist.Recognition.Onnx.Protobuf;
using Emnist.Recognition.Onnx.Protos;
using Emnist.Recognition.Onnx.Reading;

namespace Emnist.Recognition.Tests.Onnx;

/// <summary>Weights in files beside the model, and nowhere else.</summary>
public sealed class ExternalDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExternalDataTests()
    {
        byte[] data = new byte[32];
        for (int i = 0; i < 8; i++)
        {
            BitConverter.TryWriteBytes(data.AsSpan(4 * i), i + 0.5f);
        }

        Directory.CreateDirectory(In("model"));
        Directory.CreateDirectory(In("model", "part"));
        File.WriteAllBytes(In("outside.bin"), data);
        File.WriteAllBytes(In("model", "w.bin"), data);
        File.WriteAllBytes(In("model", "part", "w.bin"), data);
        File.CreateSymbolicLink(In("model", "inside.bin"), In("model", "w.bin"));
        File.CreateSymbolicLink(In("model", "link.bin"), In("outside.bin"));
        File.CreateSymbolicLink(In("model", "circle.bin"), In("model", "circle.bin"));
        Directory.CreateSymbolicLink(In("model", "up"), In(""));
        File.CreateSymbolicLink(In("model", "over.bin"), In("model", "up", "outside.bin"));
    }

    [Theory]
    [InlineData("w.bin", null, null, 0.5f)]
    [InlineData("w.bin", "16", "16", 4.5f)]
    [InlineData("w.bin", "4", null, 1.5f)]
    [InlineData("./w.bin", "0", "16", 0.5f)]
    [InlineData("part/w.bin", null, "16", 0.5f)]
    public void Tensors_are_read_from_files_in_the_models_folder(string location, string? offset, string? length, float first)
    {
        OnnxModel model = OnnxModel.Load(Write(location, offset, length));

        Assert.Equal([first, first + 1, first + 2, first + 3], model.Network.Parameters.Single().Values);
    }

    [Theory]
    [InlineData("../outside.bin", null, null, "not one within the model's folder")]
    [InlineData("part/../../outside.bin", null, null, "not one within the model's folder")]
    [InlineData("part\\..\\..\\outside.bin", null, null, "not one within the model's folder")]
    [InlineData("/etc/passwd", null, null, "not one within the model's folder")]
    [InlineData("C:/w.bin", null, null, "not one within the model's folder")]
    [InlineData("", null, null, "not one within the model's folder")]
    [InlineData("w.bin\0", null, null, "not one within the model's folder")]
    [InlineData(null, null, null, "not one within the model's folder")]
    [InlineData("link.bin", null, null, "a link, or behind one")]
    [InlineData("inside.bin", null, null, "a link, or behind one")]
    [InlineData("up/outside.bin", null, null, "a link, or behind one")]
    [InlineData("over.bin", null, null, "a link, or behind one")]
    [InlineData("circle.bin", null, null, "a link, or behind one")]
    [InlineData("missing.bin", null, null, "cannot be read")]
    [InlineData("part", null, null, "cannot be read")]
    [InlineData("w.bin", "20", "16", "of 32 bytes; 16 were to be taken from byte 20 on")]
    [InlineData("w.bin", "9223372036854775807", "16", "of 32 bytes")]
    [InlineData("w.bin", "-4", "16", "with the offset '-4'")]
    [InlineData("w.bin", "0", "15", "with 15 bytes where its dimensions make 16")]
    [InlineData("w.bin", "0", "4294967312", "with 4294967312 bytes where its dimensions make 16")]
    [InlineData("w.bin", "0", "1e9", "with the length '1e9'")]
    public void Other_places_and_lengths_are_refused(string? location, string? offset, string? length, string message)
    {
        string path = Write(location, offset, length);

        ModelFormatException e = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(path));

        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Contains("the data of tensor 'w' are in another file", e.Message, StringComparison.Ordinal);
        Assert.Equal(path, e.Path);
        Assert.NotNull(e.Offset);
    }

    [Fact]
    public void The_models_folder_may_be_a_link_and_the_root_of_all_folders()
    {
        Directory.CreateSymbolicLink(In("linked"), In("model"));
        Write("w.bin", null, null);
        Assert.Single(OnnxModel.Load(In("linked", "model.onnx")).Network.Layers);

        var writer = new ProtobufWriter();
        string root = Path.GetPathRoot(Path.GetFullPath(In("model")))!;
        WriteTensor(writer, "no-such-folder/missing.bin", null, null, rows: 2);
        TensorProto tensor = TensorProto.Read(new ProtobufReader(writer.Written.ToArray(), 0, writer.Written.Length));

        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => new ExternalData(root, 0).Attach(tensor));
        Assert.Contains("cannot be read", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_bytes_than_a_model_may_have_are_refused_unread()
    {
        string path = Write("w.bin", null, null, rows: ModelLimits.ModelBytes / 8);

        Assert.Contains(
            "more than 268435456 bytes in all", Assert.Throws<ModelFormatException>(() => OnnxModel.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_that_nothing_takes_is_not_looked_for()
    {
        TestModel model = TestModel.Of(2).Tensor(writer => WriteTensor(writer, "missing.bin", null, null, 2)).Node("Relu", "x", "y");

        Assert.Single(OnnxModel.Load(new MemoryStream(model.Bytes())).Network.Layers);
    }

    public void Dispose() => _folder.Dispose();

    private string In(params string[] path) => Path.Combine([_folder.Path, .. path]);

    private string Write(string? location, string? offset, string? length, int rows = 2)
    {
        string path = In("model", "model.onnx");
        File.WriteAllBytes(path, TestModel.Of(2).Tensor(writer => WriteTensor(writer, location, offset, length, rows)).Node("MatMul", "x w", "y").Bytes());
        return path;
    }

    private static void WriteTensor(
        ProtobufWriter writer, string? location, string? offset, string? length, int rows)
    {
        writer.WriteInteger(1, rows);
        writer.WriteInteger(1, 2);
        writer.WriteInteger(2, 1);
        writer.WriteString(8, "w");
        foreach ((string key, string? value) in new[] { ("location", location), ("offset", offset), ("length", length) })
        {
            if (value is not null)
            {
                writer.WriteMessage(13, new MetadataProto(key, value));
            }
        }

        writer.WriteInteger(14, 1);
    }
}
