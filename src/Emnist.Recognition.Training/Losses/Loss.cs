namespace Emnist.Recognition.Training.Losses;

/// <summary>
/// What a training makes small: <see cref="SparseCategoricalCrossentropy"/> or <see cref="CategoricalCrossentropy"/>. A
/// network without a softmax gives logits, and the loss is taken from these; where it ends in a softmax, the loss of its
/// probabilities is computed from what goes into the softmax, which is the same but for rounding, so that Keras's
/// <c>from_logits</c> needs no setting. Immutable.
/// </summary>
public abstract record Loss
{
    private protected Loss()
    {
    }

    /// <summary>The share of the target that is spread evenly over all classes.</summary>
    internal virtual float Smoothing => 0;

    internal virtual void Validate()
    {
    }
}
