using System.Numerics.Tensors;
using Emnist.Recognition.Training.Backpropagation;
using static System.FormattableString;

namespace Emnist.Recognition.Training.Optimizers;

/// <summary>
/// RMSprop (Tieleman and Hinton, lecture 6.5 of "Neural Networks for Machine Learning", 2012) with Keras's defaults, a learning
/// rate of 0.001 among them: <c>v = rho · v + (1 - rho) · g²; step = rate · g / sqrt(v + epsilon)</c>, and with
/// <see cref="Centered"/> <c>rate · g / sqrt(v - m² + epsilon)</c>, where m is the same average of g (Graves, arXiv 1308.0850).
/// As in Keras 3, epsilon stands under the root and the momentum is that of whole steps, rate included; PyTorch adds epsilon to the
/// root, and multiplies by the rate afterwards. Immutable.
/// </summary>
/// <example>
/// <code>
/// var options = new TrainerOptions { Optimizer = new RmsProp { LearningRate = 1e-3, Momentum = 0.9f } };
/// </code>
/// </example>
public sealed class RmsProp : Optimizer
{
    /// <summary>Creates the optimizer with a learning rate of 0.001 and no momentum.</summary>
    public RmsProp()
        : base(1e-3f)
    {
    }

    /// <summary>The decay of the averages, 0 or more and below 1.</summary>
    /// <value>Default: 0.9.</value>
    public float Rho { get; init; } = 0.9f;

    /// <summary>The share of the last step that goes into the next one, 0 or more and below 1.</summary>
    /// <value>Default: 0.</value>
    public float Momentum { get; init; }

    /// <summary>Keeps the division from zero; finite and above 0.</summary>
    /// <value>Default: 1e-7.</value>
    public float Epsilon { get; init; } = 1e-7f;

    /// <summary>Whether gradients are divided by their standard deviation, and not by the root of their mean square.</summary>
    /// <value>Default: false.</value>
    public bool Centered { get; init; }

    internal override string Description =>
        Invariant($"RMSprop, learning rate {LearningRate}, rho {Rho}, momentum {Momentum}, epsilon {Epsilon}{(Centered ? ", centered" : "")}");

    internal override void Validate()
    {
        base.Validate();
        CheckShare(Rho, nameof(Rho));
        CheckShare(Momentum, nameof(Momentum));
        CheckEpsilon(Epsilon, nameof(Epsilon));
    }

    internal override OptimizerState Start(IReadOnlyList<ParameterGradient> parameters) => new RmsPropState(this, parameters);
}

/// <summary>The mean squares of gradients, and the last steps and the mean gradients where <see cref="RmsProp"/> needs them.</summary>
internal sealed class RmsPropState(RmsProp options, IReadOnlyList<ParameterGradient> parameters)
    : OptimizerState(parameters, memories: 1 + (options.Momentum > 0 ? 1 : 0) + (options.Centered ? 1 : 0))
{
    /// <summary>Values at a time, few enough to stay in the nearest cache from operation to operation.</summary>
    private const int PieceLength = 1024;

    private const int Squares = 0;
    private const int LastSteps = 1;

    private readonly int _means = options.Momentum > 0 ? 2 : 1;

    protected override void Update(Span<float> values, ReadOnlySpan<float> gradient, int index, double learningRate)
    {
        Span<float> piece = stackalloc float[Math.Min(PieceLength, values.Length)];
        for (int start = 0; start < values.Length; start += PieceLength)
        {
            int length = Math.Min(PieceLength, values.Length - start);
            Span<float> step = piece[..length];
            Divide(gradient.Slice(start, length), index, start, step);
            Span<float> own = values.Slice(start, length);
            if (options.Momentum > 0)
            {
                Span<float> steps = Memory(LastSteps, index).Slice(start, length);
                TensorPrimitives.Multiply(steps, options.Momentum, steps);
                TensorPrimitives.MultiplyAdd(step, (float)learningRate, steps, steps);
                TensorPrimitives.Subtract(own, steps, own);
            }
            else
            {
                TensorPrimitives.MultiplyAdd(step, -(float)learningRate, own, own);
            }
        }
    }

    /// <summary>step = g / sqrt(v - m² + epsilon), with the averages v of g² and m of g brought up to date; m is 0 where it is not kept.</summary>
    private void Divide(ReadOnlySpan<float> gradient, int index, int start, Span<float> step)
    {
        Span<float> squares = Memory(Squares, index).Slice(start, step.Length);
        TensorPrimitives.Multiply(gradient, gradient, step);
        TensorPrimitives.Lerp(squares, step, 1 - options.Rho, squares);
        squares.CopyTo(step);
        if (options.Centered)
        {
            Span<float> means = Memory(_means, index).Slice(start, step.Length);
            TensorPrimitives.Lerp(means, gradient, 1 - options.Rho, means);

            // Rounding may make the variance of a gradient that stays the same less than zero.
            for (int i = 0; i < step.Length; i++)
            {
                step[i] = Math.Max(step[i] - (means[i] * means[i]), 0);
            }
        }

        TensorPrimitives.Add(step, options.Epsilon, step);
        TensorPrimitives.Sqrt(step, step);
        TensorPrimitives.Divide(gradient, step, step);
    }
}
