using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Emnist.Recognition.Onnx.Protobuf;

/// <summary>
/// Reads the fields of one protobuf message out of a buffer, copying nothing but strings. Nothing recurses: a message
/// within is a reader of its own, made by whoever knows the field.
/// </summary>
internal struct ProtobufReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _buffer;
    private readonly int _end;

    public ProtobufReader(byte[] buffer, int start, int end)
    {
        _buffer = buffer;
        _end = end;
        Position = start;
    }

    /// <summary>The next byte's place in the file.</summary>
    public int Position { get; private set; }

    /// <summary>The number of the field that was moved to.</summary>
    public int Field { get; private set; }

    public WireType WireType { get; private set; }

    /// <summary>Goes on to the next field, whose value must then be read or skipped; false at the message's end.</summary>
    public bool MoveNext()
    {
        if (Position == _end)
        {
            return false;
        }

        int start = Position;
        ulong tag = ReadVarint();
        (Field, WireType) = ((int)(tag >> 3), (WireType)(tag & 7));
        return tag <= uint.MaxValue && Field > 0
            && WireType is WireType.Varint or WireType.Fixed64 or WireType.LengthDelimited or WireType.Fixed32
            ? true
            : throw ModelFormatException.Damaged(start, "no field begins here");
    }

    public void Skip()
    {
        switch (WireType)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.Fixed32:
                Take(sizeof(uint));
                break;
            default:
                ReadBytes();
                break;
        }
    }

    public long ReadInteger()
    {
        Require(WireType.Varint);
        return (long)ReadVarint();
    }

    public float ReadFloat() => BinaryPrimitives.ReadSingleLittleEndian(ReadFixed32().Span);

    public ReadOnlyMemory<byte> ReadFixed32()
    {
        Require(WireType.Fixed32);
        return _buffer.AsMemory(Take(sizeof(uint)), sizeof(uint));
    }

    public ReadOnlyMemory<byte> ReadFixed64()
    {
        Require(WireType.Fixed64);
        return _buffer.AsMemory(Take(sizeof(ulong)), sizeof(ulong));
    }

    public ReadOnlyMemory<byte> ReadBytes()
    {
        Require(WireType.LengthDelimited);
        int start = Position;
        ulong length = ReadVarint();
        return length <= (ulong)(_end - Position)
            ? _buffer.AsMemory(Take((int)length), (int)length)
            : throw ModelFormatException.Damaged(start, $"{length} bytes are announced where {_end - Position} are left");
    }

    public string ReadString()
    {
        int start = Position;
        try
        {
            return StrictUtf8.GetString(ReadBytes().Span);
        }
        catch (DecoderFallbackException e)
        {
            throw ModelFormatException.Damaged(start, "the text is not UTF-8", e);
        }
    }

    /// <summary>Text that goes into messages to the user, and is short therefore.</summary>
    public string ReadName()
    {
        int start = Position;
        string name = ReadString();
        return Position - start <= ModelLimits.NameBytes
            ? name
            : throw ModelFormatException.Damaged(start, $"a name is longer than {ModelLimits.NameBytes} bytes");
    }

    public ProtobufReader ReadMessage()
    {
        int length = ReadBytes().Length;
        return new ProtobufReader(_buffer, Position - length, Position);
    }

    /// <summary>Adds one integer, or several where they are packed.</summary>
    public void ReadIntegers(List<long> values)
    {
        if (WireType == WireType.Varint)
        {
            Add(values, ReadInteger(), ModelLimits.Integers);
            return;
        }

        ProtobufReader packed = ReadMessage();
        while (packed.Position < packed._end)
        {
            packed.Add(values, (long)packed.ReadVarint(), ModelLimits.Integers);
        }
    }

    /// <summary>Adds one float, or several where they are packed.</summary>
    public void ReadFloats(List<float> values)
    {
        if (WireType == WireType.Fixed32)
        {
            Add(values, ReadFloat(), ModelLimits.Integers);
            return;
        }

        ProtobufReader packed = ReadMessage();
        while (packed.Position < packed._end)
        {
            int place = packed.Take(sizeof(float));
            packed.Add(values, BinaryPrimitives.ReadSingleLittleEndian(_buffer.AsSpan(place, sizeof(float))), ModelLimits.Integers);
        }
    }

    /// <summary>Writes the low 16 bits of one integer, or of several where they are packed: so are 16-bit floats stored.</summary>
    public void ReadHalves(IBufferWriter<byte> halves)
    {
        if (WireType == WireType.Varint)
        {
            Write(halves, ReadVarint());
            return;
        }

        ProtobufReader packed = ReadMessage();
        while (packed.Position < packed._end)
        {
            Write(halves, packed.ReadVarint());
        }

        static void Write(IBufferWriter<byte> halves, ulong half)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(halves.GetSpan(sizeof(ushort)), (ushort)half);
            halves.Advance(sizeof(ushort));
        }
    }

    /// <summary>Adds to a list that a hostile file could make much larger than itself.</summary>
    public readonly void Add<T>(List<T> list, T item, int limit)
    {
        RequireRoom(list.Count, limit);
        list.Add(item);
    }

    /// <summary>Refuses one more of what there are as many as may be.</summary>
    public readonly void RequireRoom(int count, int limit)
    {
        if (count == limit)
        {
            throw ModelFormatException.At(
                Position, $"there are more than {limit} of what is read here", "No model that the library reads has as many.");
        }
    }

    private readonly void Require(WireType expected)
    {
        if (WireType != expected)
        {
            throw ModelFormatException.Damaged(Position, $"field {Field} is stored as {WireType} instead of {expected}");
        }
    }

    private int Take(int count)
    {
        int start = Position;
        if (count > _end - start)
        {
            throw ModelFormatException.Damaged(start, $"{count} bytes are needed where {_end - start} are left");
        }

        Position += count;
        return start;
    }

    private ulong ReadVarint()
    {
        int start = Position;
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = _buffer[Take(1)];
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw ModelFormatException.Damaged(start, "a number is longer than 64 bits");
    }
}

/// <summary>How a field's value is stored (protobuf.dev, "Encoding"). The groups 3 and 4, long abandoned, are not read.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    LengthDelimited = 2,
    Fixed32 = 5,
}
