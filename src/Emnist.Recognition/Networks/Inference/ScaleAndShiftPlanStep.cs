using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

/// <summary>A batch normalization that no convolution or dense layer could take in.</summary>
internal sealed class ScaleAndShiftPlanStep(int length, float[] scale, float[] shift) : PlanStep(length, length)
{
    public override bool InPlace => true;

    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        ChannelMath.ScaleAndShift(input.Span[..(count * InputLength)], scale, shift, output.Span);
}
