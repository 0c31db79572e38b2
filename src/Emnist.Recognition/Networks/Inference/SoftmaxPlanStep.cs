using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

internal sealed class SoftmaxPlanStep(int length, int channels) : PlanStep(length, length)
{
    public override bool InPlace => true;

    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        ChannelMath.Softmax(input.Span[..(count * InputLength)], channels, output.Span);
}
