using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Tests.Evaluation;

/// <summary>Every metric against scikit-learn 1.2.1 and, for the calibration error, its definition in NumPy.</summary>
public sealed class ClassificationReferenceTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string> Names => [.. ClassificationReference.Recorded.Cases.Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Metrics_of_all_classes_equal_scikit_learns(string name)
    {
        (ClassificationCase expected, ClassificationMetrics actual) = Measure(name);

        Assert.Equal(expected.Labels.Length, actual.Count);
        Assert.Equal(expected.Accuracy, actual.MicroAccuracy, Tolerance);
        Assert.Equal(expected.BalancedAccuracy, actual.MacroAccuracy, Tolerance);
        Assert.Equal(expected.LogLoss, actual.LogLoss, Tolerance);
        Assert.Equal(expected.Kappa ?? double.NaN, actual.CohensKappa, Tolerance);
        Equal(expected.Macro, actual.MacroAverage);
        Equal(expected.Weighted, actual.WeightedAverage);
        Assert.Equal([1, 2, 3, 5], expected.TopK.Keys);
        Assert.All(expected.TopK, topK => Assert.Equal(topK.Value, actual.TopKAccuracy(topK.Key), Tolerance));
        Assert.Equal(expected.CalibrationError, actual.ExpectedCalibrationError, Tolerance);
        Assert.Equal(expected.BinCounts, actual.Reliability.Select(static bin => bin.Count));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Metrics_of_each_class_equal_scikit_learns(string name)
    {
        (ClassificationCase expected, ClassificationMetrics actual) = Measure(name);

        Assert.Equal(expected.Support, actual.PerClass.Select(static c => c.Support));
        Assert.Equal(expected.Support.Length, actual.PerClass.Count);
        for (int c = 0; c < actual.PerClass.Count; c++)
        {
            Assert.Equal($"class {c}", actual.PerClass[c].Name);
            Assert.Equal(expected.Precision[c], actual.PerClass[c].Precision, Tolerance);
            Assert.Equal(expected.Recall[c], actual.PerClass[c].Recall, Tolerance);
            Assert.Equal(expected.F1[c], actual.PerClass[c].F1, Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Confusion_matrices_equal_scikit_learns(string name)
    {
        (ClassificationCase expected, ClassificationMetrics actual) = Measure(name);
        int classes = expected.Support.Length;
        double[,] counts = new double[classes, classes];
        double[,] byRow = new double[classes, classes];
        double[,] byColumn = new double[classes, classes];
        foreach (double[] cell in expected.Confusion)
        {
            (int row, int column) = ((int)cell[0], (int)cell[1]);
            (counts[row, column], byRow[row, column], byColumn[row, column]) = (cell[2], cell[3], cell[4]);
        }

        double[,] normalizedByActual = actual.ConfusionMatrix.NormalizeByActual();
        double[,] normalizedByPredicted = actual.ConfusionMatrix.NormalizeByPredicted();
        for (int row = 0; row < classes; row++)
        {
            for (int column = 0; column < classes; column++)
            {
                Assert.Equal(counts[row, column], actual.ConfusionMatrix[row, column]);
                Assert.Equal(byRow[row, column], normalizedByActual[row, column], Tolerance);
                Assert.Equal(byColumn[row, column], normalizedByPredicted[row, column], Tolerance);
            }
        }
    }

    private static (ClassificationCase Expected, ClassificationMetrics Actual) Measure(string name)
    {
        ClassificationCase expected = ClassificationReference.Recorded.Cases.Single(c => c.Name == name);
        float[] probabilities = [.. expected.Probabilities.SelectMany(static row => row).Select(static share => share / 1024f)];
        string[] names = [.. expected.Support.Select(static (_, c) => $"class {c}")];
        return (expected, ClassificationMetrics.Compute(expected.Labels, probabilities, names));
    }

    private static void Equal(double[] expected, PrecisionRecall actual)
    {
        Assert.Equal(expected[0], actual.Precision, Tolerance);
        Assert.Equal(expected[1], actual.Recall, Tolerance);
        Assert.Equal(expected[2], actual.F1, Tolerance);
    }
}
