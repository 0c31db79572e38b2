using Emnist.Recognition.Onnx.Protobuf;

namespace Emnist.Recognition.Onnx.Protos;

/// <summary>onnx.proto's OperatorSetIdProto: which version of the operators a model means.</summary>
internal sealed record OperatorSetProto(string Domain, long Version) : IProtobufMessage
{
    private const int DomainField = 1;
    private const int VersionField = 2;

    /// <summary>Whether these are ONNX's own operators; their domain has two names.</summary>
    public bool IsStandard => IsStandardDomain(Domain);

    /// <summary>Where the entry lies in the file.</summary>
    public int Offset { get; private init; }

    public static bool IsStandardDomain(string domain) => domain is "" or "ai.onnx";

    public static OperatorSetProto Read(ProtobufReader reader)
    {
        int offset = reader.Position;
        (string domain, long version) = ("", 0L);
        while (reader.MoveNext())
        {
            switch (reader.Field)
            {
                case DomainField:
                    domain = reader.ReadName();
                    break;
                case VersionField:
                    version = reader.ReadInteger();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OperatorSetProto(domain, version) { Offset = offset };
    }

    public void Write(ProtobufWriter writer)
    {
        writer.WriteString(DomainField, Domain);
        writer.WriteInteger(VersionField, Version);
    }
}
