using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

/// <summary>One pass over a batch in an <see cref="InferencePlan"/>. Immutable; run by many threads at once.</summary>
internal abstract class PlanStep(int inputLength, int outputLength)
{
    /// <summary>Values of one sample on the way in.</summary>
    public int InputLength { get; } = inputLength;

    /// <summary>Values of one sample on the way out.</summary>
    public int OutputLength { get; } = outputLength;

    /// <summary>Whether the step writes over its input; its output buffer is then the same.</summary>
    public virtual bool InPlace => false;

    public abstract void Run(AlignedBuffer input, AlignedBuffer output, int count);
}
