namespace Emnist.Recognition.Onnx.Protos;

/// <summary>The element types of onnx.proto's TensorProto that the library knows.</summary>
internal enum ElementType
{
    Float = 1,
    UInt8 = 2,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    BFloat16 = 16,
}

internal static class ElementTypes
{
    extension(ElementType type)
    {
        /// <summary>Whether it is one of floats, of whichever size.</summary>
        public bool IsFloat => type is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16;
    }
}
