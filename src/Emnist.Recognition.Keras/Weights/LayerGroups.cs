using Emnist.Recognition.Keras.Configuration;
using Emnist.Recognition.Keras.Hdf5;

namespace Emnist.Recognition.Keras.Weights;

/// <summary>
/// The layout of <c>.h5</c>: a group for each layer, named as it is, with the names of its weights in their order. The weights of a
/// model within the model lie in one group together, and their names tell the layers.
/// </summary>
internal sealed class LayerGroups : IModelWeights
{
    private readonly Hdf5Group _group;
    private readonly HashSet<string> _layers;

    public LayerGroups(Hdf5Group group)
    {
        _group = group;
        _layers = group.FindTexts("layer_names") is { } names
            ? names.ToHashSet(StringComparer.Ordinal)
            : throw Fault.Damaged($"'{group.Path}' has no attribute 'layer_names', and so no weights");
    }

    public IReadOnlyList<Tensor> Of(LayerConfig layer) => [.. Read(layer.Name)];

    public IModelWeights Inside(LayerConfig model) => new NamedWeights([.. Read(model.Name)]);

    private IEnumerable<Tensor> Read(string layer)
    {
        // A layer without weights may be left out.
        if (!_layers.Contains(layer) || _group.FindGroup(layer) is not { } group)
        {
            return [];
        }

        return (group.FindTexts("weight_names") ?? []).Select(name => group.FindTensor(name)
            ?? throw Fault.Layer(layer, $"should have the weights '{name}', which the file does not hold", "Save the model again."));
    }

    /// <summary>Weights of which each tells by its name whose they are, such as <c>conv2d/kernel:0</c>.</summary>
    private sealed class NamedWeights(Tensor[] tensors) : IModelWeights
    {
        public IReadOnlyList<Tensor> Of(LayerConfig layer) => [.. tensors.Where(tensor => Owner(tensor) == layer.Name)];

        public IModelWeights Inside(LayerConfig model) => this;

        private static string Owner(Tensor tensor) => tensor.Name.Split('/') is [.., var owner, _] ? owner : "";
    }
}
