using Emnist.Recognition.Onnx.Protobuf;

namespace Emnist.Recognition.Onnx.Protos;

/// <summary>
/// onnx.proto's ModelProto: the whole file. The graph is written last, against the order of the fields' numbers, so
/// that a file cut short anywhere has no whole graph.
/// </summary>
internal sealed class ModelProto : IProtobufMessage
{
    private const string Producer = "Emnist.Recognition";
    private const int FormatVersionField = 1;
    private const int ProducerField = 2;
    private const int GraphField = 7;
    private const int OperatorSetField = 8;
    private const int MetadataField = 14;

    /// <summary>The version of onnx.proto that the file keeps to.</summary>
    public int FormatVersion { get; init; }

    public List<OperatorSetProto> OperatorSets { get; } = [];

    public List<MetadataProto> Metadata { get; } = [];

    public required GraphProto Graph { get; init; }

    public static ModelProto Read(byte[] file, int length)
    {
        var reader = new ProtobufReader(file, 0, length);
        var operatorSets = new List<OperatorSetProto>();
        var metadata = new List<MetadataProto>();
        GraphProto? graph = null;
        while (reader.MoveNext())
        {
            switch (reader.Field)
            {
                case GraphField when graph is not null:
                    throw ModelFormatException.Damaged(reader.Position, "a second graph begins");
                case GraphField:
                    graph = GraphProto.Read(reader.ReadMessage());
                    break;
                case OperatorSetField:
                    reader.Add(operatorSets, OperatorSetProto.Read(reader.ReadMessage()), ModelLimits.NodeValues);
                    break;
                case MetadataField:
                    reader.Add(metadata, MetadataProto.Read(reader.ReadMessage()), ModelLimits.MetadataEntries);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        var model = new ModelProto { Graph = graph ?? throw ModelFormatException.Damaged(length, "the file ends, and there was no graph") };
        model.OperatorSets.AddRange(operatorSets);
        model.Metadata.AddRange(metadata);
        return model;
    }

    public void Write(ProtobufWriter writer)
    {
        writer.WriteInteger(FormatVersionField, FormatVersion);
        writer.WriteString(ProducerField, Producer);
        writer.WriteMessages(OperatorSetField, OperatorSets);
        writer.WriteMessages(MetadataField, Metadata);
        writer.WriteMessage(GraphField, Graph);
    }
}
