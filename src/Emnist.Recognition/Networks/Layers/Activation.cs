namespace Emnist.Recognition.Networks.Layers;

/// <summary>A function applied to every value, or over the channels for softmax. The shape stays as it is.</summary>
public sealed class Activation : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="function">The function.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="function"/> is not one of the enumeration.</exception>
    public Activation(ActivationFunction function)
    {
        if (!Enum.IsDefined(function))
        {
            throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such activation function.");
        }

        Function = function;
    }

    /// <summary>The function.</summary>
    public ActivationFunction Function { get; }

    internal override string KindName => "activation";

    internal override string Settings => $"{Function}";

    internal override bool KeepsValues => Function == ActivationFunction.Linear;

    internal override TensorShape InferShape(string name, TensorShape input) => input;
}
