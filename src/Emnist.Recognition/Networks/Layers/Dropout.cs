namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// In training sets each value to zero with a probability and divides the rest by what is left of one (Srivastava et
/// al., 2014); in prediction does nothing. The shape stays as it is.
/// </summary>
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
