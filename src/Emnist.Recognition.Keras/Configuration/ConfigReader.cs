using System.Text.Json;

namespace Emnist.Recognition.Keras.Configuration;

/// <summary>Reads an architecture's JSON, in the forms of Keras 1, 2 and 3.</summary>
internal static class ConfigReader
{
    public static ModelConfig Read(string json)
    {
        if (json.Length > KerasLimits.ConfigBytes)
        {
            throw Fault.Damaged($"The architecture has {json.Length} characters, more than {KerasLimits.ConfigBytes}");
        }

        try
        {
            // Its depth is limited to 64, and so is that of models within models.
            using JsonDocument document = JsonDocument.Parse(json.TrimEnd('\0'));
            return ReadModel(document.RootElement.Clone(), "the model");
        }
        catch (JsonException e)
        {
            throw Fault.Damaged("The architecture is no JSON that can be read", e);
        }
        catch (InvalidOperationException e)
        {
            // A text with half a surrogate pair.
            throw Fault.Damaged("The architecture has a text that is none", e);
        }
    }

    /// <summary>A model, as a file has it or as a layer within another.</summary>
    private static ModelConfig ReadModel(JsonElement model, string name)
    {
        string className = ClassName(model, name);
        JsonElement config = Property(model, "config", name);
        return className switch
        {
            "Sequential" => ReadSequential(Layers(config, name), name) with { BuildShape = BuildShape(config) ?? BuildShape(model) },
            "Model" or "Functional" => ReadFunctional(config, name),
            _ => throw Fault.Unreadable(
                $"The model is a {className} of one's own, of which the file does not tell what it computes",
                "Build it as a Sequential or functional model, load its weights there, and save that one."),
        };
    }

    private static ModelConfig ReadSequential(JsonElement layers, string name)
    {
        List<LayerConfig> read = [];
        foreach (JsonElement layer in layers.EnumerateArray())
        {
            read.Add(ReadLayer(layer, name, read.Count == 0 ? [] : [read[^1].Name]));
        }

        LayerConfig[] numbered = Number(read, name);
        return new ModelConfig(numbered, null, numbered[^1].Name);
    }

    private static ModelConfig ReadFunctional(JsonElement config, string name)
    {
        LayerConfig[] layers = Number(
            [.. Layers(config, name).EnumerateArray().Select(layer => ReadLayer(layer, name, InboundNodes.Read(layer, name)))], name);
        string[] inputs = InboundNodes.Ends(Property(config, "input_layers", name));
        string[] outputs = InboundNodes.Ends(Property(config, "output_layers", name));
        return inputs.Length == 1 && outputs.Length == 1
            ? new ModelConfig(layers, inputs[0], outputs[0])
            : throw Fault.Unreadable(
                $"In {name} there are {inputs.Length} inputs and {outputs.Length} outputs", "Only models with one of each are read.");
    }

    private static LayerConfig ReadLayer(JsonElement layer, string model, IReadOnlyList<string> inputs)
    {
        string className = ClassName(layer, model);
        JsonElement config = Property(layer, "config", model);
        string name = FindText(config, "name") ?? FindText(layer, "name") ?? className;
        if (name.Length is 0 or > KerasLimits.NameLength)
        {
            throw Fault.Damaged($"In {model}, a layer's name has {name.Length} characters");
        }

        bool isModel = className is "Sequential" or "Model" or "Functional";
        return new LayerConfig(
            name, className, new LayerKind(LayerKind.ToSnakeCase(className), 0, 0), new LayerOptions(name, config), inputs,
            isModel ? ReadModel(layer, $"model '{name}'") : null)
        {
            BuildShape = BuildShape(layer),
        };
    }

    /// <summary>The shape in <c>"build_input_shape": [...]</c>, or in <c>"build_config": {"input_shape": [...]}</c>.</summary>
    private static int?[]? BuildShape(JsonElement element)
    {
        var options = new LayerOptions("", element);
        return options.BatchShape("build_input_shape")
            ?? (options.Find("build_config") is { } build ? new LayerOptions("", build).BatchShape("input_shape") : null);
    }

    /// <summary>Counts the layers of each kind.</summary>
    private static LayerConfig[] Number(List<LayerConfig> layers, string model)
    {
        if (layers.Count is 0 or > KerasLimits.Layers)
        {
            throw Fault.Damaged($"In {model} there are {layers.Count} layers; 1 to {KerasLimits.Layers} are read");
        }

        Dictionary<string, int> counts = layers.CountBy(static layer => layer.Kind.Name).ToDictionary();
        Dictionary<string, int> next = [];
        HashSet<string> names = [];
        return
        [
            .. layers.Select(layer =>
            {
                string kind = layer.Kind.Name;
                int number = next.GetValueOrDefault(kind);
                next[kind] = number + 1;
                return names.Add(layer.Name)
                    ? layer with { Kind = new LayerKind(kind, number, counts[kind]) }
                    : throw Fault.Damaged($"In {model}, two layers are named '{layer.Name}'");
            }),
        ];
    }

    /// <summary>The layers of a model: a list, or in Keras 2.2.3 and later an object that holds it.</summary>
    private static JsonElement Layers(JsonElement config, string model)
    {
        JsonElement layers = config.ValueKind == JsonValueKind.Array ? config : Property(config, "layers", model);
        return layers.ValueKind == JsonValueKind.Array && layers.GetArrayLength() <= KerasLimits.Layers
            ? layers
            : throw Fault.Damaged($"In {model}, the layers are no list of at most {KerasLimits.Layers}");
    }

    private static string ClassName(JsonElement element, string model)
    {
        JsonElement name = Property(element, "class_name", model);
        return name.ValueKind == JsonValueKind.String && name.GetString() is { Length: > 0 and < KerasLimits.NameLength } text
            ? text[(text.LastIndexOf('>') + 1)..]
            : throw Fault.Damaged($"In {model}, a class_name is no name");
    }

    private static string? FindText(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Property(JsonElement element, string name, string model) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            ? value
            : throw Fault.Damaged($"In {model}, the architecture lacks '{name}'");
}
