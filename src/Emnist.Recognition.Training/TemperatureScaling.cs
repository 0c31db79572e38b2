using System.Numerics.Tensors;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training;

/// <summary>
/// Divides a network's logits by one number, the temperature, so that its confidence is what it is worth: C. Guo et al.,
/// "On Calibration of Modern Neural Networks" (ICML 2017), section 4.2. No answer changes.
/// </summary>
internal static class TemperatureScaling
{
    /// <summary>The hottest temperature looked at, and the inverse of the coldest.</summary>
    private const double Limit = 20;

    /// <summary>Halvings of the range, whose last is below what a float can tell.</summary>
    private const int Steps = 40;

    /// <summary>Finds the temperature with the smallest log-loss.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">Samples that it was not trained on, at least one.</param>
    /// <param name="balanceClasses">Whether every class counts the same, whatever its number of samples.</param>
    /// <param name="maxDegreeOfParallelism">Threads at work. The result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>
    /// Above 1 for a network that was too sure, below for one that was not sure enough; 1 where no temperature from 1/20 to
    /// 20 is the best, as where every answer is right.
    /// </returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static double Fit(
        Network network, ISampleSource samples, bool balanceClasses, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism, CancellationToken = cancellationToken };
        float[] logits = PredictLogits(network, samples, options);
        int[] labels = samples.ReadLabels(nameof(samples));
        int[]?[]? candidates = samples.ReadCandidates(labels, nameof(samples));
        IReadOnlyList<float>? weights = balanceClasses ? ClassWeights.Balanced(samples) : null;
        int classes = network.OutputShape.Length;
        bool IsTooCold(double logarithm) => LossGrowsWithScale(logits, labels, candidates, classes, weights, Math.Exp(-logarithm));
        (double colder, double hotter) = (-Math.Log(Limit), Math.Log(Limit));
        if (!IsTooCold(colder) || IsTooCold(hotter))
        {
            return 1;
        }

        for (int step = 0; step < Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double middle = (colder + hotter) / 2;
            (colder, hotter) = IsTooCold(middle) ? (middle, hotter) : (colder, middle);
        }

        return Math.Exp((colder + hotter) / 2);
    }

    /// <summary>Divides the logits by a temperature, by way of the kernel and bias of the layer that gives them.</summary>
    public static void Apply(Network network, double temperature)
    {
        foreach (Parameter parameter in FindLogits(network)!.Parameters)
        {
            TensorPrimitives.Divide(parameter.Values, (float)temperature, parameter.Values);
        }
    }

    private static float[] PredictLogits(Network network, ISampleSource samples, ParallelOptions options)
    {
        int classes = network.OutputShape.Length;
        float[] logits = new float[checked(samples.Count * classes)];
        Evaluator.Predict(network, samples, options, (start, outputs) => outputs.CopyTo(logits.AsSpan(start * classes)));
        if (network.EndsInSoftmax)
        {
            TensorPrimitives.Max(logits, float.Epsilon, logits);
            TensorPrimitives.Log(logits, logits);
        }

        return logits;
    }

    /// <summary>The dense layer whose outputs are the logits, which <see cref="Apply"/> needs; null where there is none.</summary>
    public static NetworkLayer? FindLogits(Network network)
    {
        NetworkLayer? last = network.OperationsToLogits.LastOrDefault(static layer => !layer.Definition.KeepsValues);
        return last?.Definition is Dense ? last : null;
    }

    /// <summary>
    /// The sign of the slope of the log-loss, which is convex in the scale where all classes are known: the mean logit under the
    /// softmax less that of the label, or less the mean of the candidates under theirs.
    /// </summary>
    private static bool LossGrowsWithScale(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, int[]?[]? candidates, int classes, IReadOnlyList<float>? weights, double scale)
    {
        double slope = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = logits.Slice(i * classes, classes);
            double largest = TensorPrimitives.Max(row);
            (double sum, double mean) = (0, 0);
            foreach (float logit in row)
            {
                double part = Math.Exp(scale * (logit - largest));
                sum += part;
                mean += part * logit;
            }

            slope += (weights?[labels[i]] ?? 1) * ((mean / sum) - (candidates?[i] is { } set ? MeanOf(row, set, scale) : row[labels[i]]));
        }

        return slope > 0;
    }

    private static double MeanOf(ReadOnlySpan<float> row, int[] set, double scale)
    {
        double largest = double.NegativeInfinity;
        foreach (int c in set)
        {
            largest = Math.Max(largest, row[c]);
        }

        (double sum, double mean) = (0, 0);
        foreach (int c in set)
        {
            double part = Math.Exp(scale * (row[c] - largest));
            sum += part;
            mean += part * row[c];
        }

        return mean / sum;
    }
}
