using System.Globalization;

namespace Emnist.Recognition.Training.Evaluation;

/// <summary>
/// How well a set of images is classified. Names follow ML.NET's <c>MulticlassClassificationMetrics</c>, values
/// scikit-learn's. Immutable, and so safe to share between threads.
/// </summary>
public sealed class ClassificationMetrics
{
    /// <summary>The confusion matrix of so many takes 64 MiB.</summary>
    private const int MaxClasses = 4096;

    private readonly int[] _countByRank;

    internal ClassificationMetrics(PredictionTally tally, IReadOnlyList<string> classNames)
    {
        ConfusionMatrix = new ConfusionMatrix(tally.CountConfusion(), classNames);
        Count = tally.Count;
        LogLoss = tally.LogLoss / tally.Count;
        PerClassLogLoss = Array.AsReadOnly(tally.MeanLogLossByClass());
        _countByRank = tally.CountByRank;
        Reliability = tally.ReliabilityBins();
        WorstMistakes = tally.WorstMistakes();
        PerClass = [.. Enumerable.Range(0, classNames.Count).Select(Measure)];
        ClassMetrics[] occurring = [.. PerClass.Where(static c => c.Support > 0)];
        ClassMetrics[] seen = [.. PerClass.Where(static c => c.Occurs)];
        MicroAccuracy = (double)PerClass.Select((_, c) => ConfusionMatrix[c, c]).Sum() / Count;
        MacroAccuracy = occurring.Average(static c => c.Recall);
        MacroAverage = new PrecisionRecall(
            seen.Average(static c => c.Precision), seen.Average(static c => c.Recall), seen.Average(static c => c.F1));
        WeightedAverage = new PrecisionRecall(
            Weigh(static c => c.Precision), Weigh(static c => c.Recall), Weigh(static c => c.F1));
        LogLossReduction = Reduction();
        CohensKappa = Kappa();
        ExpectedCalibrationError = Reliability.Sum(bin => bin.Count * Math.Abs(bin.Accuracy - bin.MeanConfidence)) / Count;
    }

    /// <summary>Images, at least 1.</summary>
    public int Count { get; }

    /// <summary>Images whose most probable class is theirs, divided by all: 0 to 1, higher is better.</summary>
    public double MicroAccuracy { get; }

    /// <summary>
    /// The mean over the classes that occur of the share of their images that is recognised (scikit-learn's
    /// <c>balanced_accuracy_score</c>): 0 to 1, higher is better.
    /// </summary>
    public double MacroAccuracy { get; }

    /// <summary>
    /// The mean of -ln(probability of the image's own class): 0 or more, lower is better. Probabilities are floats, and one
    /// of 0 counts as the smallest of them, so that no image costs more than 103.3 (in ML.NET 34.5, for it raises all to
    /// 1e-15); from logits the loss is computed without that bound.
    /// </summary>
    public double LogLoss { get; }

    /// <summary>
    /// How much of the log-loss of one who knows nothing but how frequent the classes are is taken away:
    /// 1 - <see cref="LogLoss"/> / H, where H = -sum of p · ln p over the classes, p their share of the images. Up to 1, higher
    /// is better: 1 for certain and right, 0 for answers worth no more than the frequencies, below 0 for worse. Not a number
    /// where all images are of one class, whose H is 0; ML.NET, whose definition this is, has infinity there.
    /// </summary>
    public double LogLossReduction { get; }

    /// <summary>
    /// The mean of -ln(probability of the image's own class) over the images of each class, in the order of the classes: 0 or
    /// more, lower is better; not a number for a class without images, where ML.NET has 0.
    /// </summary>
    public IReadOnlyList<double> PerClassLogLoss { get; }

    /// <summary>Precision, recall and F1 of every class, in the order of the classes.</summary>
    public IReadOnlyList<ClassMetrics> PerClass { get; }

    /// <summary>
    /// The macro average: the plain means over the classes that occur or were answered, as scikit-learn's <c>average="macro"</c>
    /// takes them.
    /// </summary>
    public PrecisionRecall MacroAverage { get; }

    /// <summary>
    /// The weighted average: the means over the classes, each weighted by its images, as scikit-learn's
    /// <c>average="weighted"</c>.
    /// </summary>
    public PrecisionRecall WeightedAverage { get; }

    /// <summary>Which class was taken for which.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }

    /// <summary>
    /// Agreement beyond chance (Cohen 1960): 1 for all right, 0 for chance, below 0 for worse; not a number where only one
    /// class occurs and is answered.
    /// </summary>
    public double CohensKappa { get; }

    /// <summary>
    /// The mean distance between confidence and accuracy over the bins of <see cref="Reliability"/>, weighted by their
    /// answers (Guo et al. 2017, arXiv 1706.04599, section 2): 0 to 1, lower is better.
    /// </summary>
    public double ExpectedCalibrationError { get; }

    /// <summary>The reliability curve: 15 bins of equal width over the confidence from 0 to 1.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; }

