using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Tests.Evaluation;

/// <summary>Labels and the probabilities that were predicted for them.</summary>
internal sealed record PredictionSet(int[] Labels, float[][] Probabilities, string[] Names)
{
    public int Count => Labels.Length;

    public int Classes => Names.Length;

    /// <summary>Rows without ties, half of which are right.</summary>
    public static PredictionSet Draw(int classes, int count, Random random)
    {
        int[] labels = new int[count];
        float[][] probabilities = new float[count][];
        for (int i = 0; i < count; i++)
        {
            labels[i] = random.Next(classes);
            int[] weights = [.. Enumerable.Range(random.Next(2), classes)];
            random.Shuffle(weights);
            if (random.Next(2) == 0)
            {
                int best = Array.IndexOf(weights, weights.Max());
                (weights[best], weights[labels[i]]) = (weights[labels[i]], weights[best]);
            }

            float sum = Math.Max(1, weights.Sum());
            probabilities[i] = [.. weights.Select(weight => weight / sum)];
        }

        return new PredictionSet(labels, probabilities, [.. Enumerable.Range(0, classes).Select(static c => $"{c}")]);
    }

    public ClassificationMetrics Measure() =>
        ClassificationMetrics.Compute(Labels, [.. Probabilities.SelectMany(static row => row)], Names);

    /// <summary>The same with each image's own class certain.</summary>
    public PredictionSet Perfect() =>
        this with { Probabilities = [.. Labels.Select(label => Enumerable.Range(0, Classes).Select(c => c == label ? 1f : 0f).ToArray())] };

    /// <summary>The images and the classes at these places, in this order.</summary>
    public PredictionSet Reorder(IEnumerable<int> images, IEnumerable<int> classes)
    {
        int[] old = [.. classes];
        int[] rows = [.. images];
        return new PredictionSet(
            [.. rows.Select(i => Array.IndexOf(old, Labels[i]))],
            [.. rows.Select(i => old.Select(c => Probabilities[i][c]).ToArray())],
            [.. old.Select(c => Names[c])]);
    }
}
