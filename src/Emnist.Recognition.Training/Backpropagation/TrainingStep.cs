using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// One layer in training: forward over a batch and back. The steps keep what they need in between; a
/// <see cref="TrainingGraph"/> keeps their outputs.
/// </summary>
internal abstract class TrainingStep
{
    /// <summary>Whether <see cref="Backward"/> reads the output, which the next step must then leave as it is.</summary>
    public virtual bool NeedsOutput => false;

    /// <summary>
    /// Whether the step may write its output over its input, and its input's gradient over its output's: it needs
    /// neither the input nor the order of the values.
    /// </summary>
    public virtual bool CanRunInPlace => false;

    /// <summary>Whether the output is the input as it is, so that in place there is nothing to do on the way forward.</summary>
    public virtual bool KeepsValues => false;

    /// <summary>The layer's trainable parameters with their gradients.</summary>
    public virtual IReadOnlyList<ParameterGradient> Gradients => [];

    /// <summary>
    /// Computes the output [count, output shape] of the first <paramref name="count"/> samples from their input
    /// [count, input shape].
    /// </summary>
    public abstract void Forward(AlignedBuffer input, AlignedBuffer output, int count);

    /// <summary>
    /// Computes the gradients by the parameters, summed over the batch, and by the input, unless
    /// <paramref name="inputGradient"/> is null. Gradients have the shapes of what they are by. <see cref="Forward"/> ran on
    /// the same buffers before.
    /// </summary>
    public abstract void Backward(
        AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer? inputGradient, int count);
}

/// <summary>A step that can store <c>max(y, 0)</c> instead of its output y while it has it at hand.</summary>
internal interface IRectifier
{
    /// <summary>Whether it does. The ReLU behind it is then left with the way back.</summary>
    bool Rectifies { get; set; }
}

/// <summary>A trainable parameter and the gradient of the loss by it, of the last batch.</summary>
internal sealed class ParameterGradient(Parameter parameter)
{
    public Parameter Parameter => parameter;

    public AlignedBuffer Gradient { get; } = new(parameter.Values.Length);
}
