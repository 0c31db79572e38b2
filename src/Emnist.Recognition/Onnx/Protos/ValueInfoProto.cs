using System.Globalization;
using Emnist.Recognition.Onnx.Protobuf;

namespace Emnist.Recognition.Onnx.Protos;

/// <summary>
/// onnx.proto's ValueInfoProto with the TypeProto, TensorTypeProto, TensorShapeProto and Dimension that it wraps: a
/// value's name, element type and sizes, of which some may be unknown.
/// </summary>
internal sealed class ValueInfoProto : IProtobufMessage
{
    private const string BatchName = "batch";
    private const int NameField = 1;
    private const int TypeField = 2;
    private const int TensorTypeField = 1;
    private const int ElementTypeField = 1;
    private const int ShapeField = 2;
    private const int DimensionField = 1;
    private const int SizeField = 1;
    private const int SymbolField = 2;

    private ValueInfoProto(string name) => Name = name;

    public string Name { get; private set; }

    public ElementType ElementType { get; private set; }

    /// <summary>The sizes, the batch first; null where the file gives a name, nothing, or -1 as PaddlePaddle does.</summary>
    public long?[] Sizes { get; private set; } = [];

    /// <summary>A value of floats in batches.</summary>
    /// <param name="name">The value's name.</param>
    /// <param name="batch">The samples of a batch; null for any number.</param>
    /// <param name="sizes">The sizes of one sample.</param>
    public static ValueInfoProto Create(string name, int? batch, params ReadOnlySpan<int> sizes)
    {
        long?[] all = new long?[sizes.Length + 1];
        all[0] = batch;
        for (int i = 0; i < sizes.Length; i++)
        {
            all[i + 1] = sizes[i];
        }

        return new ValueInfoProto(name) { ElementType = ElementType.Float, Sizes = all };
    }

    public static ValueInfoProto Read(ProtobufReader reader)
    {
        var value = new ValueInfoProto("");
        while (reader.MoveNext())
        {
            switch (reader.Field)
            {
                case NameField:
                    value.Name = reader.ReadName();
                    break;
                case TypeField:
                    value.ReadType(reader.ReadMessage());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    /// <summary>Such as <c>float [batch, 1, 28, 28]</c>.</summary>
    public string Describe()
    {
        string[] sizes = new string[Sizes.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = Sizes[i]?.ToString(CultureInfo.InvariantCulture) ?? (i == 0 ? BatchName : "any");
        }

        return $"{ElementType.ToString().ToLowerInvariant()} [{string.Join(", ", sizes)}]";
    }

    public void Write(ProtobufWriter writer)
    {
        writer.WriteString(NameField, Name);
        writer.WriteMessage(TypeField, new Part(WriteType));
    }

    private void ReadType(ProtobufReader type)
    {
        while (type.MoveNext())
        {
            if (type.Field == TensorTypeField)
            {
                ReadTensorType(type.ReadMessage());
            }
            else
            {
                type.Skip();
            }
        }
    }

    private void ReadTensorType(ProtobufReader tensor)
    {
        while (tensor.MoveNext())
        {
            switch (tensor.Field)
            {
                case ElementTypeField:
                    ElementType = (ElementType)(int)Math.Clamp(tensor.ReadInteger(), 0, int.MaxValue);
                    break;
                case ShapeField:
                    ReadShape(tensor.ReadMessage());
                    break;
                default:
                    tensor.Skip();
                    break;
            }
        }
    }

    private void ReadShape(ProtobufReader shape)
    {
        while (shape.MoveNext())
        {
            if (shape.Field == DimensionField)
            {
                shape.RequireRoom(Sizes.Length, ModelLimits.Dimensions);
                Sizes = [.. Sizes, ReadSize(shape.ReadMessage())];
            }
            else
            {
                shape.Skip();
            }
        }
    }

    private static long? ReadSize(ProtobufReader dimension)
    {
        long? size = null;
        while (dimension.MoveNext())
        {
            if (dimension.Field == SizeField)
            {
                size = dimension.ReadInteger() is not -1 and var known ? known : null;
            }
            else
            {
                dimension.Skip();
            }
        }

        return size;
    }

    private void WriteType(ProtobufWriter writer) => writer.WriteMessage(TensorTypeField, new Part(WriteTensorType));

    private void WriteTensorType(ProtobufWriter writer)
    {
        writer.WriteInteger(ElementTypeField, (long)ElementType);
        writer.WriteMessage(ShapeField, new Part(WriteShape));
    }

    private void WriteShape(ProtobufWriter writer)
    {
        foreach (long? size in Sizes)
        {
            writer.WriteMessage(DimensionField, new Part(dimension => WriteSize(dimension, size)));
        }
    }

    private static void WriteSize(ProtobufWriter writer, long? size)
    {
        if (size is { } known)
        {
            writer.WriteInteger(SizeField, known);
        }
        else
        {
            writer.WriteString(SymbolField, BatchName);
        }
    }

    private sealed class Part(Action<ProtobufWriter> write) : IProtobufMessage
    {
        public void Write(ProtobufWriter writer) => write(writer);
    }
}
