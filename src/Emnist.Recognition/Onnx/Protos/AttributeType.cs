namespace Emnist.Recognition.Onnx.Protos;

/// <summary>The types of onnx.proto's AttributeProto that the library knows.</summary>
internal enum AttributeType
{
    Float = 1,
    Integer = 2,
    Text = 3,
    Tensor = 4,
    Integers = 7,
}
