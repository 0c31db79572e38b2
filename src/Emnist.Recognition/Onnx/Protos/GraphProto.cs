using Emnist.Recognition.Onnx.Protobuf;

namespace Emnist.Recognition.Onnx.Protos;

/// <summary>onnx.proto's GraphProto: nodes in the order of their work, and the tensors they use.</summary>
internal sealed class GraphProto : IProtobufMessage
{
    private const string GraphName = "network";
    private const int NodeField = 1;
    private const int NameField = 2;
    private const int InitializerField = 5;
    private const int InputField = 11;
    private const int OutputField = 12;

    public List<NodeProto> Nodes { get; } = [];

    public List<TensorProto> Initializers { get; } = [];

    public List<ValueInfoProto> Inputs { get; } = [];

    public List<ValueInfoProto> Outputs { get; } = [];

    public static GraphProto Read(ProtobufReader reader)
    {
        var graph = new GraphProto();
        while (reader.MoveNext())
        {
            switch (reader.Field)
            {
                case NodeField:
                    reader.Add(graph.Nodes, NodeProto.Read(reader.ReadMessage()), ModelLimits.Nodes);
                    break;
                case InitializerField:
                    reader.Add(graph.Initializers, TensorProto.Read(reader.ReadMessage()), ModelLimits.Initializers);
                    break;
                case InputField:
                    reader.Add(graph.Inputs, ValueInfoProto.Read(reader.ReadMessage()), ModelLimits.Initializers);
                    break;
                case OutputField:
                    reader.Add(graph.Outputs, ValueInfoProto.Read(reader.ReadMessage()), ModelLimits.NodeValues);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return graph;
    }

    public void Write(ProtobufWriter writer)
    {
        writer.WriteMessages(NodeField, Nodes);
        writer.WriteString(NameField, GraphName);
        writer.WriteMessages(InitializerField, Initializers);
        writer.WriteMessages(InputField, Inputs);
        writer.WriteMessages(OutputField, Outputs);
    }
}
