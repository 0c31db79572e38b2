using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Emnist.Recognition.Onnx.Protobuf;

namespace Emnist.Recognition.Onnx.Protos;

/// <summary>onnx.proto's TensorProto. Read tensors hold as many values as their dimensions say, in the file's own bytes.</summary>
internal sealed class TensorProto : IProtobufMessage
{
    private const int DimensionsField = 1;
    private const int ElementTypeField = 2;
    private const int FloatDataField = 4;
    private const int Int32DataField = 5;
    private const int Int64DataField = 7;
    private const int NameField = 8;
    private const int RawDataField = 9;
    private const int ExternalDataField = 13;

    private readonly List<long> _integers = [];
    private int[] _dimensions = [];
    private ReadOnlyMemory<byte> _data;

    private TensorProto()
    {
    }

    public string Name { get; private set; } = "";

    public ElementType ElementType { get; private set; }

    public ReadOnlySpan<int> Dimensions => _dimensions;

    /// <summary>Values by the dimensions.</summary>
    public int Count { get; private set; }

    public static TensorProto Create(string name, ReadOnlySpan<int> dimensions, ReadOnlySpan<float> values)
    {
        byte[] data = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * sizeof(float)), values[i]);
        }

        return new TensorProto
        {
            Name = name, ElementType = ElementType.Float, _dimensions = dimensions.ToArray(), Count = values.Length, _data = data,
        };
    }

    /// <summary>A list of 64-bit integers.</summary>
    public static TensorProto Create(string name, params ReadOnlySpan<long> values)
    {
        byte[] data = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(i * sizeof(long)), values[i]);
        }

        return new TensorProto
        {
            Name = name, ElementType = ElementType.Int64, _dimensions = [values.Length], Count = values.Length, _data = data,
        };
    }

    public static TensorProto Read(ProtobufReader reader)
    {
        int start = reader.Position;
        var tensor = new TensorProto();
        var dimensions = new List<long>();
        ArrayBufferWriter<byte>? pieces = null;
        while (reader.MoveNext())
        {
            switch (reader.Field)
            {
                case DimensionsField:
                    reader.ReadIntegers(dimensions);
                    break;
                case ElementTypeField:
                    tensor.ElementType = (ElementType)(int)Math.Clamp(reader.ReadInteger(), 0, int.MaxValue);
                    break;
                case FloatDataField when reader.WireType == WireType.Fixed32:
                    (pieces ??= new ArrayBufferWriter<byte>()).Write(reader.ReadFixed32().Span);
                    break;
                case FloatDataField or RawDataField when tensor._data.IsEmpty:
                    tensor._data = reader.ReadBytes();
                    break;
                case FloatDataField or RawDataField:
                    throw ModelFormatException.Damaged(reader.Position, "the tensor's data begin a second time");
                case Int32DataField or Int64DataField:
                    reader.ReadIntegers(tensor._integers);
                    break;
                case NameField:
                    tensor.Name = reader.ReadName();
                    break;
                case ExternalDataField:
                    throw ModelFormatException.At(
                        start, $"the data of tensor '{tensor.Name}' are in another file", "Save the model with its data inside.");
                default:
                    reader.Skip();
                    break;
            }
        }

        if (pieces is not null && tensor._data.IsEmpty)
        {
            tensor._data = pieces.WrittenMemory;
        }

        tensor.SetDimensions(dimensions, start);
        return tensor;
    }

    public void Write(ProtobufWriter writer)
    {
        foreach (int dimension in _dimensions)
        {
            writer.WriteInteger(DimensionsField, dimension);
        }

        writer.WriteInteger(ElementTypeField, (int)ElementType);
        writer.WriteString(NameField, Name);
        writer.WriteBytes(RawDataField, _data.Span);
    }

    /// <summary>Copies the values of a tensor of floats.</summary>
    public void CopyTo(Span<float> values)
    {
        ReadOnlySpan<byte> data = _data.Span;
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(data).CopyTo(values);
            return;
        }

        for (int i = 0; i < Count; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(data[(i * sizeof(float))..]);
        }
    }

    /// <summary>The values of a tensor of floats.</summary>
    public float[] ToFloats()
    {
        float[] values = new float[Count];
        CopyTo(values);
        return values;
    }

    /// <summary>The values of a tensor of integers or truth values.</summary>
    public long[] ToIntegers()
    {
        if (_data.IsEmpty)
        {
            return [.. _integers];
        }

        long[] values = new long[Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ElementType == ElementType.Int64
                ? BinaryPrimitives.ReadInt64LittleEndian(_data.Span[(i * sizeof(long))..])
                : _data.Span[i];
        }

        return values;
    }

    private void SetDimensions(List<long> dimensions, int start)
    {
        long count = 1;
        foreach (long dimension in dimensions)
        {
            count = dimension is >= 0 and <= ModelLimits.ModelBytes ? count * dimension : long.MaxValue;
            if (count > ModelLimits.ModelBytes)
            {
                throw ModelFormatException.Damaged(
                    start, $"tensor '{Name}' has the impossible dimensions [{string.Join(", ", dimensions)}]");
            }
        }

        long expected = ElementType switch
        {
            ElementType.Float => count * sizeof(float),
            ElementType.Int64 or ElementType.Bool when _data.IsEmpty => count,
            ElementType.Int64 => count * sizeof(long),
            ElementType.Bool => count,
            _ => -1,
        };
        long actual = ElementType != ElementType.Float && _data.IsEmpty ? _integers.Count : _data.Length;
        if (expected >= 0 && expected != actual)
        {
            throw ModelFormatException.Damaged(
                start, $"tensor '{Name}' of the dimensions [{string.Join(", ", dimensions)}] does not hold as many values");
        }

        _dimensions = [.. dimensions.Select(static dimension => (int)dimension)];
        Count = (int)count;
    }
}

/// <summary>The element types of onnx.proto's TensorProto that the library knows.</summary>
internal enum ElementType
{
    Float = 1,
    Int64 = 7,
    Bool = 9,
}
