namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// A function applied to every value, or over the channels for softmax: <see cref="ActivationFunction"/> has the
/// formulas. Input and output have the same shape, of an image or a vector.
/// </summary>
/// <remarks>
/// Where nothing comes between, the function can be given to the layer before instead, as
/// <see cref="KernelLayer.Activation"/>.
/// </remarks>
/// <example>
/// <code>
/// // Keras's usual order: convolution, normalization, activation.
/// var network = new Network(
///     TensorShape.Image(28),
///     new Conv2D(32, 3) { UseBias = false },
///     new BatchNormalization(),
///     new Activation(ActivationFunction.Relu));
/// </code>
/// </example>
public sealed class Activation : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="function">The function.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="function"/> is not one of the enumeration.</exception>
    public Activation(ActivationFunction function) => Function = CheckFunction(function, nameof(function));

    /// <summary>The function.</summary>
    public ActivationFunction Function { get; }

    internal override string KindName => "activation";

    internal override string Settings => $"{Function}";

    internal override bool KeepsValues => Function == ActivationFunction.Linear;

    internal override TensorShape InferShape(string name, TensorShape input) => input;
}
