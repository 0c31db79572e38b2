using System.Buffers;
using System.Text;
using System.Text.Json;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx;

/// <summary>
/// The form of a file's images as a JSON object, such as <c>{"ground":0,"ink":1,"transposed":false,"framing":"emnist"}</c>. What is
/// left out is as here; what is not known is refused, since it may mean anything.
/// </summary>
internal static class InputFormText
{
    private const string Ground = "ground";
    private const string Ink = "ink";
    private const string Transposed = "transposed";
    private const string Framing = "framing";
    private const string Emnist = "emnist";
    private const string Mnist = "mnist";

    /// <param name="form">The form that the network takes.</param>
    /// <param name="maximum">What the file takes for 1.</param>
    public static string Format(InputForm form, int maximum)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber(Ground, form.Ground * maximum);
            writer.WriteNumber(Ink, form.Ink * maximum);
            writer.WriteBoolean(Transposed, form.Transposed);
            writer.WriteString(Framing, form.Framing == CharacterFraming.Mnist ? Mnist : Emnist);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <param name="entry">The fact in the file.</param>
    /// <param name="maximum">What the file takes for 1.</param>
    /// <exception cref="ModelFormatException">The text is no such object, or a value is out of its range.</exception>
    public static InputForm Parse(MetadataProto entry, int maximum)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(entry.Value));
            var form = new InputForm { Ink = maximum };
            var members = new HashSet<string>(StringComparer.Ordinal);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new FormatException("It is no object.");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string member = reader.GetString()!;
                if (!members.Add(member))
                {
                    throw new FormatException($"The member '{member}' is there twice.");
                }

                reader.Read();
                Set(form, member, reader);
            }

            // What follows the object is refused here.
            reader.Read();
            form.Ground /= maximum;
            form.Ink /= maximum;
            return form.ToValidated();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new ModelFormatException(
                $"Metadata '{OnnxModel.InputFormKey}': {e.Message} Write an object such as {Format(InputForm.Emnist, maximum)} there.", e)
            {
                Offset = entry.Offset,
            };
        }
    }

    private static void Set(InputForm form, string member, Utf8JsonReader value)
    {
        switch (member)
        {
            case Ground:
                form.Ground = value.GetSingle();
                break;
            case Ink:
                form.Ink = value.GetSingle();
                break;
            case Transposed:
                form.Transposed = value.GetBoolean();
                break;
            case Framing:
                form.Framing = value.GetString() switch
                {
                    Emnist => CharacterFraming.Emnist,
                    Mnist => CharacterFraming.Mnist,
                    _ => throw new FormatException($"The framing is '{Emnist}' or '{Mnist}'."),
                };
                break;
            default:
                throw new FormatException($"The member '{member}' is not known.");
        }
    }
}
