using System.Numerics.Tensors;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>Softmax within a network; at its end the loss takes the logits instead.</summary>
internal sealed class SoftmaxStep(NetworkLayer layer, TrainingContext context)
    : SampleStep(layer.InputShape.Length, layer.InputShape.Length, context)
{
    private readonly int _channels = layer.InputShape.Channels;

    public override bool NeedsOutput => true;

    protected override void ForwardSample(int sample, ReadOnlySpan<float> input, Span<float> output) =>
        ChannelMath.Softmax(input, _channels, output);

    // dx = y * (dy - sum of y * dy)
    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        for (int row = 0; row < output.Length; row += _channels)
        {
            ReadOnlySpan<float> y = output.Slice(row, _channels);
            ReadOnlySpan<float> dy = outputGradient.Slice(row, _channels);
            Span<float> dx = inputGradient.Slice(row, _channels);
            TensorPrimitives.Subtract(dy, TensorPrimitives.Dot(y, dy), dx);
            TensorPrimitives.Multiply(dx, y, dx);
        }
    }
}
