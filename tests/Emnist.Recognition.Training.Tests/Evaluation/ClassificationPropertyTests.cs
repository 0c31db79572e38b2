using Emnist.Recognition.Training.Evaluation;
using FsCheck;
using FsCheck.Fluent;

namespace Emnist.Recognition.Training.Tests.Evaluation;

public sealed class ClassificationPropertyTests
{
    [Fact]
    public void The_order_of_the_images_does_not_matter() => ForAll(static (set, random) =>
    {
        int[] order = Shuffled(set.Count, random);
        ClassificationMetrics before = set.Measure();
        ClassificationMetrics after = set.Reorder(order, Enumerable.Range(0, set.Classes)).Measure();

        EqualOverall(before, after);
        Assert.Equal(before.PerClass, after.PerClass);
        Assert.Equal(
            before.WorstMistakes.OrderBy(static mistake => mistake.Index),
            after.WorstMistakes.Select(mistake => mistake with { Index = order[mistake.Index] }).OrderBy(static mistake => mistake.Index));
    });

    /// <summary>But for ties, where the lower class is the answer: no row has any.</summary>
    [Fact]
    public void The_order_of_the_classes_does_not_matter() => ForAll(static (set, random) =>
    {
        int[] order = Shuffled(set.Classes, random);
        ClassificationMetrics before = set.Measure();
        ClassificationMetrics after = set.Reorder(Enumerable.Range(0, set.Count), order).Measure();

        EqualOverall(before, after);
        Assert.Equal(order.Select(c => before.PerClass[c]), after.PerClass);
        Assert.All(Cells(set.Classes), cell =>
            Assert.Equal(before.ConfusionMatrix[order[cell.Row], order[cell.Column]], after.ConfusionMatrix[cell.Row, cell.Column]));
    });

    [Fact]
    public void Sums_agree() => ForAll(static (set, _) =>
    {
        ClassificationMetrics metrics = set.Measure();
        ConfusionMatrix matrix = metrics.ConfusionMatrix;

        Assert.Equal(metrics.Count, Cells(set.Classes).Sum(cell => matrix[cell.Row, cell.Column]));
        Assert.Equal(metrics.Count, metrics.PerClass.Sum(static c => c.Support));
        Assert.Equal(metrics.Count, metrics.PerClass.Sum(static c => c.Predicted));
        Assert.Equal(metrics.Count, metrics.Reliability.Sum(static bin => bin.Count));
        Assert.Equal(metrics.MicroAccuracy, metrics.Reliability.Sum(static bin => bin.Count * bin.Accuracy) / metrics.Count, 1e-12);
        Assert.Equal(metrics.MicroAccuracy, metrics.WeightedAverage.Recall, 1e-12);
        Assert.Equal(metrics.MicroAccuracy, metrics.TopKAccuracy(1));
        Assert.Equal(1, metrics.TopKAccuracy(set.Classes));
        Assert.All(Enumerable.Range(1, set.Classes), k => Assert.True(metrics.TopKAccuracy(k) <= metrics.TopKAccuracy(k + 1)));
        Assert.Equal(metrics.Count - (metrics.Count * metrics.MicroAccuracy), matrix.MostConfused(int.MaxValue).Sum(static pair => pair.Count), 1e-9);
        Assert.All(Enumerable.Range(0, set.Classes), c =>
        {
            Assert.Equal(metrics.PerClass[c].Recall, matrix.NormalizeByActual()[c, c], 1e-12);
            Assert.Equal(metrics.PerClass[c].Precision, matrix.NormalizeByPredicted()[c, c], 1e-12);
            Assert.Equal(matrix.CountActual(c) > 0 ? 1 : 0, Enumerable.Range(0, set.Classes).Sum(p => matrix.NormalizeByActual()[c, p]), 1e-12);
            Assert.Equal(matrix.CountPredicted(c) > 0 ? 1 : 0, Enumerable.Range(0, set.Classes).Sum(a => matrix.NormalizeByPredicted()[a, c]), 1e-12);
        });
    });

    [Fact]
    public void A_perfect_classifier_has_1_everywhere() => ForAll(static (set, _) =>
    {
        ClassificationMetrics metrics = set.Perfect().Measure();

        Assert.Equal((1.0, 1.0, 0.0), (metrics.MicroAccuracy, metrics.MacroAccuracy, metrics.LogLoss));
        Assert.Equal(new PrecisionRecall(1, 1, 1), metrics.MacroAverage);
        Assert.Equal(1, metrics.WeightedAverage.Precision, 1e-12);
        Assert.Equal(1, metrics.WeightedAverage.F1, 1e-12);
        Assert.Equal(0, metrics.ExpectedCalibrationError);
        Assert.Equal(metrics.PerClass.Count(static c => c.Support > 0) == 1 ? double.NaN : 1, metrics.CohensKappa, 1e-12);
        Assert.All(metrics.PerClass, static c => Assert.Equal(c.Support > 0 ? (1, 1, 1) : (0, 0, 0), (c.Precision, c.Recall, c.F1)));
        Assert.Empty(metrics.WorstMistakes);
        Assert.Empty(metrics.ConfusionMatrix.MostConfused(10));
    });

    private static void ForAll(Action<PredictionSet, Random> property) =>
        Prop.ForAll(
            Gen.Choose(1, 7).ToArbitrary(),
            Gen.Choose(1, 60).ToArbitrary(),
            ArbMap.Default.ArbFor<int>(),
            (classes, count, seed) =>
            {
                var random = new Random(seed);
                property(PredictionSet.Draw(classes, count, random), random);
            }).QuickCheckThrowOnFailure();

    private static void EqualOverall(ClassificationMetrics expected, ClassificationMetrics actual)
    {
        Assert.Equal((expected.Count, expected.MicroAccuracy), (actual.Count, actual.MicroAccuracy));
        Assert.Equal(expected.MacroAccuracy, actual.MacroAccuracy, 1e-12);
        Assert.Equal(expected.LogLoss, actual.LogLoss, 1e-12);
        Assert.Equal(expected.CohensKappa, actual.CohensKappa, 1e-12);
        Assert.Equal(expected.ExpectedCalibrationError, actual.ExpectedCalibrationError, 1e-12);
        Assert.Equal(expected.MacroAverage.F1, actual.MacroAverage.F1, 1e-12);
        Assert.Equal(expected.WeightedAverage.F1, actual.WeightedAverage.F1, 1e-12);
        Assert.Equal(Enumerable.Range(1, 8).Select(expected.TopKAccuracy), Enumerable.Range(1, 8).Select(actual.TopKAccuracy));
        Assert.Equal(expected.Reliability.Select(static bin => bin.Count), actual.Reliability.Select(static bin => bin.Count));
    }

    private static int[] Shuffled(int count, Random random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return order;
    }

    private static IEnumerable<(int Row, int Column)> Cells(int classes) =>
        Enumerable.Range(0, classes * classes).Select(cell => (cell / classes, cell % classes));
}
