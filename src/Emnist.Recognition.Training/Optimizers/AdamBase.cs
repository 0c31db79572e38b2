using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Emnist.Recognition.Training.Backpropagation;
using static System.FormattableString;

namespace Emnist.Recognition.Training.Optimizers;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> share. Immutable.</summary>
public abstract class AdamBase : Optimizer
{
    private protected AdamBase()
        : base(1e-3f)
    {
    }

    /// <summary>The decay of the first moment, 0 or more and below 1.</summary>
    /// <value>Default: 0.9.</value>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>The decay of the second moment, 0 or more and below 1.</summary>
    /// <value>Default: 0.999.</value>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Keeps the division from zero; finite and above 0.</summary>
    /// <value>Default: 1e-7.</value>
    public float Epsilon { get; init; } = 1e-7f;

    /// <summary>The share of each parameter, times the learning rate, that goes before each step.</summary>
    internal virtual float Decay => 0;

    internal override string Description =>
        Invariant($"Adam, learning rate {LearningRate}, beta1 {Beta1}, beta2 {Beta2}, epsilon {Epsilon}");

    internal override void Validate()
    {
        base.Validate();
        CheckShare(Beta1, nameof(Beta1));
        CheckShare(Beta2, nameof(Beta2));
        CheckEpsilon(Epsilon, nameof(Epsilon));
    }

    internal override OptimizerState Start(IReadOnlyList<ParameterGradient> parameters) => new AdamState(this, parameters);
}

/// <summary>The moments that <see cref="Adam"/> and <see cref="AdamW"/> keep of each parameter.</summary>
internal sealed class AdamState(AdamBase adam, IReadOnlyList<ParameterGradient> parameters) : OptimizerState(parameters, memories: 2)
{
    // m += (g - m) (1 - beta1);  v += (g^2 - v) (1 - beta2);  w -= rate m / (sqrt(v) + epsilon)
    protected override void Update(Span<float> values, ReadOnlySpan<float> gradient, int index, double learningRate)
    {
        if (adam.Decay > 0)
        {
            TensorPrimitives.Multiply(values, (float)(1 - (learningRate * adam.Decay)), values);
        }

        float rate = (float)(learningRate * Math.Sqrt(1 - Math.Pow(adam.Beta2, Steps)) / (1 - Math.Pow(adam.Beta1, Steps)));
        (float share1, float share2) = (1 - adam.Beta1, 1 - adam.Beta2);
        Span<float> first = Memory(0, index);
        Span<float> second = Memory(1, index);
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(values);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        Span<Vector<float>> m = MemoryMarshal.Cast<float, Vector<float>>(first);
        Span<Vector<float>> v = MemoryMarshal.Cast<float, Vector<float>>(second);
        var epsilon = new Vector<float>(adam.Epsilon);
        for (int i = 0; i < w.Length; i++)
        {
            m[i] += (g[i] - m[i]) * share1;
            v[i] += ((g[i] * g[i]) - v[i]) * share2;
            w[i] -= rate * m[i] / (Vector.SquareRoot(v[i]) + epsilon);
        }

        for (int i = w.Length * Vector<float>.Count; i < values.Length; i++)
        {
            first[i] += (gradient[i] - first[i]) * share1;
            second[i] += ((gradient[i] * gradient[i]) - second[i]) * share2;
            values[i] -= rate * first[i] / (MathF.Sqrt(second[i]) + adam.Epsilon);
        }
    }
}
