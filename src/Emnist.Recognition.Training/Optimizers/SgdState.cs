using System.Numerics.Tensors;
using Emnist.Recognition.Training.Backpropagation;

namespace Emnist.Recognition.Training.Optimizers;

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
