using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Onnx.Protobuf;
using Emnist.Recognition.Onnx.Protos;
using Xunit.Abstractions;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>
/// ONNX's own test data: a node each, with inputs and outputs. Debian's package libonnx-testdata has them; without it the test
/// skips. Inputs but the first are made initializers, and an image at the end is flattened, for the library's networks end in vectors.
/// </summary>
public sealed class OnnxNodeTests(ITestOutputHelper output)
{
    private const string Folder = "/usr/share/libonnx-testdata/data/node";
    private const int LeastPasses = 72;

    /// <summary>The operators that are layers here, as the names of the tests begin.</summary>
    private static readonly string[] Operators =
    [
        "add", "basic_conv", "batchnorm", "clip", "conv", "div", "dropout", "elu", "flatten", "gemm", "globalaveragepool", "globalmaxpool",
        "identity", "leakyrelu", "log", "logsoftmax", "matmul", "maxpool", "averagepool", "mul", "neg", "pad", "constant_pad", "prelu", "reduce_mean",
        "relu", "reshape", "sigmoid", "softmax", "squeeze", "sub", "sum", "tanh", "transpose", "unsqueeze", "constant",
    ];

    [NodeDataFact(Folder)]
    public void Nodes_give_what_ONNX_says_or_are_refused()
    {
        (int passed, int refused) = (0, 0);
        foreach (string folder in Directory.GetDirectories(Folder, "test_*").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(folder)["test_".Length..];
            if (!Operators.Any(begin => name == begin || name.StartsWith($"{begin}_", StringComparison.Ordinal))
                || !File.Exists(Path.Combine(folder, "test_data_set_0", "input_0.pb")))
            {
                continue;
            }

            try
            {
                Check(folder, name);
                passed++;
            }
            catch (ModelFormatException e)
            {
                output.WriteLine($"{name}: {e.Message}");
                refused++;
            }
        }

        output.WriteLine($"{passed} pass, {refused} are refused");
        Assert.InRange(passed, LeastPasses, int.MaxValue);
    }

    private static void Check(string folder, string name)
    {
        string data = Path.Combine(folder, "test_data_set_0");
        TensorProto[] inputs = [.. Directory.GetFiles(data, "input_*.pb").Order(StringComparer.Ordinal).Select(ReadTensor)];
        TensorProto expected = ReadTensor(Path.Combine(data, "output_0.pb"));
        if (!inputs[0].IsFloats || !expected.IsFloats)
        {
            throw new ModelFormatException("Whole numbers: no network of floats.");
        }

        byte[] file = Rewrite(File.ReadAllBytes(Path.Combine(folder, "model.onnx")), data, expected.Dimensions.Length);
        OnnxModel model = OnnxModel.Load(new MemoryStream(file));
        Network network = model.Network;
        int count = inputs[0].Count / network.InputShape.Length;
        float[] values = [.. inputs[0].ToFloats().Select(value => value / model.LoadedAs!.InputMaximum)];
        float[] actual = network.Predict(ToLibrary(values, network.InputShape, count));
        float[] wanted = expected.ToFloats();
        if (name.StartsWith("logsoftmax", StringComparison.Ordinal))
        {
            wanted = [.. wanted.Select(MathF.Exp)];
        }

        if (expected.Dimensions is [_, var channels, var height, var width])
        {
            wanted = ToLibrary(wanted, TensorShape.Image(new ImageSize { Width = width, Height = height }).WithChannels(channels), expected.Dimensions[0]);
        }

        float difference = OnnxRuntimeTests.Difference(wanted, actual);
        Assert.True(difference <= ExporterAgreement.Tolerance, $"{name}: off by {difference}.\n{network.Summary()}");
    }

    /// <summary>[count, channels, height, width] to [count, height, width, channels].</summary>
    private static float[] ToLibrary(float[] values, TensorShape shape, int count)
    {
        int pixels = shape.Height * shape.Width;
        float[] swapped = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            (int plane, int pixel) = Math.DivRem(i, pixels);
            (int sample, int channel) = Math.DivRem(plane, shape.Channels);
            swapped[(((sample * pixels) + pixel) * shape.Channels) + channel] = values[i];
        }

        Assert.Equal(count * shape.Length, values.Length);
        return swapped;
    }

    private static TensorProto ReadTensor(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return TensorProto.Read(new ProtobufReader(bytes, 0, bytes.Length));
    }

    /// <summary>The model with its other inputs as initializers and with a vector as its output.</summary>
    private static byte[] Rewrite(byte[] file, string data, int outputRank)
    {
        GraphProto graph = ModelProto.Read(file, file.Length).Graph;
        using var model = new MemoryStream();
        foreach ((int field, Range whole, Range value) in Fields(file, 0, file.Length))
        {
            if (field == 7)
            {
                var written = new ProtobufWriter();
                written.WriteBytes(7, ChangeGraph(file, value, graph, data, outputRank));
                model.Write(written.Written);
            }
            else if (field != 8)
            {
                model.Write(file.AsSpan(whole));
            }
        }

        // An operator that is older has not changed up to the oldest set that is read.
        var sets = new ProtobufWriter();
        sets.WriteMessage(8, new OperatorSetProto("", Math.Max(7, ModelProto.Read(file, file.Length).OperatorSets[0].Version)));
        model.Write(sets.Written);
        return model.ToArray();
    }

    private static byte[] ChangeGraph(byte[] file, Range bytes, GraphProto graph, string data, int outputRank)
    {
        using var changed = new MemoryStream();
        foreach ((int field, Range whole, _) in Fields(file, bytes.Start.Value, bytes.End.Value))
        {
            if (field != 12)
            {
                changed.Write(file.AsSpan(whole));
            }
        }

        var added = new ProtobufWriter();
        for (int i = 1; i < graph.Inputs.Count; i++)
        {
            var name = new ProtobufWriter();
            name.WriteString(8, graph.Inputs[i].Name);
            added.WriteBytes(5, [.. File.ReadAllBytes(Path.Combine(data, $"input_{i}.pb")), .. name.Written]);
        }

        string last = graph.Outputs[0].Name;
        if (outputRank == 4)
        {
            added.WriteMessage(1, NodeProto.Create("Transpose", "", [last], "last", AttributeProto.OfIntegers("perm", 0, 2, 3, 1)));
            last = "last";
        }

        added.WriteMessage(1, NodeProto.Create("Flatten", "", [last], "flat"));
        added.WriteMessage(12, ValueInfoProto.Create("flat", null, 1));
        changed.Write(added.Written);
        return changed.ToArray();
    }

    /// <summary>A message's fields: their numbers, where they lie, and where the bytes of those lie that have a length.</summary>
    private static List<(int Field, Range Whole, Range Value)> Fields(byte[] file, int start, int end)
    {
        List<(int Field, Range Whole, Range Value)> fields = [];
        var reader = new ProtobufReader(file, start, end);
        int from = start;
        while (reader.MoveNext())
        {
            int length = 0;
            if (reader.WireType == WireType.LengthDelimited)
            {
                length = reader.ReadBytes().Length;
            }
            else
            {
                reader.Skip();
            }

            fields.Add((reader.Field, from..reader.Position, (reader.Position - length)..reader.Position));
            from = reader.Position;
        }

        return fields;
    }
}
