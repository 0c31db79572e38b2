namespace Emnist.Recognition.Onnx.Protos;

/// <summary>The element types of onnx.proto's TensorProto that the library knows.</summary>
internal enum ElementType
{
    Float = 1,
    Int64 = 7,
    Bool = 9,
}
