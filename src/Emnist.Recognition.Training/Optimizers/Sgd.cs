using Emnist.Recognition.Training.Backpropagation;

namespace Emnist.Recognition.Training.Optimizers;

/// <summary>
/// Stochastic gradient descent with Keras's defaults: <c>v = momentum · v - rate · g; w += v</c>, and with
/// <see cref="Nesterov"/> <c>w += momentum · v - rate · g</c> (Sutskever et al., "On the importance of initialization and
/// momentum in deep learning", ICML 2013, in the form of Keras). Immutable.
/// </summary>
public sealed record Sgd : Optimizer
{
    /// <summary>Creates the optimizer with a learning rate of 0.01 and no momentum.</summary>
    public Sgd()
        : base(0.01f)
    {
    }

    /// <summary>The share of the last step that goes into the next one, 0 or more and below 1. Default: 0.</summary>
    public float Momentum { get; init; }

    /// <summary>Whether the momentum is applied before the gradient's step. Default: false.</summary>
    public bool Nesterov { get; init; }

    internal override void Validate()
    {
        base.Validate();
        CheckShare(Momentum, nameof(Momentum));
    }

    internal override OptimizerState Start(IReadOnlyList<ParameterGradient> parameters) => new SgdState(this, parameters);
}
