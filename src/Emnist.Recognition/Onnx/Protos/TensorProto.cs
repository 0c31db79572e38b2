using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Emnist.Recognition.Onnx.Protobuf;

namespace Emnist.Recognition.Onnx.Protos;

/// <summary>
/// onnx.proto's TensorProto. Read tensors hold as many values as their dimensions say, in the file's own bytes; unless these lie
/// in another file, from which <see cref="Attach"/> takes them.
/// </summary>
internal sealed class TensorProto : IProtobufMessage
{
    private const int DimensionsField = 1;
    private const int ElementTypeField = 2;
    private const int FloatDataField = 4;
    private const int Int32DataField = 5;
    private const int Int64DataField = 7;
    private const int NameField = 8;
    private const int RawDataField = 9;
    private const int DoubleDataField = 10;
    private const int ExternalDataField = 13;
    private const int LocationField = 14;

    private readonly List<long> _integers = [];
    private readonly List<MetadataProto> _external = [];
    private int[] _dimensions = [];
    private ReadOnlyMemory<byte> _data;

    private TensorProto()
    {
    }

    public string Name { get; private set; } = "";

    public ElementType ElementType { get; private set; }

    /// <summary>Whether the values are floats, of whichever size: <see cref="CopyTo"/> makes 32-bit floats of them.</summary>
    public bool IsFloats => ElementType.IsFloat;

    public bool IsIntegers => ElementType is ElementType.Int32 or ElementType.Int64;

    public ReadOnlySpan<int> Dimensions => _dimensions;

    /// <summary>Values by the dimensions.</summary>
    public int Count { get; private set; }

    /// <summary>Where the tensor lies in the file.</summary>
    public int Offset { get; private init; }

    /// <summary>Whether the values lie in another file and were not attached yet.</summary>
    public bool IsExternal { get; private set; }

    /// <summary>Which other file, and where in it, by the keys that ONNX has for that.</summary>
    public IReadOnlyList<MetadataProto> External => _external;

    /// <summary>Bytes of the values as raw data; -1 where the element type is not known here.</summary>
    public long ByteCount => (long)Count * ElementSize(ElementType);

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

    /// <summary>64-bit integers of any dimensions.</summary>
    public static TensorProto CreateIntegers(ReadOnlySpan<int> dimensions, ReadOnlySpan<long> values)
    {
        var tensor = new TensorProto { ElementType = ElementType.Int64, _dimensions = dimensions.ToArray(), Count = values.Length };
        tensor._integers.AddRange(values);
        return tensor;
    }

    public static TensorProto Read(ProtobufReader reader)
    {
        int start = reader.Position;
        var tensor = new TensorProto { Offset = start };
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
                case DoubleDataField when reader.WireType == WireType.Fixed64:
                    (pieces ??= new ArrayBufferWriter<byte>()).Write(reader.ReadFixed64().Span);
                    break;
                case Int32DataField when tensor.ElementType is ElementType.Float16 or ElementType.BFloat16:
                    reader.ReadHalves(pieces ??= new ArrayBufferWriter<byte>());
                    break;
                case FloatDataField or DoubleDataField or RawDataField when tensor._data.IsEmpty:
                    tensor._data = reader.ReadBytes();
                    break;
                case FloatDataField or DoubleDataField or RawDataField:
                    throw ModelFormatException.Damaged(reader.Position, "the tensor's data begin a second time");
                case Int32DataField or Int64DataField:
                    reader.ReadIntegers(tensor._integers);
                    break;
                case NameField:
                    tensor.Name = reader.ReadName();
                    break;
                case ExternalDataField:
                    reader.Add(tensor._external, MetadataProto.Read(reader.ReadMessage()), ModelLimits.NodeValues);
                    break;
                case LocationField:
                    tensor.IsExternal = reader.ReadInteger() != 0;
                    break;
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

    /// <summary>Takes the values of another file: <see cref="ByteCount"/> bytes.</summary>
    public void Attach(ReadOnlyMemory<byte> data)
    {
        Debug.Assert(IsExternal && data.Length == ByteCount);
        _data = data;
        IsExternal = false;
    }

    /// <summary>The same values under other dimensions, which hold as many.</summary>
    public TensorProto WithDimensions(ReadOnlySpan<int> dimensions)
    {
        var tensor = (TensorProto)MemberwiseClone();
        tensor._dimensions = dimensions.ToArray();
        Debug.Assert(dimensions.ToArray().Aggregate(1L, static (product, size) => product * size) == Count);
        return tensor;
    }

    /// <summary>Copies the values of a tensor of floats.</summary>
    public void CopyTo(Span<float> values)
    {
        Debug.Assert(IsFloats && !IsExternal);
        ReadOnlySpan<byte> data = _data.Span;
        if (ElementType == ElementType.Float && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(data).CopyTo(values);
            return;
        }

        int size = ElementSize(ElementType);
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<byte> bytes = data.Slice(i * size, size);
            values[i] = ElementType switch
            {
                ElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(bytes),
                ElementType.Double => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
                ElementType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
                _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
            };
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
        Debug.Assert(!IsExternal);
        if (_data.IsEmpty)
        {
            return [.. _integers];
        }

        long[] values = new long[Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ElementType switch
            {
                ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(_data.Span[(i * sizeof(long))..]),
                ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(_data.Span[(i * sizeof(int))..]),
                _ => _data.Span[i],
            };
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

        int size = ElementSize(ElementType);
        bool isList = !IsFloats && _data.IsEmpty;
        if (!IsExternal && size > 0 && count * (isList ? 1 : size) != (isList ? _integers.Count : _data.Length))
        {
            throw ModelFormatException.Damaged(
                start, $"tensor '{Name}' of the dimensions [{string.Join(", ", dimensions)}] does not hold as many values");
        }

        _dimensions = new int[dimensions.Count];
        for (int i = 0; i < _dimensions.Length; i++)
        {
            _dimensions[i] = (int)dimensions[i];
        }

        Count = (int)count;
    }

    private static int ElementSize(ElementType type) => type switch
    {
        ElementType.Float or ElementType.Int32 => sizeof(float),
        ElementType.Double or ElementType.Int64 => sizeof(double),
        ElementType.Float16 or ElementType.BFloat16 => sizeof(ushort),
        ElementType.Bool => sizeof(bool),
        _ => -1,
    };
}
