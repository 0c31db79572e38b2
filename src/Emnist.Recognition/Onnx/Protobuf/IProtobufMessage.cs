namespace Emnist.Recognition.Onnx.Protobuf;

/// <summary>What can be written as a message within another.</summary>
internal interface IProtobufMessage
{
    void Write(ProtobufWriter writer);
}
