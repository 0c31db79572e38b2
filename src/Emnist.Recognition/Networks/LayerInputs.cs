using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Networks;

/// <summary>Finds the layers that each layer of a network takes its input from.</summary>
internal static class LayerInputs
{
    /// <summary>The name of the network's own input.</summary>
    public const string NetworkInput = "input";

    /// <summary>The place of the network's own input, before the first layer's.</summary>
    public const int NetworkInputPlace = -1;

    /// <summary>Names that a message lists at most.</summary>
    private const int ListedNames = 12;

    /// <summary>The places of the layers whose outputs each layer takes, by the names that <see cref="LayerNames"/> gave.</summary>
    /// <exception cref="ArgumentException">
    /// A layer takes more or fewer inputs than it can, or one that is not before it; or nobody takes its output.
    /// </exception>
    public static int[][] Find(IReadOnlyList<Layer> layers, string[] names)
    {
        var places = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        int[][] inputs = new int[names.Length][];
        for (int i = 0; i < names.Length; i++)
        {
            places.Add(names[i], i);
        }

        for (int i = 0; i < names.Length; i++)
        {
            int place = i;
            inputs[i] = layers[i].Inputs.Count == 0 ? [i - 1] : [.. layers[i].Inputs.Select(name => Find(name, names, place, places))];
            CheckCount(layers[i], names[i], inputs[i].Length);
        }

        CheckUse(names, inputs);
        return inputs;
    }

    private static int Find(string input, string[] names, int place, Dictionary<string, int> places)
    {
        string layer = names[place];
        bool isLayer = places.TryGetValue(input, out int found);
        if (input == NetworkInput)
        {
            return !isLayer ? NetworkInputPlace : throw Fault(
                $"Layer '{layer}' takes '{input}', which is the name of the network's own input and of a layer: "
                + "give that layer another name.");
        }

        if (isLayer && found < place)
        {
            return found;
        }

        throw Fault(found == place && isLayer
            ? $"Layer '{layer}' takes its own output: name layers before it in {nameof(Layer.Inputs)}."
            : isLayer
                ? $"Layer '{layer}' takes '{input}', which comes after it: put it after all layers that it takes."
                : $"Layer '{layer}' takes '{input}', but no layer has that name. {Before(names, place)}");
    }

    private static string Before(string[] names, int place)
    {
        IEnumerable<string> before = names.Take(place).Prepend(NetworkInput).TakeLast(ListedNames);
        return $"Before it come {(place >= ListedNames ? "..., " : "")}{string.Join(", ", before.Select(static name => $"'{name}'"))}.";
    }

    private static void CheckCount(Layer layer, string name, int count)
    {
        if (layer.TakesSeveralInputs && count < 2)
        {
            throw Fault($"Layer '{name}' takes two inputs or more: name them in {nameof(Layer.Inputs)}.");
        }

        if (!layer.TakesSeveralInputs && count > 1)
        {
            throw Fault($"Layer '{name}' takes one input, not {count}: sum them with an {nameof(Add)} layer before it.");
        }
    }

    private static void CheckUse(string[] names, int[][] inputs)
    {
        bool[] used = new bool[names.Length];
        used[^1] = true;
        foreach (int place in inputs.SelectMany(static places => places).Where(static place => place != NetworkInputPlace))
        {
            used[place] = true;
        }

        string[] unused = [.. names.Where((_, place) => !used[place]).Select(static name => $"'{name}'")];
        if (unused.Length > 0)
        {
            string listed = string.Join(", ", unused.Take(ListedNames)) + (unused.Length > ListedNames ? ", ..." : "");
            throw Fault(
                $"No layer takes the output of {listed}, "
                + $"and the network's output is the last layer's: name them in a layer's {nameof(Layer.Inputs)}, or leave them out.");
        }
    }

    private static ArgumentException Fault(string problem, string parameterName = "layers") => new(problem, parameterName);
}
