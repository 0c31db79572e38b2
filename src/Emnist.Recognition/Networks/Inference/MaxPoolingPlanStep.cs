using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

internal sealed class MaxPoolingPlanStep(PoolingGeometry geometry) : PlanStep(geometry.InputLength, geometry.OutputLength)
{
    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count)
    {
        for (int image = 0; image < count; image++)
        {
            MaxPooling.Forward(
                geometry,
                input.Span.Slice(image * InputLength, InputLength),
                output.Span.Slice(image * OutputLength, OutputLength));
        }
    }
}
