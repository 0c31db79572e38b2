using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>A step on its buffers, forward or back, over the first samples of the batch.</summary>
internal abstract class GraphPass(TrainingStep step)
{
    public TrainingStep Step => step;

    public abstract void Run(int count);
}

internal sealed class ForwardPass(TrainingStep step, AlignedBuffer input, AlignedBuffer output) : GraphPass(step)
{
    public override void Run(int count) => Step.Forward(input, output, count);
}

internal sealed class BackwardPass(
    TrainingStep step, AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer? inputGradient)
    : GraphPass(step)
{
    public override void Run(int count) => Step.Backward(input, output, outputGradient, inputGradient, count);
}
