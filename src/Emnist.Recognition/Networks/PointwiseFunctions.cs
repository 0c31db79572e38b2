using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks;

/// <summary>The kernels of activations that treat every value by itself, in training and in prediction alike.</summary>
internal static class PointwiseFunctions
{
    public static PointwiseFunction Create(Activation activation) => activation.Function switch
    {
        ActivationFunction.Tanh => new TanhFunction(),
        ActivationFunction.Sigmoid => new SigmoidFunction(),
        ActivationFunction.LeakyRelu => new LeakyReluFunction(activation.Alpha),
        ActivationFunction.Elu => new EluFunction(activation.Alpha),
        ActivationFunction.Gelu => new GeluFunction(),
        ActivationFunction.Silu => new SiluFunction(),
        var other => throw new NotSupportedException($"No kernel is known for the activation {other}."),
    };
}
