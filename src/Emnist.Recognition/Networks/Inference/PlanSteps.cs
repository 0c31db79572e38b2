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

    /// <summary>Floats of memory that the step works in besides.</summary>
    public virtual int ScratchLength => 0;

    /// <param name="input">[count, input length].</param>
    /// <param name="output">[count, output length], written; the input itself if <see cref="InPlace"/>.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> floats, overwritten.</param>
    /// <param name="count">Samples.</param>
    public abstract void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count);
}
