using Emnist.Recognition.Onnx.Protobuf;

namespace Emnist.Recognition.Onnx.Protos;

/// <summary>onnx.proto's AttributeProto. A value that is left out is zero or empty, as protobuf has it.</summary>
internal sealed class AttributeProto : IProtobufMessage
{
    private const int NameField = 1;
    private const int FloatField = 2;
    private const int IntegerField = 3;
    private const int TextField = 4;
    private const int TensorField = 5;
    private const int FloatsField = 7;
    private const int IntegersField = 8;
    private const int TypeField = 20;

    private AttributeProto(string name, AttributeType type)
    {
        Name = name;
        Type = type;
    }

    public string Name { get; private set; }

    public AttributeType Type { get; private set; }

    public float Float { get; private set; }

    public long Integer { get; private set; }

    public string Text { get; private set; } = "";

    public TensorProto? Tensor { get; private set; }

    public List<float> Floats { get; } = [];

    public List<long> Integers { get; } = [];

    public static AttributeProto OfFloat(string name, float value) => new(name, AttributeType.Float) { Float = value };

    public static AttributeProto OfInteger(string name, long value) => new(name, AttributeType.Integer) { Integer = value };

    public static AttributeProto OfText(string name, string value) => new(name, AttributeType.Text) { Text = value };

    public static AttributeProto OfIntegers(string name, params ReadOnlySpan<int> values)
    {
        var attribute = new AttributeProto(name, AttributeType.Integers);
        foreach (int value in values)
        {
            attribute.Integers.Add(value);
        }

        return attribute;
    }

    public static AttributeProto Read(ProtobufReader reader)
    {
        var attribute = new AttributeProto("", default);
        while (reader.MoveNext())
        {
            switch (reader.Field)
            {
                case NameField:
                    attribute.Name = reader.ReadName();
                    break;
                case TypeField:
                    attribute.Type = (AttributeType)(int)Math.Clamp(reader.ReadInteger(), 0, int.MaxValue);
                    break;
                case FloatField:
                    attribute.Float = reader.ReadFloat();
                    break;
                case IntegerField:
                    attribute.Integer = reader.ReadInteger();
                    break;
                case TextField:
                    attribute.Text = reader.ReadName();
                    break;
                case TensorField:
                    attribute.Tensor = TensorProto.Read(reader.ReadMessage());
                    break;
                case FloatsField:
                    reader.ReadFloats(attribute.Floats);
                    break;
                case IntegersField:
                    reader.ReadIntegers(attribute.Integers);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return attribute;
    }

    public void Write(ProtobufWriter writer)
    {
        writer.WriteString(NameField, Name);
        switch (Type)
        {
            case AttributeType.Float:
                writer.WriteFloat(FloatField, Float);
                break;
            case AttributeType.Integer:
                writer.WriteInteger(IntegerField, Integer);
                break;
            case AttributeType.Text:
                writer.WriteString(TextField, Text);
                break;
            default:
                foreach (long value in Integers)
                {
                    writer.WriteInteger(IntegersField, value);
                }

                break;
        }

        writer.WriteInteger(TypeField, (long)Type);
    }
}

/// <summary>The types of onnx.proto's AttributeProto that the library knows.</summary>
internal enum AttributeType
{
    Float = 1,
    Integer = 2,
    Text = 3,
    Tensor = 4,
    Floats = 6,
    Integers = 7,
}
