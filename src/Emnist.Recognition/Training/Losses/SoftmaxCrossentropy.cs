using System.Numerics.Tensors;

namespace Emnist.Recognition.Training.Losses;

/// <summary>
/// The cross-entropy of softmax(logits) and the smoothed one-hot target, times the weight of the label's class:
/// <c>w (lse(z) - (1 - s) z[label] - s mean(z))</c> with lse = the logarithm of the sum of the exponentials.
/// </summary>
internal sealed class SoftmaxCrossentropy(float smoothing, IReadOnlyList<float>? classWeights)
{
    private readonly float[]? _classWeights = classWeights is null ? null : [.. classWeights];

    /// <summary>Computes the loss and its gradient by the logits.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="labels">[batch], class indices.</param>
    /// <param name="gradient">[batch, classes], written: <c>w (softmax - target) / batch</c>.</param>
    /// <returns>The sum of the losses over the batch, and how many of its samples have their largest logit at the label.</returns>
    public (double LossSum, int Correct) Compute(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, Span<float> gradient)
    {
        int classes = logits.Length / labels.Length;
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = logits.Slice(i * classes, classes);
            Span<float> target = gradient.Slice(i * classes, classes);
            float weight = _classWeights is null ? 1 : _classWeights[labels[i]];
            float largest = TensorPrimitives.Max(row);
            TensorPrimitives.Subtract(row, largest, target);
            TensorPrimitives.Exp(target, target);
            float sum = TensorPrimitives.Sum<float>(target);
            loss += weight * (Math.Log(sum) + largest - TargetLogit(row, labels[i]));
            correct += TensorPrimitives.IndexOfMax(row) == labels[i] ? 1 : 0;
            TensorPrimitives.Multiply(target, weight / (sum * labels.Length), target);
            target[labels[i]] -= weight * (1 - smoothing) / labels.Length;
            if (smoothing > 0)
            {
                TensorPrimitives.Subtract(target, weight * smoothing / (classes * labels.Length), target);
            }
        }

        return (loss, correct);
    }

    private double TargetLogit(ReadOnlySpan<float> row, byte label) => smoothing == 0
        ? row[label]
        : ((1 - smoothing) * row[label]) + (smoothing * TensorPrimitives.Sum(row) / row.Length);
}
