using System.Numerics.Tensors;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

internal sealed class ReluPlanStep(int length) : PlanStep(length, length)
{
    public override bool InPlace => true;

    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        TensorPrimitives.Max(input.Span[..(count * InputLength)], 0f, output.Span);
}
