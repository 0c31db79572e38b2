using System.Numerics.Tensors;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

internal sealed class GlobalAveragePoolingStep(NetworkLayer layer, TrainingContext context)
    : SampleStep(layer.InputShape.Length, layer.OutputShape.Length, context)
{
    protected override void ForwardSample(int sample, ReadOnlySpan<float> input, Span<float> output) =>
        ChannelMath.Average(input, output);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        int channels = outputGradient.Length;
        float share = (float)channels / inputGradient.Length;
        for (int row = 0; row < inputGradient.Length; row += channels)
        {
            TensorPrimitives.Multiply(outputGradient, share, inputGradient.Slice(row, channels));
        }
    }
}
