namespace Emnist.Recognition.Training.Datasets.Mat;

/// <summary>The types of elements in a MATLAB 5 file that are read; the others are passed over.</summary>
internal enum MatType
{
    Int8 = 1,
    UInt8 = 2,
    Int16 = 3,
    UInt16 = 4,
    Int32 = 5,
    UInt32 = 6,
    Single = 7,
    Double = 9,
    Int64 = 12,
    UInt64 = 13,
    Matrix = 14,
    Compressed = 15,
}

/// <summary>What stands before an element.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Length">The bytes of its content.</param>
/// <param name="Small">The content where it stands in the tag itself; else null.</param>
internal readonly record struct MatTag(MatType Type, uint Length, byte[]? Small);
