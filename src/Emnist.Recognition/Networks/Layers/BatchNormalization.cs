namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// Batch normalization over all but the channels (Ioffe and Szegedy, arXiv 1502.03167):
/// <c>y = gamma * (x - mean) / sqrt(variance + epsilon) + beta</c>, with the batch's own mean and biased variance in
/// training, and their moving averages in prediction. Input and output have the same shape, of an image or a vector;
/// gamma, beta and the two moving averages are [channels].
/// </summary>
/// <remarks>Prediction costs nothing where a convolution or dense layer comes right before: it takes the factors in.</remarks>
/// <example>
/// <code>
/// // The bias would be lost in the mean, and is left out.
/// var network = new Network(
///     TensorShape.Image(28),
///     new Conv2D(32, 3) { UseBias = false },
///     new BatchNormalization { Momentum = 0.9f },
///     new Activation(ActivationFunction.Relu));
/// </code>
/// </example>
public sealed class BatchNormalization : Layer
{
    /// <summary>The share of the old moving average that is kept at each mini-batch, in 0 to 1. Default: 0.99.</summary>
    /// <remarks>
    /// Where an epoch has fewer than <c>3 / (1 - Momentum)</c> mini-batches, and the averages could not follow, training measures
    /// them at the end of each epoch instead, over 4,096 of its samples at most. 1 keeps the averages as they are.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 1, or NaN.</exception>
    public float Momentum
    {
        get;
        init
        {
            if (!(value >= 0 && value <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(Momentum), value, "The momentum must lie in 0 to 1.");
            }

            field = value;
        }
    } = 0.99f;

    /// <summary>Added to the variance against division by zero; finite, above 0. Default: 0.001.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0, or not finite.</exception>
    public float Epsilon
    {
        get;
        init
        {
            if (!(value > 0 && float.IsFinite(value)))
            {
                throw new ArgumentOutOfRangeException(nameof(Epsilon), value, "Epsilon must be finite and above 0.");
            }

            field = value;
        }
    } = 1e-3f;

    internal override string KindName => "batch_normalization";

    internal override string Settings => FormattableString.Invariant($"momentum {Momentum} epsilon {Epsilon}");

    internal override TensorShape InferShape(string name, TensorShape input) => input;

    internal override IReadOnlyList<ParameterDefinition> DescribeParameters(TensorShape input) =>
    [
        new("gamma", [input.Channels], Initializer.Ones),
        new("beta", [input.Channels], Initializer.Zeros),
        new("moving_mean", [input.Channels], Initializer.Zeros) { IsTrainable = false },
        new("moving_variance", [input.Channels], Initializer.Ones) { IsTrainable = false },
    ];
}
