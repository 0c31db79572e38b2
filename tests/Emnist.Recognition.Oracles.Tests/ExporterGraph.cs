using Emnist.Recognition.Onnx.Protobuf;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>Puts an ONNX file together as an exporter would, with random weights. The input is "x".</summary>
internal sealed class ExporterGraph
{
    private readonly Random _random;
    private readonly List<(int Field, IProtobufMessage Message)> _fields = [];
    private int _count;

    public ExporterGraph(int operatorSet, int seed, params IReadOnlyList<int?> input)
        : this(operatorSet, seed, elementType: 1, input)
    {
    }

    public ExporterGraph(int operatorSet, int seed, int elementType, IReadOnlyList<int?> input)
    {
        OperatorSet = operatorSet;
        InputSizes = input;
        _random = new Random(seed);
        _fields.Add((11, new Fields(value =>
        {
            value.WriteString(1, "x");
            value.WriteMessage(2, new Fields(type => type.WriteMessage(1, new Fields(tensor =>
            {
                tensor.WriteInteger(1, elementType);
                tensor.WriteMessage(2, new Fields(shape =>
                {
                    foreach (int? size in input)
                    {
                        shape.WriteMessage(1, new Fields(dimension => WriteSize(dimension, size)));
                    }
                }));
            }))));
        })));
    }

    public int OperatorSet { get; }

    /// <summary>The sizes of the input, null where it leaves them open.</summary>
    public IReadOnlyList<int?> InputSizes { get; }

    /// <summary>Whether nodes are written last first.</summary>
    public bool IsBackwards { get; init; }

    public static AttributeProto Int(string name, long value) => AttributeProto.OfInteger(name, value);

    public static AttributeProto Ints(string name, params ReadOnlySpan<int> values) => AttributeProto.OfIntegers(name, values);

    public static AttributeProto Text(string name, string value) => AttributeProto.OfText(name, value);

    public static AttributeProto Real(string name, float value) => AttributeProto.OfFloat(name, value);

    /// <returns>The name of what the node makes.</returns>
    public string Node(string operatorType, string inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        string output = $"v{++_count}";
        _fields.Add((1, NodeProto.Create(operatorType, $"{operatorType}_{_count}", inputs.Split(' '), output, attributes)));
        return output;
    }

    /// <summary>Random floats of -1 to 1, of a deviation that keeps values of a layer as large as those before it.</summary>
    public string Weights(params int[] sizes)
    {
        int length = sizes.Aggregate(1, static (product, size) => product * size);
        double scale = sizes.Length < 2 ? 1 : Math.Sqrt(3.0 / (length / Math.Max(1, Math.Min(sizes[0], sizes[^1]))));
        return Floats(sizes, [.. Enumerable.Range(0, length).Select(_ => (float)(((2 * _random.NextDouble()) - 1) * scale))]);
    }

    /// <summary>Random floats of 0.5 to 1.5, such as variances are.</summary>
    public string Positive(params int[] sizes) => Floats(
        sizes, [.. Enumerable.Range(0, sizes.Aggregate(1, static (product, size) => product * size)).Select(_ => 0.5f + _random.NextSingle())]);

    public string Floats(int[] sizes, params float[] values)
    {
        string name = $"t{++_count}";
        _fields.Add((5, TensorProto.Create(name, sizes, values)));
        return name;
    }

    /// <summary>A list of 64-bit integers, as an initializer.</summary>
    public string Integers(params long[] values)
    {
        string name = $"t{++_count}";
        _fields.Add((5, new Fields(writer => WriteIntegers(writer, name, values, isList: true))));
        return name;
    }

    /// <summary>A Constant node of one integer, or of a list.</summary>
    public string IntegerNode(bool isList, params long[] values) => TensorNode(tensor => WriteIntegers(tensor, "", values, isList));

    /// <summary>A Constant node of one float without dimensions.</summary>
    public string FloatNode(float value) => TensorNode(TensorProto.Create("", [], [value]).Write);

    /// <summary>A Constant node with any attribute.</summary>
    public string ConstantNode(Action<ProtobufWriter> attribute) => NodeOf("Constant", null, attribute);

    /// <summary>A node with an attribute of any type.</summary>
    public string NodeOf(string operatorType, string? input, Action<ProtobufWriter> attribute)
    {
        string output = $"v{++_count}";
        _fields.Add((1, new Fields(node =>
        {
            if (input is not null)
            {
                node.WriteString(1, input);
            }

            node.WriteString(2, output);
            node.WriteString(4, operatorType);
            node.WriteMessage(5, new Fields(attribute));
        })));
        return output;
    }

    /// <summary>A node of several outputs, which bear the name of the first with a number.</summary>
    public string NodeOfOutputs(string operatorType, string input, int outputs, params AttributeProto[] attributes)
    {
        string output = $"v{++_count}";
        _fields.Add((1, new Fields(node =>
        {
            node.WriteString(1, input);
            for (int i = 0; i < outputs; i++)
            {
                node.WriteString(2, i == 0 ? output : $"{output}_{i}");
            }

            node.WriteString(4, operatorType);
            node.WriteMessages(5, attributes);
        })));
        return output;
    }

    /// <summary>A tensor with any fields, named as is returned.</summary>
    public string Tensor(Action<ProtobufWriter> fields)
    {
        string name = $"t{++_count}";
        _fields.Add((5, new Fields(writer =>
        {
            fields(writer);
            writer.WriteString(8, name);
        })));
        return name;
    }

    public byte[] Build(string output)
    {
        var writer = new ProtobufWriter();
        writer.WriteInteger(1, OperatorSet < 25 ? 8 : 13);
        writer.WriteMessage(8, new OperatorSetProto("", OperatorSet));
        writer.WriteMessage(7, new Fields(graph =>
        {
            var nodes = _fields.Where(static field => field.Field == 1).ToList();
            if (IsBackwards)
            {
                nodes.Reverse();
            }

            foreach ((int field, IProtobufMessage message) in nodes.Concat(_fields.Where(static field => field.Field != 1)))
            {
                graph.WriteMessage(field, message);
            }

            graph.WriteString(2, "graph");
            graph.WriteMessage(12, new Fields(value =>
            {
                value.WriteString(1, output);
                value.WriteMessage(2, new Fields(static type => type.WriteMessage(1, new Fields(static tensor => tensor.WriteInteger(1, 1)))));
            }));
        }));
        return writer.Written.ToArray();
    }

    private string TensorNode(Action<ProtobufWriter> tensor) => ConstantNode(attribute =>
    {
        attribute.WriteString(1, "value");
        attribute.WriteMessage(5, new Fields(tensor));
        attribute.WriteInteger(20, 4);
    });

    private static void WriteIntegers(ProtobufWriter writer, string name, long[] values, bool isList)
    {
        if (isList)
        {
            writer.WriteInteger(1, values.Length);
        }

        writer.WriteInteger(2, 7);
        foreach (long value in values)
        {
            writer.WriteInteger(7, value);
        }

        writer.WriteString(8, name);
    }

    private static void WriteSize(ProtobufWriter dimension, int? size)
    {
        if (size is { } known)
        {
            dimension.WriteInteger(1, known);
        }
        else
        {
            dimension.WriteString(2, "batch");
        }
    }

    internal sealed class Fields(Action<ProtobufWriter> write) : IProtobufMessage
    {
        public void Write(ProtobufWriter writer) => write(writer);
    }
}