    /// <summary>At most 100 images that were taken for another class, the most confident first.</summary>
    public IReadOnlyList<Mistake> WorstMistakes { get; }

    /// <summary>
    /// The top-k accuracy: images whose own class is among the k most probable, divided by all. Of equal probabilities the lower
    /// class index goes first.
    /// </summary>
    /// <param name="k">How many of the most probable classes count, at least 1; more than there are classes is all of them.</param>
    /// <returns>0 to 1, higher is better.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public double TopKAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return (double)_countByRank.Take(k).Sum() / Count;
    }

    /// <summary>Measures predictions that were made in any way.</summary>
    /// <param name="labels">The images' own classes, each 0 to <c>classNames.Count - 1</c>; at least one.</param>
    /// <param name="probabilities">[images, classes], each 0 to 1, in rows whose sum is about 1.</param>
    /// <param name="classNames">The names of the classes, 1 to 4,096, all different.</param>
    /// <exception cref="ArgumentException">
    /// There are no images, not 1 to 4,096 classes, a class without a name, or two of one name; the lengths do not agree; a label
    /// is not a class; or a probability is not 0 to 1.
    /// </exception>
    public static ClassificationMetrics Compute(
        ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        string[] names = [.. classNames];
        int classes = names.Length;
        ThrowIfTooManyOrNone(classes, nameof(classNames));
        if (Array.FindIndex(names, static name => name is null) is >= 0 and int unnamed)
        {
            throw new ArgumentException($"Class {unnamed} has no name.", nameof(classNames));
        }

        if (labels.Length == 0 || (long)labels.Length * classes != probabilities.Length)
        {
            throw new ArgumentException(
                $"{labels.Length} labels and {classes} classes do not go with {probabilities.Length} probabilities: give one for "
                + "each label and class, of one or more.",
                nameof(probabilities));
        }

        KeyValuePair<string, int> most = names.CountBy(static name => name, StringComparer.Ordinal).MaxBy(static entry => entry.Value);
        if (most.Value > 1)
        {
            throw new ArgumentException(
                $"{most.Value} classes are named '{most.Key}': each needs a name of its own.", nameof(classNames));
        }

        var tally = new PredictionTally(classes);
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = probabilities.Slice(i * classes, classes);
            if ((uint)labels[i] >= (uint)classes)
            {
                throw new ArgumentException($"Label {labels[i]} of image {i} is not a class: there are {classes}.", nameof(labels));
            }

            ThrowIfNotProbabilities(row, i, nameof(probabilities));
            tally.Add(i, labels[i], row, PredictionTally.Loss(row[labels[i]]));
        }

        return new ClassificationMetrics(tally, Array.AsReadOnly(names));
    }

    /// <summary>
    /// The most asked-for figures, such as <c>accuracy 90.3 %, macro F1 0.902, log-loss 0.280, on 18,800 images</c>.
    /// </summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"accuracy {100 * MicroAccuracy:F1} %, macro F1 {MacroAverage.F1:F3}, log-loss {LogLoss:F3}, on {Count:N0} images");

    /// <exception cref="ArgumentException">There are not 1 to 4,096 classes.</exception>
    internal static void ThrowIfTooManyOrNone(int classes, string parameterName)
    {
        if (classes is < 1 or > MaxClasses)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {classes:N0} classes, and not 1 to {MaxClasses:N0}."),
                parameterName);
        }
    }

    // Sums in float can come out a little above 1.
    private static void ThrowIfNotProbabilities(ReadOnlySpan<float> row, int image, string parameterName)
    {
        foreach (float probability in row)
        {
            if (!(probability >= 0 && probability <= 1.00001f))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"A probability of image {image} is {probability}, and not 0 to 1."),
                    parameterName);
            }
        }
    }

    private ClassMetrics Measure(int index)
    {
        int right = ConfusionMatrix[index, index];
        int support = ConfusionMatrix.CountActual(index);
        int predicted = ConfusionMatrix.CountPredicted(index);
        double f1 = support + predicted == 0 ? 0 : 2.0 * right / (support + predicted);
        return new ClassMetrics(
            ConfusionMatrix.ClassNames[index], support, predicted,
            predicted == 0 ? 0 : (double)right / predicted, support == 0 ? 0 : (double)right / support, f1);
    }

    private double Reduction()
    {
        double entropy = -PerClass.Where(static c => c.Support > 0).Select(c => (double)c.Support / Count).Sum(static p => p * Math.Log(p));
        return entropy == 0 ? double.NaN : 1 - (LogLoss / entropy);
    }

    private double Weigh(Func<ClassMetrics, double> value) => PerClass.Sum(c => c.Support * value(c)) / Count;

    // kappa = (agreement - chance) / (1 - chance), chance = sum of support * predicted / count^2
    private double Kappa()
    {
        double chance = PerClass.Sum(c => (double)c.Support * c.Predicted) / ((double)Count * Count);
        return (MicroAccuracy - chance) / (1 - chance);
    }
}
