using System.Numerics.Tensors;

namespace Emnist.Recognition.Training;

/// <summary>Keras's loss of the same name, from logits: the mean over the batch of <c>-ln softmax(logits)[label]</c>.</summary>
internal static class SparseCategoricalCrossentropy
{
    /// <summary>Computes the loss and its gradient by the logits.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="labels">[batch], class indices.</param>
    /// <param name="gradient">[batch, classes], written: <c>(softmax - one-hot) / batch</c>.</param>
    /// <returns>The sum of the losses over the batch, and how many of its samples have their largest logit at the label.</returns>
    public static (double LossSum, int Correct) Compute(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, Span<float> gradient)
    {
        int classes = logits.Length / labels.Length;
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = logits.Slice(i * classes, classes);
            Span<float> target = gradient.Slice(i * classes, classes);
            float largest = TensorPrimitives.Max(row);
            TensorPrimitives.Subtract(row, largest, target);
            TensorPrimitives.Exp(target, target);
            float sum = TensorPrimitives.Sum<float>(target);
            loss += Math.Log(sum) + largest - row[labels[i]];
            correct += TensorPrimitives.IndexOfMax(row) == labels[i] ? 1 : 0;
            TensorPrimitives.Multiply(target, 1 / (sum * labels.Length), target);
            target[labels[i]] -= 1f / labels.Length;
        }

        return (loss, correct);
    }
}
