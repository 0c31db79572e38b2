using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Tests.Evaluation;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>
/// The metrics against ML.NET's <c>MulticlassClassification.Evaluate</c> on random answers. Known differences: ML.NET takes a
/// probability below 1e-15 for 1e-15, has a log-loss of 0 for a class without images and an infinite reduction where all
/// images are of one class, both of which are not a number here.
/// </summary>
public sealed class MLNetMetricsTests
{
    private const double Tolerance = 1e-9;

    private const float LeastProbability = 1e-15f;

    [Fact]
    public void Answers_without_ties() => ForAll(
        static (classes, count, random) => AssertAgree(PredictionSet.Draw(classes, count, random)));

    [Fact]
    public void Answers_with_ties() => ForAll(static (classes, count, random) =>
    {
        PredictionSet set = PredictionSet.Draw(classes, count, random);
        AssertAgree(set with { Probabilities = [.. set.Probabilities.Select(_ => DrawTied(classes, random))] });
    });

    [Fact]
    public void As_many_classes_as_EMNIST_has() => AssertAgree(PredictionSet.Draw(62, 5_000, new Random(1)));

    [Fact]
    public void A_probability_of_0_costs_that_of_the_smallest_float_and_not_of_1e_minus_15()
    {
        var set = new PredictionSet([0, 1], [[0, 1], [0.5f, 0.5f]], ["a", "b"]);

        Assert.Equal((-Math.Log(LeastProbability) + Math.Log(2)) / 2, MLNet(set).LogLoss, Tolerance);
        Assert.Equal((-Math.Log(float.Epsilon) + Math.Log(2)) / 2, set.Measure().LogLoss, Tolerance);
    }

    private static void AssertAgree(PredictionSet set)
    {
        MulticlassClassificationMetrics expected = MLNet(set);
        ClassificationMetrics actual = Clamp(set).Measure();

        Close(expected.MicroAccuracy, actual.MicroAccuracy);
        Close(expected.MacroAccuracy, actual.MacroAccuracy);
        Close(expected.LogLoss, actual.LogLoss);
        Close(set.Labels.Distinct().Count() == 1 ? double.NaN : expected.LogLossReduction, actual.LogLossReduction);
        Assert.Equal(set.Classes, expected.ConfusionMatrix.NumberOfClasses);
        Assert.All(Enumerable.Range(0, set.Classes), c =>
        {
            ClassMetrics measured = actual.PerClass[c];
            Close(measured.Support == 0 ? double.NaN : expected.PerClassLogLoss[c], actual.PerClassLogLoss[c]);
            Close(expected.ConfusionMatrix.PerClassPrecision[c], measured.Precision);
            Close(expected.ConfusionMatrix.PerClassRecall[c], measured.Recall);
            Close(expected.TopKAccuracyForAllK[c], actual.TopKAccuracy(c + 1));
            Assert.Equal(
                expected.ConfusionMatrix.Counts[c],
                Enumerable.Range(0, set.Classes).Select(p => (double)actual.ConfusionMatrix[c, p]));
        });
    }

    private static void Close(double expected, double actual) => Assert.Equal(expected, actual, Tolerance);

    /// <summary>ML.NET takes the answer from a column of its own: the first of the most probable classes.</summary>
    private static MulticlassClassificationMetrics MLNet(PredictionSet set)
    {
        var context = new MLContext();
        var schema = SchemaDefinition.Create(typeof(Answer));
        schema[nameof(Answer.Label)].ColumnType = new KeyDataViewType(typeof(uint), set.Classes);
        schema[nameof(Answer.PredictedLabel)].ColumnType = new KeyDataViewType(typeof(uint), set.Classes);
        schema[nameof(Answer.Score)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, set.Classes);
        IEnumerable<Answer> answers = set.Labels.Zip(set.Probabilities, static (label, probabilities) => new Answer
        {
            Label = (uint)label,
            PredictedLabel = (uint)Array.IndexOf(probabilities, probabilities.Max()),
            Score = probabilities,
        });
        return context.MulticlassClassification.Evaluate(
            context.Data.LoadFromEnumerable(answers, schema), topKPredictionCount: set.Classes);
    }

    private static PredictionSet Clamp(PredictionSet set) => set with
    {
        Probabilities = [.. set.Probabilities.Select(row => row.Select(static p => Math.Max(p, LeastProbability)).ToArray())],
    };

    private static float[] DrawTied(int classes, Random random)
    {
        int[] weights = [.. Enumerable.Range(0, classes).Select(_ => random.Next(3))];
        float sum = Math.Max(1, weights.Sum());
        return [.. weights.Select(weight => weight / sum)];
    }

    private static void ForAll(Action<int, int, Random> property) =>
        Prop.ForAll(
            Gen.Choose(2, 7).ToArbitrary(),
            Gen.Choose(1, 60).ToArbitrary(),
            ArbMap.Default.ArbFor<int>(),
            (classes, count, seed) => property(classes, count, new Random(seed))).QuickCheckThrowOnFailure();

    private sealed class Answer
    {
        /// <summary>From 0, though the raw values of ML.NET's keys start at 1.</summary>
        public uint Label { get; set; }

        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}
