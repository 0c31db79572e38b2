using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>A trainable parameter and the gradient of the loss by it, of the last batch.</summary>
internal sealed class ParameterGradient(Parameter parameter)
{
    public Parameter Parameter => parameter;

    public AlignedBuffer Gradient { get; } = new(parameter.Values.Length);
}
