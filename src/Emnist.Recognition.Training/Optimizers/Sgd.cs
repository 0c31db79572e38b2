using System.Numerics.Tensors;
using Emnist.Recognition.Training.Backpropagation;
using static System.FormattableString;

namespace Emnist.Recognition.Training.Optimizers;

/// <summary>
/// Stochastic gradient descent with Keras's defaults: <c>v = momentum · v - rate · g; w += v</c>, and with
/// <see cref="Nesterov"/> <c>w += momentum · v - rate · g</c> (Sutskever et al., "On the importance of initialization and
/// momentum in deep learning", ICML 2013, in the form of Keras). Immutable.
/// </summary>
/// <example>
/// <code>
/// var options = new TrainerOptions { Optimizer = new Sgd { LearningRate = 0.05, Momentum = 0.9f, Nesterov = true } };
/// </code>
/// </example>
public sealed class Sgd : Optimizer
{
    /// <summary>Creates the optimizer with a learning rate of 0.01 and no momentum.</summary>
    public Sgd()
        : base(0.01f)
    {
    }

    /// <summary>The share of the last step that goes into the next one, 0 or more and below 1.</summary>
    /// <value>Default: 0.</value>
    public float Momentum { get; init; }

    /// <summary>Whether the momentum is applied before the gradient's step.</summary>
    /// <value>Default: false.</value>
    public bool Nesterov { get; init; }

    internal override string Description =>
        Invariant($"SGD, learning rate {LearningRate}, momentum {Momentum}{(Nesterov ? ", Nesterov" : "")}");

    internal override void Validate()
    {
        base.Validate();
        CheckShare(Momentum, nameof(Momentum));
    }

    internal override OptimizerState Start(IReadOnlyList<ParameterGradient> parameters) => new SgdState(this, parameters);
}

/// <summary>The velocities that <see cref="Sgd"/> keeps where it has a momentum.</summary>
internal sealed class SgdState(Sgd sgd, IReadOnlyList<ParameterGradient> parameters)
    : OptimizerState(parameters, memories: sgd.Momentum > 0 ? 1 : 0)
{
    protected override void Update(Span<float> values, ReadOnlySpan<float> gradient, int index, double learningRate)
    {
        float rate = (float)learningRate;
        if (sgd.Momentum == 0)
        {
            TensorPrimitives.MultiplyAdd(gradient, -rate, values, values);
            return;
        }

        Span<float> velocity = Memory(0, index);
        TensorPrimitives.Multiply(velocity, sgd.Momentum, velocity);
        TensorPrimitives.MultiplyAdd(gradient, -rate, velocity, velocity);
        if (sgd.Nesterov)
        {
            TensorPrimitives.MultiplyAdd(velocity, sgd.Momentum, values, values);
            TensorPrimitives.MultiplyAdd(gradient, -rate, values, values);
        }
        else
        {
            TensorPrimitives.Add(values, velocity, values);
        }
    }
}
