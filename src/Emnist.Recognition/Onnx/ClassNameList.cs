using System.Buffers;
using System.Text;
using System.Text.Json;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx;

/// <summary>The names of the classes as the text of a JSON array of strings, such as <c>["0","1","A"]</c>.</summary>
internal static class ClassNameList
{
    public static string Format(IReadOnlyList<string> names)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (string name in names)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <exception cref="ModelFormatException">The text is no array of strings, or has more than <paramref name="limit"/>.</exception>
    public static IReadOnlyList<string> Parse(MetadataProto list, int limit)
    {
        var names = new List<string>();
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(list.Value));
            bool isArray = reader.Read() && reader.TokenType == JsonTokenType.StartArray;
            while (isArray && reader.Read() && reader.TokenType == JsonTokenType.String && names.Count <= limit)
            {
                names.Add(reader.GetString()!);
            }

            if (isArray && reader.TokenType == JsonTokenType.EndArray && !reader.Read())
            {
                return names;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Fault(list, e);
        }

        throw Fault(list, null);
    }

    private static ModelFormatException Fault(MetadataProto list, Exception? cause) => new(
        $"Metadata '{OnnxModel.ClassNamesKey}': this is no JSON array of as many strings as the network has outputs. Write one there.",
        cause)
    {
        Offset = list.Offset,
    };
}
