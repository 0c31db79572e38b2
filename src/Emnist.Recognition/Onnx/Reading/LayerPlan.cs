using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>A layer to be built, and for each of its parameters what writes the values into it.</summary>
internal sealed record LayerPlan(Layer Definition, IReadOnlyList<Action<Span<float>>> Parameters)
{
    /// <summary>Whether this is a matrix product, to which a bias may be added.</summary>
    public bool AwaitsBias { get; init; }
}
