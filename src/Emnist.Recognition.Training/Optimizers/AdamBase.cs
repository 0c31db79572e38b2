using Emnist.Recognition.Training.Backpropagation;

namespace Emnist.Recognition.Training.Optimizers;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> share. Immutable.</summary>
public abstract record AdamBase : Optimizer
{
    private protected AdamBase()
        : base(1e-3f)
    {
    }

    /// <summary>The decay of the first moment, 0 or more and below 1. Default: 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>The decay of the second moment, 0 or more and below 1. Default: 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Keeps the division from zero; finite and above 0. Default: 1e-7.</summary>
    public float Epsilon { get; init; } = 1e-7f;

    /// <summary>The share of each parameter, times the learning rate, that goes before each step.</summary>
    internal virtual float Decay => 0;

    internal override void Validate()
    {
        base.Validate();
        CheckShare(Beta1, nameof(Beta1));
        CheckShare(Beta2, nameof(Beta2));
        if (!(Epsilon > 0 && float.IsFinite(Epsilon)))
        {
            throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, "Epsilon must be finite and above 0.");
        }
    }

    internal override OptimizerState Start(IReadOnlyList<ParameterGradient> parameters) => new AdamState(this, parameters);
}
