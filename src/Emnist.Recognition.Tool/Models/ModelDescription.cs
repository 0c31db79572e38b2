using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;

namespace Emnist.Recognition.Tool.Models;

/// <summary>What there is to know of a model, or of a network that is yet to be trained.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Network">Its layers.</param>
internal sealed record ModelDescription(string Name, Network Network)
{
    /// <summary>The model; null for a network that is yet to be trained.</summary>
    public OnnxModel? Model { get; private init; }

    /// <summary>The preset; null for a model.</summary>
    public ReferenceNetwork? Preset { get; private init; }

    /// <summary>The bytes of the model's file; null for a preset.</summary>
    public long? FileBytes { get; private init; }

    /// <summary>The model's facts in the order of their keys.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata =>
        [.. (Model?.Metadata ?? new Dictionary<string, string>()).OrderBy(static fact => fact.Key, StringComparer.Ordinal)];

    /// <summary>Numbers that training changes.</summary>
    public int TrainableParameters =>
        Network.Parameters.Where(static parameter => parameter.IsTrainable).Sum(static parameter => parameter.Values.Length);

    /// <summary>Products that are summed to read one image, by the layers' definitions.</summary>
    public long MultiplyAdds => Network.Layers.Sum(LayerCost.MultiplyAdds);

    public static ModelDescription Of(NamedModel named, long fileBytes) => new(named.Name, named.Model.Network)
    {
        Model = named.Model,
        FileBytes = fileBytes,
    };

    public static ModelDescription Of(string name, ReferenceNetwork preset) => new(name, preset.Create()) { Preset = preset };
}
