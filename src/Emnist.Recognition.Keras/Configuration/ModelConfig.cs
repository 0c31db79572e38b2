namespace Emnist.Recognition.Keras.Configuration;

/// <summary>The architecture of a model.</summary>
/// <param name="Layers">The layers in the file's order, with the names of those they take their inputs from.</param>
/// <param name="Input">The layer that stands for the model's input; null for a sequential model without one.</param>
/// <param name="Output">The layer whose output is the model's.</param>
internal sealed record ModelConfig(IReadOnlyList<LayerConfig> Layers, string? Input, string Output)
{
    /// <summary>The input's shape without the batch, as it was when the model was built; null where the file does not tell.</summary>
    public int?[]? BuildShape { get; init; }
}
