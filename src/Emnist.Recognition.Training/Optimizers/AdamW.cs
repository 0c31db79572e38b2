using static System.FormattableString;

namespace Emnist.Recognition.Training.Optimizers;

/// <summary>
/// Adam with weight decay apart from the gradient (Loshchilov and Hutter, arXiv 1711.05101), with Keras's defaults: before
/// each step every trainable parameter loses <c>rate · decay</c> of itself. Immutable.
/// </summary>
/// <example>
/// <code>
/// var options = new TrainerOptions { Optimizer = new AdamW { LearningRate = 2e-3, WeightDecay = 0.02f } };
/// </code>
/// </example>
public sealed class AdamW : AdamBase
{
    /// <summary>The decay, finite and 0 or more.</summary>
    /// <value>Default: 0.004.</value>
    public float WeightDecay { get; init; } = 0.004f;

    internal override float Decay => WeightDecay;

    internal override string Description => Invariant($"{base.Description}, weight decay {WeightDecay}");

    internal override void Validate()
    {
        base.Validate();
        if (!(WeightDecay >= 0 && float.IsFinite(WeightDecay)))
        {
            throw new ArgumentOutOfRangeException(nameof(WeightDecay), WeightDecay, "The weight decay must be finite and 0 or more.");
        }
    }
}
