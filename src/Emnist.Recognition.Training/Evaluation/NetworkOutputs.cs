using System.Numerics.Tensors;

namespace Emnist.Recognition.Training.Evaluation;

/// <summary>What a network gives for samples: their logits, or their probabilities.</summary>
internal static class NetworkOutputs
{
    /// <summary>Counts the answers and their losses.</summary>
    /// <param name="outputs">[samples, classes], which become probabilities.</param>
    /// <param name="labels">Class indices, of at least so many samples.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="probabilities">Whether the outputs are probabilities of a softmax, and not logits.</param>
    /// <param name="withEvenLoss">Whether the loss where each class is as right as any other is counted too.</param>
    /// <param name="start">The place of the first sample in the set.</param>
    public static PredictionTally Count(
        Span<float> outputs, ReadOnlySpan<int> labels, int classes, bool probabilities, bool withEvenLoss, int start)
    {
        var tally = new PredictionTally(classes);
        for (int i = 0; i < outputs.Length / classes; i++)
        {
            Span<float> scores = outputs.Slice(i * classes, classes);
            if (withEvenLoss)
            {
                tally.AddEvenLoss(EvenLoss(scores, probabilities));
            }

            double loss = probabilities ? PredictionTally.Loss(scores[labels[i]]) : ReplaceByProbabilities(scores, labels[i]);
            tally.Add(start + i, labels[i], scores, loss);
        }

        return tally;
    }

    /// <returns>The loss where each class is as right as any other: the mean of -ln(probability) over the classes.</returns>
    private static double EvenLoss(ReadOnlySpan<float> scores, bool probabilities)
    {
        double sum = 0;
        if (probabilities)
        {
            foreach (float probability in scores)
            {
                sum += PredictionTally.Loss(probability);
            }

            return sum / scores.Length;
        }

        float largest = TensorPrimitives.Max(scores);
        double total = 0;
        foreach (float score in scores)
        {
            sum += Math.Exp(score - largest);
            total += score;
        }

        return largest + Math.Log(sum) - (total / scores.Length);
    }

    /// <returns>The loss of the label, from the logits.</returns>
    private static double ReplaceByProbabilities(Span<float> scores, int label)
    {
        float largest = TensorPrimitives.Max<float>(scores);
        float own = scores[label];
        double sum = 0;
        foreach (float score in scores)
        {
            sum += Math.Exp(score - largest);
        }

        foreach (ref float score in scores)
        {
            score = (float)(Math.Exp(score - largest) / sum);
        }

        return largest + Math.Log(sum) - own;
    }
}
