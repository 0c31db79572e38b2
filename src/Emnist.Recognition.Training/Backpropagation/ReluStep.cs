using System.Numerics.Tensors;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

internal sealed class ReluStep(NetworkLayer layer, TrainingContext context)
    : SampleStep(layer.InputShape.Length, layer.InputShape.Length, context)
{
    public override bool NeedsOutput => true;

    public override bool CanRunInPlace => true;

    protected override void ForwardSample(int sample, ReadOnlySpan<float> input, Span<float> output) =>
        TensorPrimitives.Max(input, 0f, output);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient) =>
        ChannelMath.MaskByPositive(output, outputGradient, inputGradient);
}
