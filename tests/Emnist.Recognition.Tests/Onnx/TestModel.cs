using System.Runtime.InteropServices;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Onnx.Protobuf;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Tests.Onnx;

/// <summary>ONNX files as other exporters write them, or as nobody should: put together from any fields.</summary>
internal sealed class TestModel
{
    private readonly GraphFields _graph = new();
    private readonly List<MetadataProto> _metadata = [];

    public long OperatorSet { get; init; } = 13;

    /// <summary>Fields that come before the graph in the file.</summary>
    public Action<ProtobufWriter> Extra { get; init; } = static _ => { };

    /// <summary>A model whose input "x" has the sizes given after the batch, which is unknown.</summary>
    public static TestModel Of(params ReadOnlySpan<int> sizes)
    {
        var model = new TestModel();
        model._graph.Add(11, ValueInfoProto.Create("x", batch: null, sizes));
        return model;
    }

    public TestModel Node(string operatorType, string inputs, string output, params ReadOnlySpan<AttributeProto> attributes) =>
        Field(1, NodeProto.Create(operatorType, $"node {output}", inputs.Split(' '), output, attributes));

    /// <summary>Values 0.5, 1.5, 2.5 and so on.</summary>
    public TestModel Floats(string name, params int[] dimensions) =>
        Field(5, TensorProto.Create(name, dimensions, Values(dimensions)));

    public TestModel Integers(string name, params long[] values) => Tensor(writer =>
    {
        writer.WriteInteger(1, values.Length);
        writer.WriteInteger(2, 7);
        writer.WriteString(8, name);
        writer.WriteBytes(9, MemoryMarshal.AsBytes<long>(values));
    });

    public TestModel Tensor(Action<ProtobufWriter> fields) => Field(5, new Fields(fields));

    public TestModel Fact(string key, string value)
    {
        _metadata.Add(new MetadataProto(key, value));
        return this;
    }

    /// <summary>Any field of the graph.</summary>
    public TestModel Field(int number, IProtobufMessage message)
    {
        _graph.Add(number, message);
        return this;
    }

    public byte[] Bytes(string output = "y")
    {
        var writer = new ProtobufWriter();
        writer.WriteInteger(1, 8);
        writer.WriteMessage(8, new OperatorSetProto("", OperatorSet));
        writer.WriteMessages(14, _metadata);
        Extra(writer);
        writer.WriteMessage(7, _graph.And(12, ValueInfoProto.Create(output, batch: null, 1)));
        return writer.Written.ToArray();
    }

    public OnnxModel Load(string output = "y") => OnnxModel.Load(new MemoryStream(Bytes(output)));

    public static float[] Values(params int[] dimensions) =>
        [.. Enumerable.Range(0, dimensions.Aggregate(1, (product, size) => product * size)).Select(i => i + 0.5f)];

    internal sealed class Fields(Action<ProtobufWriter> write) : IProtobufMessage
    {
        public void Write(ProtobufWriter writer) => write(writer);
    }

    private sealed class GraphFields : IProtobufMessage
    {
        private readonly List<(int Number, IProtobufMessage Message)> _fields = [];

        public void Add(int number, IProtobufMessage message) => _fields.Add((number, message));

        public void CopyTo(GraphFields other) => other._fields.AddRange(_fields);

        public GraphFields And(int number, IProtobufMessage message)
        {
            var graph = new GraphFields();
            CopyTo(graph);
            graph.Add(number, message);
            return graph;
        }

        public void Write(ProtobufWriter writer)
        {
            foreach ((int number, IProtobufMessage message) in _fields)
            {
                writer.WriteMessage(number, message);
            }
        }
    }
}
