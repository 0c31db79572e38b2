using System.Numerics.Tensors;

namespace Emnist.Recognition.Training.Evaluation;

/// <summary>What a network gives for samples: their logits, or their probabilities.</summary>
internal static class NetworkOutputs
{
    /// <summary>Counts the answers and their losses.</summary>
    /// <param name="outputs">[samples, classes], which become probabilities.</param>
    /// <param name="labels">Class indices, of at least so many samples.</param>
    /// <param name="candidates">
    /// The classes that a sample may be of, null where it is of the label; empty for all known. It counts as the most probable of them,
    /// and its loss is that of their sum.
    /// </param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="probabilities">Whether the outputs are probabilities of a softmax, and not logits.</param>
    /// <param name="withEvenLoss">Whether the loss where each class is as right as any other is counted too.</param>
    /// <param name="start">The place of the first sample in the set.</param>
    public static PredictionTally Count(
        Span<float> outputs,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<int[]?> candidates,
        int classes,
        bool probabilities,
        bool withEvenLoss,
        int start)
    {
        var tally = new PredictionTally(classes);
        for (int i = 0; i < outputs.Length / classes; i++)
        {
            Span<float> scores = outputs.Slice(i * classes, classes);
            int[]? set = candidates.IsEmpty ? null : candidates[i];
            int label = set is null ? labels[i] : MostProbable(scores, set);
            (double loss, double evenLoss) = probabilities
                ? LossesOfProbabilities(scores, label, withEvenLoss)
                : LossesOfLogits(scores, label, withEvenLoss);
            tally.Add(start + i, label, scores, set is null ? loss : LossOfAny(scores, set));
            tally.AddEvenLoss(evenLoss);
        }

        return tally;
    }

    private static int MostProbable(ReadOnlySpan<float> scores, int[] set)
    {
        int best = set[0];
        foreach (int c in set)
        {
            best = scores[c] > scores[best] ? c : best;
        }

        return best;
    }

    private static double LossOfAny(ReadOnlySpan<float> probabilities, int[] set)
    {
        float sum = 0;
        foreach (int c in set)
        {
            sum += probabilities[c];
        }

        return PredictionTally.Loss(sum);
    }

    /// <returns>
    /// -ln(probability) of the label; and its mean over the classes, the loss where each is as right as any other, or 0 where that is
    /// not asked for.
    /// </returns>
    private static (double Loss, double EvenLoss) LossesOfProbabilities(ReadOnlySpan<float> scores, int label, bool withEvenLoss)
    {
        double sum = 0;
        for (int i = 0; withEvenLoss && i < scores.Length; i++)
        {
            sum += PredictionTally.Loss(scores[i]);
        }

        return (PredictionTally.Loss(scores[label]), sum / scores.Length);
    }

    /// <summary>The same of logits, which become probabilities.</summary>
    private static (double Loss, double EvenLoss) LossesOfLogits(Span<float> scores, int label, bool withEvenLoss)
    {
        float largest = TensorPrimitives.Max<float>(scores);
        float own = scores[label];
        (double sum, double total) = (0, 0);
        foreach (float score in scores)
        {
            sum += Math.Exp(score - largest);
            total += score;
        }

        foreach (ref float score in scores)
        {
            score = (float)(Math.Exp(score - largest) / sum);
        }

        double logarithm = largest + Math.Log(sum);
        return (logarithm - own, withEvenLoss ? logarithm - (total / scores.Length) : 0);
    }
}
