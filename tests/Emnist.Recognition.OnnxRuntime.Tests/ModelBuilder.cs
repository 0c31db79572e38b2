using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Emnist.Recognition.OnnxRuntime.Tests;

/// <summary>Puts an ONNX file together, of any operators: field numbers are those of onnx.proto.</summary>
internal sealed class ModelBuilder
{
    private readonly List<(int Field, ProtobufMessage Message)> _graph = [];
    private readonly List<(string Key, string Value)> _metadata = [];
    private int _count;

    /// <param name="name">The input's name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="sizes">Its sizes, -1 for an open one.</param>
    public string Input(string name, TensorElementType type, params int[] sizes)
    {
        var shape = new ProtobufMessage();
        foreach (int size in sizes)
        {
            shape.Message(1, size < 0 ? new ProtobufMessage().Text(2, $"open{_count++}") : new ProtobufMessage().Integer(1, size));
        }

        ProtobufMessage tensor = new ProtobufMessage().Integer(1, (int)type).Message(2, shape);
        _graph.Add((11, new ProtobufMessage().Text(1, name).Message(2, new ProtobufMessage().Message(1, tensor))));
        return name;
    }

    /// <summary>An output that is a tensor, of any shape.</summary>
    public void Output(string name, TensorElementType type = TensorElementType.Float) =>
        Output(name, new ProtobufMessage().Message(1, new ProtobufMessage().Integer(1, (int)type)));

    /// <summary>An output that is a list of maps to floats, as scikit-learn's exporter writes it.</summary>
    public void MapsOutput(string name, TensorElementType key)
    {
        ProtobufMessage real = new ProtobufMessage().Message(1, new ProtobufMessage().Integer(1, (int)TensorElementType.Float));
        ProtobufMessage map = new ProtobufMessage().Message(5, new ProtobufMessage().Integer(1, (int)key).Message(2, real));
        Output(name, new ProtobufMessage().Message(4, new ProtobufMessage().Message(1, map)));
    }

    /// <returns>The name of what the node makes.</returns>
    public string Node(string operatorType, string[] inputs, params ProtobufMessage[] attributes) =>
        Node("", operatorType, inputs, 1, attributes)[0];

    public string[] Node(string domain, string operatorType, string[] inputs, int outputs, params ProtobufMessage[] attributes)
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => $"v{_count++}")];
        var node = new ProtobufMessage();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        foreach (string name in names)
        {
            node.Text(2, name);
        }

        node.Text(4, operatorType).Text(7, domain);
        foreach (ProtobufMessage attribute in attributes)
        {
            node.Message(5, attribute);
        }

        _graph.Add((1, node));
        return names;
    }

    public string Rename(string value, string name)
    {
        _graph.Add((1, new ProtobufMessage().Text(1, value).Text(2, name).Text(4, "Identity")));
        return name;
    }

    public string Floats(int[] sizes, params float[] values) =>
        Constant(TensorElementType.Float, sizes, MemoryMarshal.AsBytes<float>(values));

    public string Integers(params long[] values) =>
        Constant(TensorElementType.Int64, [values.Length], MemoryMarshal.AsBytes<long>(values));

    public static ProtobufMessage Attribute(string name, long value) =>
        new ProtobufMessage().Text(1, name).Integer(3, value).Integer(20, 2);

    public static ProtobufMessage Attribute(string name, string value) => new ProtobufMessage().Text(1, name).Text(4, value).Integer(20, 3);

    public static ProtobufMessage Attribute(string name, params long[] values) =>
        values.Aggregate(new ProtobufMessage().Text(1, name), static (message, value) => message.Integer(8, value)).Integer(20, 7);

    public static ProtobufMessage Attribute(string name, params float[] values) =>
        values.Aggregate(new ProtobufMessage().Text(1, name), static (message, value) => message.Real(7, value)).Integer(20, 6);

    public static ProtobufMessage Attribute(string name, params string[] values) =>
        values.Aggregate(new ProtobufMessage().Text(1, name), static (message, value) => message.Text(9, value)).Integer(20, 8);

    public void Metadata(string key, string value) => _metadata.Add((key, value));

    public byte[] Build()
    {
        var graph = new ProtobufMessage().Text(2, "graph");
        foreach ((int field, ProtobufMessage message) in _graph)
        {
            graph.Message(field, message);
        }

        ProtobufMessage file = new ProtobufMessage().Integer(1, 8)
            .Message(8, new ProtobufMessage().Text(1, "").Integer(2, 17))
            .Message(8, new ProtobufMessage().Text(1, "ai.onnx.ml").Integer(2, 3))
            .Message(7, graph);
        foreach ((string key, string value) in _metadata)
        {
            file.Message(14, new ProtobufMessage().Text(1, key).Text(2, value));
        }

        return file.ToArray();
    }

    private void Output(string name, ProtobufMessage type) => _graph.Add((12, new ProtobufMessage().Text(1, name).Message(2, type)));

    private string Constant(TensorElementType type, int[] sizes, ReadOnlySpan<byte> bytes)
    {
        string name = $"t{_count++}";
        ProtobufMessage tensor = sizes.Aggregate(new ProtobufMessage(), static (message, size) => message.Integer(1, size));
        _graph.Add((5, tensor.Integer(2, (int)type).Text(8, name).Bytes(9, bytes)));
        return name;
    }
}
