using System.Buffers.Binary;
using System.Text;

namespace Emnist.Recognition.Training.Datasets.Arrays;

/// <summary>How an element lies in a file.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Size">Its bytes; 0 is allowed for text.</param>
/// <param name="IsBigEndian">Whether the first byte is the highest.</param>
internal readonly record struct ElementFormat(NumberType Type, int Size, bool IsBigEndian = false)
{
    public bool IsText => Type is NumberType.Ascii or NumberType.Unicode;

    public double ReadNumber(ReadOnlySpan<byte> element) => Type switch
    {
        NumberType.Boolean or NumberType.UInt8 => element[0],
        NumberType.Int8 => (sbyte)element[0],
        NumberType.UInt16 => ReadUInt16(element),
        NumberType.Int16 => (short)ReadUInt16(element),
        NumberType.UInt32 => ReadUInt32(element),
        NumberType.Int32 => (int)ReadUInt32(element),
        NumberType.UInt64 => ReadUInt64(element),
        NumberType.Int64 => (long)ReadUInt64(element),
        NumberType.Float16 => (double)BitConverter.UInt16BitsToHalf(ReadUInt16(element)),
        NumberType.Float32 => BitConverter.UInt32BitsToSingle(ReadUInt32(element)),
        NumberType.Float64 => BitConverter.UInt64BitsToDouble(ReadUInt64(element)),
        _ => throw new InvalidOperationException("Text is no number."),
    };

    /// <summary>The text, with a replacement character for what is none.</summary>
    public string ReadText(ReadOnlySpan<byte> element) => (Type, IsBigEndian) switch
    {
        (NumberType.Ascii, _) => Encoding.UTF8.GetString(element),
        (_, true) => new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetString(element),
        _ => Encoding.UTF32.GetString(element),
    };

    private ushort ReadUInt16(ReadOnlySpan<byte> element) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(element) : BinaryPrimitives.ReadUInt16LittleEndian(element);

    private uint ReadUInt32(ReadOnlySpan<byte> element) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(element) : BinaryPrimitives.ReadUInt32LittleEndian(element);

    private ulong ReadUInt64(ReadOnlySpan<byte> element) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(element) : BinaryPrimitives.ReadUInt64LittleEndian(element);
}
