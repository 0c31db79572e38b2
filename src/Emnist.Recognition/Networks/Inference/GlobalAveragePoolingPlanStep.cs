using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

internal sealed class GlobalAveragePoolingPlanStep(int inputLength, int channels) : PlanStep(inputLength, channels)
{
    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count)
    {
        for (int image = 0; image < count; image++)
        {
            ChannelMath.Average(
                input.Span.Slice(image * InputLength, InputLength),
                output.Span.Slice(image * OutputLength, OutputLength));
        }
    }
}
