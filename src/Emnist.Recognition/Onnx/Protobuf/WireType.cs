namespace Emnist.Recognition.Onnx.Protobuf;

/// <summary>How a field's value is stored (protobuf.dev, "Encoding"). The groups 3 and 4, long abandoned, are not read.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    LengthDelimited = 2,
    Fixed32 = 5,
}
