namespace Emnist.Recognition.Networks;

/// <summary>A layer cannot take the output of the layer before it.</summary>
public sealed class NetworkShapeException : ArgumentException
{
    internal NetworkShapeException(string layerName, TensorShape inputShape, string problem)
        : base($"Layer '{layerName}' with input {inputShape}: {problem}")
    {
        LayerName = layerName;
        InputShape = inputShape;
    }

    /// <summary>The name of the layer, as <see cref="Network.Summary"/> prints it.</summary>
    public string LayerName { get; }

    /// <summary>The shape that reaches the layer.</summary>
    public TensorShape InputShape { get; }
}
