using System.Text.Json;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Keras.Configuration;

/// <summary>The options of a layer, by the names that they have in Keras 2 and 3 or had in Keras 1.</summary>
internal sealed class LayerOptions(string layer, JsonElement json)
{
    public JsonElement Json => json;

    /// <summary>An option, by the first of its names that is there; null where none is, or where it is null.</summary>
    public JsonElement? Find(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value)
                && value.ValueKind != JsonValueKind.Null)
            {
                return value;
            }
        }

        return null;
    }

    public int Integer(params ReadOnlySpan<string> names) =>
        Find(names) is { } value ? ToInteger(value, names[0]) : throw Refuse(names[0], "is missing", "Save the model again.");

    public int Integer(int missing, params ReadOnlySpan<string> names) =>
        Find(names) is { } value ? ToInteger(value, names[0]) : missing;

    public bool Flag(bool missing, params ReadOnlySpan<string> names) => Find(names) switch
    {
        null => missing,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out int number) => number != 0,
        { } value => throw Wrong(names[0], value, "true or false"),
    };

    public float Number(float missing, params ReadOnlySpan<string> names) => Find(names) switch
    {
        null => missing,
        { ValueKind: JsonValueKind.Number } value when value.TryGetSingle(out float number) && float.IsFinite(number) => number,

        // Keras 3 writes numbers of NumPy, as the slope of a ReLU is one, as {"class_name": "__numpy__", "config": {"value": 0.1}}.
        { ValueKind: JsonValueKind.Object } value when value.TryGetProperty("config", out JsonElement config)
            && config.ValueKind == JsonValueKind.Object && config.TryGetProperty("value", out JsonElement inner)
            && inner.ValueKind == JsonValueKind.Number && inner.TryGetSingle(out float number) && float.IsFinite(number) => number,
        { } value => throw Wrong(names[0], value, "a number"),
    };

    public string Text(string missing, params ReadOnlySpan<string> names) => Find(names) switch
    {
        null => missing,
        { ValueKind: JsonValueKind.String } value => value.GetString()!,
        { } value => throw Wrong(names[0], value, "a text"),
    };

    /// <summary>A height and width: two numbers, or one for both.</summary>
    public WindowSize? Size(params ReadOnlySpan<string> names)
    {
        if (Find(names) is not { } value)
        {
            return null;
        }

        int[] sides = ToIntegers(value, names[0]);
        return sides is [var height, var width] && Math.Min(height, width) > 0 && Math.Max(height, width) <= KerasLimits.WindowSide
            ? new WindowSize { Height = height, Width = width }
            : throw Wrong(names[0], value, $"one or two numbers of 1 to {KerasLimits.WindowSide}");
    }

    /// <summary>
    /// Rows above and below, columns on the left and right: <c>[[1, 0], [2, 2]]</c>, <c>[1, 2]</c> or <c>1</c>; in Keras 1 also four
    /// numbers.
    /// </summary>
    public int[]? Sides(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        JsonElement[] parts = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= 4 ? [.. value.EnumerateArray()] : [value];
        int[] sides = parts switch
        {
            [var all] => [.. Enumerable.Repeat(ToInteger(all, name), 4)],
            [var rows, var columns] => [.. ToIntegers(rows, name), .. ToIntegers(columns, name)],
            _ => [.. parts.Select(part => ToInteger(part, name))],
        };
        return sides.Length == 4 && sides.All(static side => side is >= 0 and <= KerasLimits.WindowSide)
            ? sides
            : throw Wrong(name, value, $"numbers of 0 to {KerasLimits.WindowSide}");
    }

    /// <summary>A list of whole numbers; one that stands alone is taken twice.</summary>
    public int[]? Integers(params ReadOnlySpan<string> names) => Find(names) is { } value ? ToIntegers(value, names[0]) : null;

    /// <summary>The sizes of a shape behind the batch, where an option has one: <c>[null, 28, 28, 1]</c>.</summary>
    public int?[]? BatchShape(params ReadOnlySpan<string> names) => Find(names) is { ValueKind: JsonValueKind.Array } value
        ? [.. value.EnumerateArray().Skip(1).Select(static side =>
            side.ValueKind == JsonValueKind.Number && side.TryGetInt32(out int size) && size > 0 ? size : (int?)null)]
        : null;

    /// <summary>An option is not what can be read.</summary>
    public ModelFormatException Refuse(string option, string problem, string advice) =>
        Fault.Layer(layer, $"has an option '{option}' that {problem}", advice);

    /// <summary>An option has a value that is not supported.</summary>
    public ModelFormatException Unsupported(string option, string value, string supported) =>
        Fault.Layer(layer, $"has {option} = {value}, which is not supported", supported);

    private int[] ToIntegers(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            int side = ToInteger(value, name);
            return [side, side];
        }

        return value.GetArrayLength() <= TensorSides
            ? [.. value.EnumerateArray().Select(element => ToInteger(element, name))]
            : throw Wrong(name, value, "a list of a few numbers");
    }

    private const int TensorSides = 8;

    private int ToInteger(JsonElement value, string name) => value.ValueKind == JsonValueKind.Number
        ? value.TryGetInt32(out int number) ? number
            : value.TryGetDouble(out double real) && real == (int)real ? (int)real : throw Wrong(name, value, "a whole number")
        : throw Wrong(name, value, "a whole number");

    private ModelFormatException Wrong(string option, JsonElement value, string expected)
    {
        string text = value.GetRawText();
        return Refuse(option, $"is {(text.Length > 60 ? $"{text[..60]}..." : text)} instead of {expected}", "Save the model again.");
    }
}
