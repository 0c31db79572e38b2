using Emnist.Recognition.Onnx.Protobuf;

namespace Emnist.Recognition.Onnx.Protos;

/// <summary>onnx.proto's StringStringEntryProto: one fact about a model.</summary>
internal sealed record MetadataProto(string Key, string Value) : IProtobufMessage
{
    private const int KeyField = 1;
    private const int ValueField = 2;

    /// <summary>Where the fact lies in the file.</summary>
    public int Offset { get; private init; }

    public static MetadataProto Read(ProtobufReader reader)
    {
        int offset = reader.Position;
        (string key, string value) = ("", "");
        while (reader.MoveNext())
        {
            switch (reader.Field)
            {
                case KeyField:
                    key = reader.ReadName();
                    break;
                case ValueField:
                    value = reader.ReadString();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new MetadataProto(key, value) { Offset = offset };
    }

    public void Write(ProtobufWriter writer)
    {
        writer.WriteString(KeyField, Key);
        writer.WriteString(ValueField, Value);
    }
}
