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
    private readonly float _alpha;

    /// <summary>Creates the layer.</summary>
    /// <param name="function">The function.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="function"/> is not one of the enumeration.</exception>
    public Activation(ActivationFunction function)
    {
        Function = CheckFunction(function, nameof(function));
        _alpha = DefaultAlpha;
    }

    /// <summary>The function.</summary>
    public ActivationFunction Function { get; }

    /// <summary>
    /// The number in the formula of <see cref="ActivationFunction.LeakyRelu"/> and <see cref="ActivationFunction.Elu"/>: finite, 0
    /// or more. Default: 0.2 for LeakyRelu, as Keras's <c>Activation("leaky_relu")</c> has it (its layer <c>LeakyReLU</c> has 0.3,
    /// PyTorch's 0.01), and 1 for Elu. It is 0 for functions without one, which may not be given any.
    /// </summary>
    /// <exception cref="ArgumentException">The function has no such number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0, or not finite.</exception>
    public float Alpha
    {
        get => _alpha;
        init
        {
            if (DefaultAlpha == 0)
            {
                throw new ArgumentException($"{Function} has no alpha: leave it out.", nameof(Alpha));
            }

            _alpha = value >= 0 && float.IsFinite(value)
                ? value
                : throw new ArgumentOutOfRangeException(nameof(Alpha), value, "Alpha must be finite and 0 or more.");
        }
    }

    internal override string KindName => "activation";

    internal override string Settings =>
        _alpha == DefaultAlpha ? $"{Function}" : FormattableString.Invariant($"{Function} alpha {_alpha}");

    internal override bool KeepsValues => Function == ActivationFunction.Linear;

    /// <summary>Keras's; 0 where the function has none.</summary>
    private float DefaultAlpha => Function switch
    {
        ActivationFunction.LeakyRelu => 0.2f,
        ActivationFunction.Elu => 1,
        _ => 0,
    };

    internal override TensorShape InferShape(string name, TensorShape input) => input;
}
