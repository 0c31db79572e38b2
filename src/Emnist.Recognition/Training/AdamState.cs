using System.Numerics;
using System.Runtime.InteropServices;
using Emnist.Recognition.Networks.Backpropagation;

namespace Emnist.Recognition.Training;

/// <summary>The moments that <see cref="Adam"/> keeps of each parameter.</summary>
internal sealed class AdamState
{
    private readonly Adam _adam;
    private readonly IReadOnlyList<ParameterGradient> _parameters;
    private readonly float[][] _firstMoments;
    private readonly float[][] _secondMoments;
    private int _steps;

    public AdamState(Adam adam, IReadOnlyList<ParameterGradient> parameters)
    {
        _adam = adam;
        _parameters = parameters;
        _firstMoments = [.. parameters.Select(static parameter => new float[parameter.Gradient.Length])];
        _secondMoments = [.. parameters.Select(static parameter => new float[parameter.Gradient.Length])];
    }

    /// <summary>Changes all parameters by their gradients.</summary>
    /// <param name="progress">The share of the training's batches that came before.</param>
    public void Step(double progress)
    {
        _steps++;
        double rate = _adam.LearningRate.At(progress) * Math.Sqrt(1 - Math.Pow(_adam.Beta2, _steps)) / (1 - Math.Pow(_adam.Beta1, _steps));
        for (int i = 0; i < _parameters.Count; i++)
        {
            Update(_parameters[i].Parameter.Values, _parameters[i].Gradient.Span, _firstMoments[i], _secondMoments[i], (float)rate);
        }
    }

    // m += (g - m) (1 - beta1);  v += (g^2 - v) (1 - beta2);  w -= rate m / (sqrt(v) + epsilon)
    private void Update(Span<float> values, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, float rate)
    {
        (float share1, float share2) = (1 - _adam.Beta1, 1 - _adam.Beta2);
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(values);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        Span<Vector<float>> m = MemoryMarshal.Cast<float, Vector<float>>(first);
        Span<Vector<float>> v = MemoryMarshal.Cast<float, Vector<float>>(second);
        var epsilon = new Vector<float>(_adam.Epsilon);
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
            values[i] -= rate * first[i] / (MathF.Sqrt(second[i]) + _adam.Epsilon);
        }
    }
}
