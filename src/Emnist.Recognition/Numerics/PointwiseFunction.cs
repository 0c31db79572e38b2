using System.Numerics;
using System.Numerics.Tensors;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// A function of every value by itself, <c>y = f(x)</c>, and the way back through it, <c>dx = f'(x) dy</c>, over blocks of one
/// length. An output may be an input.
/// </summary>
internal abstract class PointwiseFunction
{
    /// <summary>Whether <see cref="Backward"/> takes x, which must then be kept; it takes y else.</summary>
    public virtual bool NeedsInput => false;

    public abstract void Forward(ReadOnlySpan<float> x, Span<float> y);

    /// <param name="value">y; or x, where <see cref="NeedsInput"/> says so.</param>
    /// <param name="dy">The gradient by y.</param>
    /// <param name="dx">The gradient by x, written.</param>
    public abstract void Backward(ReadOnlySpan<float> value, ReadOnlySpan<float> dy, Span<float> dx);
}

/// <summary><c>f(x) = tanh(x)</c>; <c>f'(x) = 1 - y^2</c>.</summary>
internal sealed class TanhFunction : PointwiseFunction
{
    public override void Forward(ReadOnlySpan<float> x, Span<float> y) => TensorPrimitives.Tanh(x, y);

    public override void Backward(ReadOnlySpan<float> value, ReadOnlySpan<float> dy, Span<float> dx) =>
        VectorLoop.Run(default(Gradient), value, dy, dx);

    private readonly struct Gradient : IVectorPairMap
    {
        public Vector<float> Apply(Vector<float> y, Vector<float> dy) => dy * (Vector<float>.One - (y * y));
    }
}

/// <summary><c>f(x) = 1 / (1 + exp(-x))</c>; <c>f'(x) = y (1 - y)</c>.</summary>
internal sealed class SigmoidFunction : PointwiseFunction
{
    public override void Forward(ReadOnlySpan<float> x, Span<float> y) => TensorPrimitives.Sigmoid(x, y);

    public override void Backward(ReadOnlySpan<float> value, ReadOnlySpan<float> dy, Span<float> dx) =>
        VectorLoop.Run(default(Gradient), value, dy, dx);

    private readonly struct Gradient : IVectorPairMap
    {
        public Vector<float> Apply(Vector<float> y, Vector<float> dy) => dy * (y * (Vector<float>.One - y));
    }
}

/// <summary><c>f(x) = x &gt; 0 ? x : alpha x</c>; <c>f'(x) = y &gt; 0 ? 1 : alpha</c>, where alpha is not negative.</summary>
internal sealed class LeakyReluFunction(float alpha) : PointwiseFunction
{
    public override void Forward(ReadOnlySpan<float> x, Span<float> y) => VectorLoop.Run(new Value(alpha), x, y);

    public override void Backward(ReadOnlySpan<float> value, ReadOnlySpan<float> dy, Span<float> dx) =>
        VectorLoop.Run(new Gradient(alpha), value, dy, dx);

    private readonly struct Value(float alpha) : IVectorMap
    {
        public Vector<float> Apply(Vector<float> x) => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), x, x * alpha);
    }

    private readonly struct Gradient(float alpha) : IVectorPairMap
    {
        public Vector<float> Apply(Vector<float> y, Vector<float> dy) =>
            Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), dy, dy * alpha);
    }
}

/// <summary>
/// <c>f(x) = x &gt; 0 ? x : alpha (exp(x) - 1)</c>; <c>f'(x) = y &gt; 0 ? 1 : y + alpha</c>, where alpha is not negative. Clevert
/// et al., arXiv 1511.07289.
/// </summary>
internal sealed class EluFunction(float alpha) : PointwiseFunction
{
    public override void Forward(ReadOnlySpan<float> x, Span<float> y) => VectorLoop.Run(new Value(alpha), x, y);

    public override void Backward(ReadOnlySpan<float> value, ReadOnlySpan<float> dy, Span<float> dx) =>
        VectorLoop.Run(new Gradient(alpha), value, dy, dx);

