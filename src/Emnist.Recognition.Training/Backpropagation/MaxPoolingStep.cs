using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

internal sealed class MaxPoolingStep(PoolingGeometry geometry, TrainingContext context)
    : SampleStep(geometry.InputLength, geometry.OutputLength, context)
{
    public override bool NeedsOutput => true;

    protected override void ForwardSample(int sample, ReadOnlySpan<float> input, Span<float> output) =>
        MaxPooling.Forward(geometry, input, output);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient) =>
        MaxPooling.Backward(geometry, input, output, outputGradient, inputGradient);
}
