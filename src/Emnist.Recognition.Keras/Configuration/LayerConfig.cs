namespace Emnist.Recognition.Keras.Configuration;

/// <summary>A layer of a model's architecture.</summary>
/// <param name="Name">Keras's name of it, unique in the model.</param>
/// <param name="ClassName">Keras's class, without a package: <c>Conv2D</c>.</param>
/// <param name="Kind">What its weights are named for in <c>.keras</c>.</param>
/// <param name="Options">The options.</param>
/// <param name="Inputs">The names of the layers whose outputs it takes; the one before it in a sequential model.</param>
/// <param name="Model">The layers inside, where the layer is a model.</param>
internal sealed record LayerConfig(
    string Name, string ClassName, LayerKind Kind, LayerOptions Options, IReadOnlyList<string> Inputs, ModelConfig? Model)
{
    /// <summary>The input's shape without the batch, as it was when the layer was built; null where the file does not tell.</summary>
    public int?[]? BuildShape { get; init; }
}
