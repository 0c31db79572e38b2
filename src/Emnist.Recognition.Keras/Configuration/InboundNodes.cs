using System.Text.Json;

namespace Emnist.Recognition.Keras.Configuration;

/// <summary>Which layers a layer of a functional model takes its inputs from.</summary>
internal static class InboundNodes
{
    private const int MaxInputs = 64;

    /// <summary>
    /// The inputs: <c>[[["conv2d", 0, 0, {}]]]</c> in Keras 1 and 2, and in Keras 3
    /// <c>[{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["conv2d", 0, 0]}}], "kwargs": {}}]</c>.
    /// </summary>
    public static IReadOnlyList<string> Read(JsonElement layer, string model)
    {
        if (!layer.TryGetProperty("inbound_nodes", out JsonElement nodes) || nodes.ValueKind != JsonValueKind.Array)
        {
            throw Fault.Damaged($"In {model}, a layer has no 'inbound_nodes'");
        }

        if (nodes.GetArrayLength() > 1)
        {
            string name = layer.TryGetProperty("name", out JsonElement text) ? text.ToString() : "";
            throw Fault.Layer(
                name,
                $"is used in {nodes.GetArrayLength()} places",
                "Only layers that are used once are read: give each place one of its own.");
        }

        List<string> inputs = [];
        Collect(nodes, inputs);
        return inputs;
    }

    /// <summary>The names of a model's inputs or outputs: <c>[["dense", 0, 0]]</c>, or in Keras 3 <c>["dense", 0, 0]</c> for one.</summary>
    public static string[] Ends(JsonElement ends)
    {
        List<string> names = [];
        Collect(ends, names);
        return [.. names];
    }

    private static void Collect(JsonElement element, List<string> names)
    {
        if (names.Count > MaxInputs)
        {
            throw Fault.Damaged($"A layer takes more than {MaxInputs} inputs");
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            if (element.GetArrayLength() >= 3
                && element[0].ValueKind == JsonValueKind.String && element[1].ValueKind == JsonValueKind.Number)
            {
                names.Add(element[0].GetString()!);
                return;
            }

            foreach (JsonElement inner in element.EnumerateArray())
            {
                Collect(inner, names);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                if (property.Name is "args" or "kwargs" or "config" or "keras_history")
                {
                    Collect(property.Value, names);
                }
            }
        }
    }
}
