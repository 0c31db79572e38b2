using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Networks;

/// <summary>Names the layers of a network.</summary>
internal static class LayerNames
{
    /// <summary>
    /// The names given, and Keras's kind and number for the rest (<c>dense</c>, <c>dense_1</c>): a layer's number counts
    /// those of its kind before it, named or not, and goes on past names that are given.
    /// </summary>
    /// <exception cref="ArgumentException">Two layers are given the same name, or one is null.</exception>
    public static string[] Assign(IReadOnlyList<Layer> layers)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (Layer layer in layers)
        {
            ArgumentNullException.ThrowIfNull(layer, nameof(layers));
            if (layer.Name is { } name && !taken.Add(name))
            {
                throw new ArgumentException($"Two layers are named '{name}': give one of them another name.", nameof(layers));
            }
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        string[] names = new string[layers.Count];
        for (int i = 0; i < names.Length; i++)
        {
            string kind = layers[i].KindName;
            int number = counts.GetValueOrDefault(kind);
            string? name = layers[i].Name;
            while (name is null)
            {
                string candidate = number == 0 ? kind : $"{kind}_{number}";
                if (taken.Add(candidate))
                {
                    name = candidate;
                }
                else
                {
                    number++;
                }
            }

            names[i] = name;
            counts[kind] = number + 1;
        }

        return names;
    }
}
