using System.Numerics.Tensors;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training;

/// <summary>
/// The cross-entropy of softmax(logits) and a target, times the weight of the label's class: <c>w (lse(z) - target · z)</c>
/// with lse = the logarithm of the sum of the exponentials. The target is the smoothed one-hot vector of the label, mixed
/// with the teachers' probabilities where there are teachers.
/// </summary>
internal sealed class SoftmaxCrossentropy(float smoothing, IReadOnlyList<float>? classWeights, float teachersWeight = 0)
{
    private readonly float[]? _classWeights = classWeights is null ? null : [.. classWeights];

    /// <summary>Computes the loss and its gradient by the logits.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="labels">[batch], class indices.</param>
    /// <param name="softTargets">[batch, classes], the teachers' probabilities; not read where they have no weight.</param>
    /// <param name="gradient">[batch, classes], written: <c>w (softmax - target) / batch</c>.</param>
    /// <returns>The sum of the losses over the batch, and how many of its samples have their largest logit at the label.</returns>
    public (double LossSum, int Correct) Compute(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, ReadOnlySpan<float> softTargets, Span<float> gradient)
    {
        int classes = logits.Length / labels.Length;
        float oneHot = (1 - teachersWeight) * (1 - smoothing);
        float spread = (1 - teachersWeight) * smoothing / classes;
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = logits.Slice(i * classes, classes);
            Span<float> target = gradient.Slice(i * classes, classes);
            float weight = _classWeights is null ? 1 : _classWeights[labels[i]];
            (float largest, float sum) = ChannelMath.Exponentials(row, target);
            double targetLogit = oneHot * row[labels[i]];
            correct += TensorPrimitives.IndexOfMax(row) == labels[i] ? 1 : 0;
            TensorPrimitives.Multiply(target, weight / (sum * labels.Length), target);
            target[labels[i]] -= weight * oneHot / labels.Length;
            if (smoothing > 0)
            {
                targetLogit += spread * TensorPrimitives.Sum(row);
                TensorPrimitives.Subtract(target, weight * spread / labels.Length, target);
            }

            if (teachersWeight > 0)
            {
                ReadOnlySpan<float> teachers = softTargets.Slice(i * classes, classes);
                targetLogit += teachersWeight * TensorPrimitives.Dot(teachers, row);
                TensorPrimitives.MultiplyAdd(teachers, -weight * teachersWeight / labels.Length, target, target);
            }

            loss += weight * (Math.Log(sum) + largest - targetLogit);
        }

        return (loss, correct);
    }
}
