using System.Numerics.Tensors;

namespace Emnist.Recognition.Training.Evaluation;

/// <summary>What is counted of predictions, one by one; tallies of parts of a set are joined in their order.</summary>
internal sealed class PredictionTally(int classes)
{
    private const int Bins = 15;
    private const int MaxMistakes = 100;

    private readonly int[] _binCounts = new int[Bins];
    private readonly int[] _binRight = new int[Bins];
    private readonly double[] _binConfidences = new double[Bins];
    private readonly double[] _logLossByClass = new double[classes];
    private readonly List<Mistake> _mistakes = [];

    /// <summary>Of each image: the counts of a matrix would be too many for each of the parts of a set.</summary>
    private readonly List<(int Actual, int Predicted)> _answers = [];

    public int Count => _answers.Count;

    public double LogLoss { get; private set; }

    /// <summary>The loss where each class is as right as any other, summed; 0 where it is not asked for.</summary>
    public double EvenLoss { get; private set; }

    /// <summary>How many images have their own class in each place, the most probable first.</summary>
    public int[] CountByRank { get; } = new int[classes];

    /// <summary>
    /// The loss of an image: of probability 0 that of the smallest float, and never below 0, though a softmax in float may
    /// exceed 1.
    /// </summary>
    public static double Loss(float ownProbability) => -Math.Log(Math.Clamp(ownProbability, float.Epsilon, 1));

    /// <summary>Counts an image.</summary>
    /// <param name="index">The image's place in the set.</param>
    /// <param name="actual">Its class.</param>
    /// <param name="probabilities">[classes].</param>
    /// <param name="logLoss">Its loss.</param>
    public void Add(int index, int actual, ReadOnlySpan<float> probabilities, double logLoss)
    {
        int predicted = TensorPrimitives.IndexOfMax(probabilities);
        float confidence = probabilities[predicted];
        LogLoss += logLoss;
        _logLossByClass[actual] += logLoss;
        _answers.Add((actual, predicted));
        CountByRank[predicted == actual ? 0 : Rank(probabilities, actual)]++;
        int bin = Math.Clamp((int)Math.Ceiling(confidence * (double)Bins) - 1, 0, Bins - 1);
        _binCounts[bin]++;
        _binConfidences[bin] += confidence;
        if (predicted == actual)
        {
            _binRight[bin]++;
        }
        else
        {
            _mistakes.Add(new Mistake(index, actual, predicted, confidence, probabilities[actual]));
        }
    }

    /// <summary>Counts the loss of an image where each class is as right as any other.</summary>
    public void AddEvenLoss(double loss) => EvenLoss += loss;

    /// <summary>Adds what another tally has counted.</summary>
    public void Add(PredictionTally other)
    {
        LogLoss += other.LogLoss;
        EvenLoss += other.EvenLoss;
        TensorPrimitives.Add(_logLossByClass, other._logLossByClass, _logLossByClass);
        _answers.AddRange(other._answers);
        TensorPrimitives.Add(CountByRank, other.CountByRank, CountByRank);
        TensorPrimitives.Add(_binCounts, other._binCounts, _binCounts);
        TensorPrimitives.Add(_binRight, other._binRight, _binRight);
        TensorPrimitives.Add(_binConfidences, other._binConfidences, _binConfidences);
        _mistakes.AddRange(other._mistakes);
    }

    /// <returns>[actual, predicted].</returns>
    public int[] CountConfusion()
    {
        int[] counts = new int[checked((int)((long)classes * classes))];
        foreach ((int actual, int predicted) in _answers)
        {
            counts[(actual * classes) + predicted]++;
        }

        return counts;
    }

    /// <returns>[classes]; not a number for a class without images.</returns>
    public double[] MeanLogLossByClass()
    {
        int[] counts = new int[classes];
        foreach ((int actual, _) in _answers)
        {
            counts[actual]++;
        }

        return [.. _logLossByClass.Select((sum, actual) => sum / counts[actual])];
    }

    public IReadOnlyList<ReliabilityBin> ReliabilityBins() =>
    [
        .. Enumerable.Range(0, Bins).Select(bin => new ReliabilityBin(
            (double)bin / Bins,
            (bin + 1.0) / Bins,
            _binCounts[bin],
            _binCounts[bin] == 0 ? 0 : _binConfidences[bin] / _binCounts[bin],
            _binCounts[bin] == 0 ? 0 : (double)_binRight[bin] / _binCounts[bin])),
    ];

    public IReadOnlyList<Mistake> WorstMistakes() =>
        [.. _mistakes.OrderByDescending(static mistake => mistake.Confidence).ThenBy(static mistake => mistake.Index).Take(MaxMistakes)];

    /// <summary>
    /// Classes that are more probable, or as probable with a lower index; all the others where the own probability is not a
    /// number.
    /// </summary>
    private static int Rank(ReadOnlySpan<float> probabilities, int actual)
    {
        int rank = 0;
        float own = probabilities[actual];
        for (int c = 0; c < probabilities.Length; c++)
        {
            bool behind = probabilities[c] < own || (probabilities[c] == own && c > actual) || c == actual;
            rank += behind ? 0 : 1;
        }

        return rank;
    }
}
