using System.Numerics.Tensors;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training;

/// <summary>
/// The cross-entropy of softmax(logits) and a target, times the weight of the label's class: <c>w (lse(z) - target · z)</c>
/// with lse = the logarithm of the sum of the exponentials. The target is the smoothed one-hot vector of the label, mixed
/// with the teachers' probabilities where there are teachers.
/// </summary>
/// <remarks>
/// Of a sample that may be of several classes S, the label's part of the loss is minus the logarithm of the sum of their
/// probabilities, <c>lse(z) - lse(z over S)</c>, the marginal likelihood. Its gradient is that of a target which shares the label's
/// part out among S in proportion to their probabilities.
/// </remarks>
internal sealed class SoftmaxCrossentropy(float smoothing, IReadOnlyList<float>? classWeights, float teachersWeight = 0)
{
    private readonly float[]? _classWeights = classWeights is null ? null : [.. classWeights];

    /// <summary>Computes the loss and its gradient by the logits, of samples whose class is known.</summary>
    /// <inheritdoc cref="Compute(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int[]}, ReadOnlySpan{float}, Span{float})"/>
    public (double LossSum, int Correct) Compute(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, ReadOnlySpan<float> softTargets, Span<float> gradient) =>
        Compute(logits, labels, [], softTargets, gradient);

    /// <summary>Computes the loss and its gradient by the logits.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="labels">[batch], class indices.</param>
    /// <param name="candidates">[batch], the classes that a sample may be of, null where it is of the label; empty for all known.</param>
    /// <param name="softTargets">[batch, classes], the teachers' probabilities; not read where they have no weight.</param>
    /// <param name="gradient">[batch, classes], written: <c>w (softmax - target) / batch</c>.</param>
    /// <returns>
    /// The sum of the losses over the batch, and how many of its samples have their largest logit at the label or a candidate.
    /// </returns>
    public (double LossSum, int Correct) Compute(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<int[]?> candidates,
        ReadOnlySpan<float> softTargets,
        Span<float> gradient)
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
            int answer = TensorPrimitives.IndexOfMax(row);
            double targetLogit;
            if (candidates.IsEmpty || candidates[i] is not { } set)
            {
                targetLogit = oneHot * row[labels[i]];
                correct += answer == labels[i] ? 1 : 0;
                TensorPrimitives.Multiply(target, weight / (sum * labels.Length), target);
                target[labels[i]] -= weight * oneHot / labels.Length;
            }
            else
            {
                targetLogit = oneHot * ShareOut(row, set, weight * oneHot / labels.Length, weight / (sum * labels.Length), target);
                correct += Array.IndexOf(set, answer) >= 0 ? 1 : 0;
            }

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

    /// <summary>Makes the gradient of exponentials, with the label's part shared out among candidates.</summary>
    /// <param name="row">[classes], the logits.</param>
    /// <param name="set">The candidates.</param>
    /// <param name="part">What is to be shared out.</param>
    /// <param name="scale">What the exponentials are multiplied with.</param>
    /// <param name="target">[classes]: the logits' exponentials, which become the gradient.</param>
    /// <returns>The logarithm of the sum of the candidates' exponentials; among them their largest is 1, so that it is finite.</returns>
    private static double ShareOut(ReadOnlySpan<float> row, int[] set, float part, float scale, Span<float> target)
    {
        float largest = float.NegativeInfinity;
        foreach (int c in set)
        {
            largest = MathF.Max(largest, row[c]);
        }

        double sum = 0;
        foreach (int c in set)
        {
            sum += Math.Exp(row[c] - largest);
        }

        TensorPrimitives.Multiply(target, scale, target);
        foreach (int c in set)
        {
            target[c] -= part * (float)(Math.Exp(row[c] - largest) / sum);
        }

        return largest + Math.Log(sum);
    }
}