    private readonly struct Value(float alpha) : IVectorMap
    {
        // An exponential that is rounded up must not lift what is below 0 above it.
        public Vector<float> Apply(Vector<float> x)
        {
            Vector<float> below = Vector.Min(Vector.Exp(x) - Vector<float>.One, Vector<float>.Zero) * alpha;
            return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), x, below);
        }
    }

    private readonly struct Gradient(float alpha) : IVectorPairMap
    {
        public Vector<float> Apply(Vector<float> y, Vector<float> dy) =>
            Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), dy, dy * (y + new Vector<float>(alpha)));
    }
}

/// <summary>
/// <c>f(x) = x s(x)</c>; <c>f'(x) = s (1 + x (1 - s))</c>, with <c>s(x) = 1 / (1 + exp(-x))</c>. Hendrycks and Gimpel, arXiv
/// 1606.08415.
/// </summary>
internal sealed class SiluFunction : PointwiseFunction
{
    public override bool NeedsInput => true;

    public override void Forward(ReadOnlySpan<float> x, Span<float> y) => VectorLoop.Run(default(Value), x, y);

    public override void Backward(ReadOnlySpan<float> value, ReadOnlySpan<float> dy, Span<float> dx) =>
        VectorLoop.Run(default(Gradient), value, dy, dx);

    private static Vector<float> Sigmoid(Vector<float> x) => Vector<float>.One / (Vector<float>.One + Vector.Exp(-x));

    private readonly struct Value : IVectorMap
    {
        public Vector<float> Apply(Vector<float> x) => x * Sigmoid(x);
    }

    private readonly struct Gradient : IVectorPairMap
    {
        public Vector<float> Apply(Vector<float> x, Vector<float> dy)
        {
            Vector<float> s = Sigmoid(x);
            return dy * (s * (Vector<float>.One + (x * (Vector<float>.One - s))));
        }
    }
}

/// <summary>
/// <c>f(x) = x P(x)</c>; <c>f'(x) = P(x) + x exp(-x^2 / 2) / sqrt(2 pi)</c>, with P the normal distribution's function,
/// <c>P(x) = (1 + erf(x / sqrt(2))) / 2</c>. Hendrycks and Gimpel, arXiv 1606.08415.
/// </summary>
internal sealed class GeluFunction : PointwiseFunction
{
    public override bool NeedsInput => true;

    public override void Forward(ReadOnlySpan<float> x, Span<float> y) => VectorLoop.Run(default(Value), x, y);

    public override void Backward(ReadOnlySpan<float> value, ReadOnlySpan<float> dy, Span<float> dx) =>
        VectorLoop.Run(default(Gradient), value, dy, dx);

    /// <summary>
    /// P by formula 7.1.26 of Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), off by at most 7.5e-8, which is
    /// half of a float's last digit at 1; and <c>exp(-x^2 / 2)</c>, which is a part of it.
    /// </summary>
    private static (Vector<float> P, Vector<float> Bell) Normal(Vector<float> x)
    {
        Vector<float> bell = Vector.Exp(x * x * -0.5f);
        Vector<float> t = Vector<float>.One / (Vector<float>.One + (Vector.Abs(x) * (0.3275911f * 0.70710678f)));
        Vector<float> tail = (new Vector<float>(1.061405429f / 2) * t) + new Vector<float>(-1.453152027f / 2);
        tail = (tail * t) + new Vector<float>(1.421413741f / 2);
        tail = (tail * t) + new Vector<float>(-0.284496736f / 2);
        tail = (tail * t) + new Vector<float>(0.254829592f / 2);
        tail *= t * bell;
        return (Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One - tail, tail), bell);
    }

    private readonly struct Value : IVectorMap
    {
        public Vector<float> Apply(Vector<float> x) => x * Normal(x).P;
    }

    private readonly struct Gradient : IVectorPairMap
    {
        public Vector<float> Apply(Vector<float> x, Vector<float> dy)
        {
            (Vector<float> p, Vector<float> bell) = Normal(x);
            return dy * (p + (x * bell * 0.39894228f));
        }
    }
}
