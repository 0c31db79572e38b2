using System.Buffers.Binary;
using System.Text;

namespace Emnist.Recognition.Onnx.Protobuf;

/// <summary>Writes protobuf fields into a buffer that grows.</summary>
internal sealed class ProtobufWriter
{
    private const int MaxVarint = 10;

    private byte[] _buffer = new byte[4096];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void WriteInteger(int field, long value)
    {
        WriteTag(field, WireType.Varint);
        WriteVarint((ulong)value);
    }

    public void WriteFloat(int field, float value)
    {
        WriteTag(field, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(Reserve(sizeof(float)), value);
        _length += sizeof(float);
    }

    public void WriteBytes(int field, ReadOnlySpan<byte> bytes)
    {
        WriteTag(field, WireType.LengthDelimited);
        WriteVarint((ulong)bytes.Length);
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    public void WriteString(int field, string text) => WriteBytes(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes the message and then, its length being known now, moves it back to make room for that.</summary>
    public void WriteMessage(int field, IProtobufMessage message)
    {
        WriteTag(field, WireType.LengthDelimited);
        int start = _length;
        message.Write(this);
        int length = _length - start;
        Reserve(MaxVarint);
        _length = start;
        int prefix = VarintLength((ulong)length);
        _buffer.AsSpan(start, length).CopyTo(_buffer.AsSpan(start + prefix));
        WriteVarint((ulong)length);
        _length += length;
    }

    public void WriteMessages(int field, IEnumerable<IProtobufMessage> messages)
    {
        foreach (IProtobufMessage message in messages)
        {
            WriteMessage(field, message);
        }
    }

    private static int VarintLength(ulong value)
    {
        int length = 1;
        for (; value >= 0x80; value >>= 7)
        {
            length++;
        }

        return length;
    }

    private void WriteTag(int field, WireType type) => WriteVarint(((ulong)field << 3) | (ulong)type);

    private void WriteVarint(ulong value)
    {
        Span<byte> room = Reserve(MaxVarint);
        int length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            room[length++] = (byte)(value | 0x80);
        }

        room[length++] = (byte)value;
        _length += length;
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Array.Resize(ref _buffer, checked((int)Math.Min(Math.Max(2L * _buffer.Length, (long)_length + count), Array.MaxLength)));
        }

        return _buffer.AsSpan(_length);
    }
}

/// <summary>What can be written as a message within another.</summary>
internal interface IProtobufMessage
{
    void Write(ProtobufWriter writer);
}
