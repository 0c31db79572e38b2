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

    /// <summary>Reads text, with a replacement character for what is none.</summary>
    /// <param name="element">The text in the file.</param>
    /// <param name="text">Takes the characters: no fewer than there are bytes.</param>
    /// <returns>How many characters it has.</returns>
    public int ReadText(ReadOnlySpan<byte> element, Span<char> text)
    {
        if (Type == NumberType.Ascii)
        {
            return Encoding.UTF8.GetChars(element, text);
        }

        int length = 0;
        for (int i = 0; i < element.Length; i += 4)
        {
            Rune rune = Rune.TryCreate(ReadUInt32(element[i..]), out Rune known) ? known : Rune.ReplacementChar;
            length += rune.EncodeToUtf16(text[length..]);
        }

        return length;
    }

    private ushort ReadUInt16(ReadOnlySpan<byte> element) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(element) : BinaryPrimitives.ReadUInt16LittleEndian(element);

    private uint ReadUInt32(ReadOnlySpan<byte> element) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(element) : BinaryPrimitives.ReadUInt32LittleEndian(element);

    private ulong ReadUInt64(ReadOnlySpan<byte> element) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(element) : BinaryPrimitives.ReadUInt64LittleEndian(element);
}
