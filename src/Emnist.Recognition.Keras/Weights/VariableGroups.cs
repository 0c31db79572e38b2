using Emnist.Recognition.Keras.Configuration;
using Emnist.Recognition.Keras.Hdf5;

namespace Emnist.Recognition.Keras.Weights;

/// <summary>
/// The layout of <c>.keras</c>: groups named for the kinds of the layers and numbered, such as <c>layers/dense_1/vars/0</c>, whatever
/// the layers' own names.
/// </summary>
internal sealed class VariableGroups(Hdf5Group? group) : IModelWeights
{
    /// <summary>As Keras 3 names them, and Keras 2.12 to 2.15, on Windows with a backslash inside the name.</summary>
    private static readonly string[] Containers =
        ["layers/", "layers\\", "_layer_checkpoint_dependencies/", "_layer_checkpoint_dependencies\\"];

    private readonly Dictionary<string, Hdf5Group?[]> _kinds = new(StringComparer.Ordinal);

    public IReadOnlyList<Tensor> Of(LayerConfig layer)
    {
        List<Tensor> tensors = [];
        Hdf5Group? found = FindGroup(layer);
        while (found?.FindTensor($"vars/{tensors.Count}") is { } tensor)
        {
            tensors.Add(tensor);
        }

        return tensors;
    }

    public IModelWeights Inside(LayerConfig model) => new VariableGroups(FindGroup(model));

    /// <summary>
    /// The layer's group. Keras 2 numbers each layer of a functional model twice: where every second number is missing, the layers
    /// have what is there in turn.
    /// </summary>
    private Hdf5Group? FindGroup(LayerConfig layer)
    {
        if (!_kinds.TryGetValue(layer.Kind.Name, out Hdf5Group?[]? groups))
        {
            Hdf5Group?[] numbered = [.. Enumerable.Range(0, 2 * layer.Kind.Count).Select(number => FindGroup(layer.Kind.NameOf(number)))];
            Hdf5Group[] found = [.. numbered.OfType<Hdf5Group>()];
            _kinds[layer.Kind.Name] = groups = found.Length == layer.Kind.Count ? found : numbered;
        }

        return groups[layer.Kind.Number];
    }

    private Hdf5Group? FindGroup(string name) => group is null ? null : Containers
        .Select(container => group.FindGroup(container + name))
        .FirstOrDefault(static found => found is not null);
}
