using Emnist.Recognition.Onnx.Protobuf;

namespace Emnist.Recognition.Onnx.Protos;

/// <summary>onnx.proto's NodeProto: an operator, the values it takes, by name, and those it makes.</summary>
internal sealed class NodeProto : IProtobufMessage
{
    private const int InputField = 1;
    private const int OutputField = 2;
    private const int NameField = 3;
    private const int OperatorField = 4;
    private const int AttributeField = 5;
    private const int DomainField = 7;

    private readonly List<string> _inputs = [];
    private readonly List<string> _outputs = [];
    private readonly List<AttributeProto> _attributes = [];

    private NodeProto(string operatorType, string name)
    {
        OperatorType = operatorType;
        Name = name;
    }

    public string Name { get; private set; }

    public string OperatorType { get; private set; }

    public string Domain { get; private set; } = "";

    public IReadOnlyList<string> Inputs => _inputs;

    public IReadOnlyList<string> Outputs => _outputs;

    public IReadOnlyList<AttributeProto> Attributes => _attributes;

    /// <summary>Where the node lies in the file.</summary>
    public int Offset { get; private init; }

    public static NodeProto Create(
        string operatorType, string name, IEnumerable<string> inputs, string output, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto(operatorType, name);
        node._inputs.AddRange(inputs);
        node._outputs.Add(output);
        node._attributes.AddRange(attributes);
        return node;
    }

    /// <summary>A node that gives the same values under the same name, of another operator, one input and no attributes.</summary>
    public NodeProto As(string operatorType, string input)
    {
        var node = new NodeProto(operatorType, Name) { Offset = Offset };
        node._inputs.Add(input);
        node._outputs.AddRange(_outputs);
        return node;
    }

    public static NodeProto Read(ProtobufReader reader)
    {
        var node = new NodeProto("", "") { Offset = reader.Position };
        while (reader.MoveNext())
        {
            switch (reader.Field)
            {
                case InputField:
                    reader.Add(node._inputs, reader.ReadName(), ModelLimits.NodeValues);
                    break;
                case OutputField:
                    reader.Add(node._outputs, reader.ReadName(), ModelLimits.NodeValues);
                    break;
                case NameField:
                    node.Name = reader.ReadName();
                    break;
                case OperatorField:
                    node.OperatorType = reader.ReadName();
                    break;
                case AttributeField:
                    reader.Add(node._attributes, AttributeProto.Read(reader.ReadMessage()), ModelLimits.Attributes);
                    break;
                case DomainField:
                    node.Domain = reader.ReadName();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return node;
    }

    public void Write(ProtobufWriter writer)
    {
        foreach (string input in _inputs)
        {
            writer.WriteString(InputField, input);
        }

        foreach (string output in _outputs)
        {
            writer.WriteString(OutputField, output);
        }

        writer.WriteString(NameField, Name);
        writer.WriteString(OperatorField, OperatorType);
        writer.WriteMessages(AttributeField, _attributes);
    }
}
