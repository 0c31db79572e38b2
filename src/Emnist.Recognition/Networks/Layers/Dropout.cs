namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// Regularization against overfitting (Srivastava et al., 2014): in training, each value is set to zero with a
/// probability, the rate, and else becomes <c>y = x / (1 - rate)</c>; in prediction <c>y = x</c>. Input and output have
/// the same shape, of an image or a vector.
/// </summary>
/// <example>
/// <code>
/// var network = new Network(
///     TensorShape.Vector(784),
///     new Dense(128) { Activation = ActivationFunction.Relu }, new Dropout(0.5f), new Dense(10));
/// </code>
/// </example>
public sealed class Dropout : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="rate">The probability that a value is dropped: 0 or more, below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is outside that range, or NaN.</exception>
    public Dropout(float rate)
    {
        if (!(rate >= 0 && rate < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate must be 0 or more and below 1.");
        }

        Rate = rate;
    }

    /// <summary>The probability that a value is dropped.</summary>
    public float Rate { get; }

    internal override string KindName => "dropout";

    internal override string Settings => FormattableString.Invariant($"{Rate}");

    internal override bool KeepsValues => true;

    internal override TensorShape InferShape(string name, TensorShape input) => input;
}
