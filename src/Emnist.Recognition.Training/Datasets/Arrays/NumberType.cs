namespace Emnist.Recognition.Training.Datasets.Arrays;

/// <summary>The types of numbers, and of text, that arrays of files have.</summary>
internal enum NumberType
{
    Boolean,
    UInt8,
    Int8,
    UInt16,
    Int16,
    UInt32,
    Int32,
    UInt64,
    Int64,
    Float16,
    Float32,
    Float64,

    /// <summary>A fixed count of bytes, padded by zeros.</summary>
    Ascii,

    /// <summary>A fixed count of code points of 32 bits, padded by zeros.</summary>
    Unicode,
}
