using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>A layer that changes no value: flatten, or a linear activation.</summary>
internal sealed class IdentityStep : TrainingStep
{
    public override bool CanRunInPlace => true;

    public override void Forward(AlignedBuffer input, AlignedBuffer output, int count)
    {
        if (input != output)
        {
            input.Span.CopyTo(output.Span);
        }
    }

    public override void Backward(AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer? inputGradient, int count)
    {
        if (inputGradient is not null && inputGradient != outputGradient)
        {
            outputGradient.Span.CopyTo(inputGradient.Span);
        }
    }
}
