using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Tests;

public class EvaluateTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [Theory]
    [InlineData(1, 2, 50)]
    [InlineData(2, 5, 1000)]
    [InlineData(3, 47, 3000)]
    public void Figures_are_ML_NET_s_where_both_have_them(int seed, int classes, int rows)
    {
        IDataView scored = Scored(seed, classes, rows);
        MulticlassClassificationMetrics theirs = Ml.MulticlassClassification.Evaluate(scored, topKPredictionCount: 3);
        ClassificationMetrics ours = Ml.Characters.Evaluate(scored).Metrics;

        Assert.Equal(theirs.MicroAccuracy, ours.MicroAccuracy, 12);
        Assert.Equal(theirs.MacroAccuracy, ours.MacroAccuracy, 12);
        Assert.Equal(theirs.LogLoss, ours.LogLoss, 6);
        Assert.Equal(theirs.LogLossReduction, ours.LogLossReduction, 6);
        Assert.Equal(theirs.TopKAccuracy, ours.TopKAccuracy(3), 12);
        for (int c = 0; c < classes; c++)
        {
            Assert.Equal(theirs.PerClassLogLoss[c], ours.PerClassLogLoss[c], 6);
            Assert.Equal(theirs.ConfusionMatrix.PerClassPrecision[c], ours.PerClass[c].Precision, 12);
            Assert.Equal(theirs.ConfusionMatrix.PerClassRecall[c], ours.PerClass[c].Recall, 12);
            for (int p = 0; p < classes; p++)
            {
                Assert.Equal(theirs.ConfusionMatrix.Counts[c][p], ours.ConfusionMatrix[c, p]);
            }
        }
    }

    [Fact]
    public void The_report_has_what_ML_NET_lacks()
    {
        EvaluationReport report = Ml.Characters.Evaluate(Scored(4, 5, 500));

        Assert.InRange(report.Metrics.MacroAverage.F1, 0.5, 1);
        Assert.InRange(report.Metrics.CohensKappa, 0.5, 1);
        Assert.InRange(report.Metrics.ExpectedCalibrationError, 0, 0.5);
        Assert.StartsWith("<!DOCTYPE html>", report.ToHtml(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, report.Skipped);
    }

    [Fact]
    public void Labels_are_compared_by_name_whatever_the_order_of_the_keys_and_as_text()
    {
        IDataView scored = Scored(5, 5, 200);
        IDataView reversed = Ml.Transforms.Conversion.MapKeyToValue("Text", "Label")
            .Append(Ml.Characters.MapLabels("Other", "Text", ["s4", "s3", "s2", "s1", "s0"]))
            .Fit(scored).Transform(scored);
        double expected = Ml.Characters.Evaluate(scored).Metrics.LogLoss;

        Assert.Equal(expected, Ml.Characters.Evaluate(reversed, "Other", "Score").Metrics.LogLoss);
        Assert.Equal(expected, Ml.Characters.Evaluate(reversed, "Text", "Score").Metrics.LogLoss);
        Assert.Equal(
            expected,
            Ml.Characters.Evaluate(
                Ml.Characters.MapLabels("Again", "Other", ["s0", "s1", "s2", "s3", "s4"]).Fit(reversed).Transform(reversed),
                "Again",
                "Score").Metrics.LogLoss);
    }

    [Fact]
    public void Labels_that_are_no_class_are_refused_by_name_and_row()
    {
        IDataView scored = Scored(6, 3, 20);
        IDataView unknown = Ml.Transforms.Conversion.MapKeyToValue("Text", "Label")
            .Append(Ml.Characters.MapLabels("Fewer", "Text", ["s0", "s1"]))
            .Append((IEstimator<ITransformer>)Ml.Characters.MapLabels("Misnamed", "Text", ["s0", "s1", "s2", "q"]))
            .Fit(scored).Transform(scored);

        Assert.Contains(
            "Column 'Fewer' has a missing key in row",
            Assert.Throws<InvalidOperationException>(() => Ml.Characters.Evaluate(unknown, "Fewer", "Score")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'Status'",
            Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Characters.Evaluate(unknown, "Status", "Score")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'Text'",
            Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Characters.Evaluate(unknown, "Label", "Text")).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            Ml.Characters.Evaluate(scored).Metrics.LogLoss, Ml.Characters.Evaluate(unknown, "Misnamed", "Score").Metrics.LogLoss);
    }

    [Fact]
    public void ML_NET_leaves_out_labels_without_a_key_and_says_nothing()
    {
        IDataView scored = Scored(7, 3, 30);
        IDataView fewer = Ml.Characters.MapLabels("Label", "Label", ["s0", "s1"]).Fit(scored).Transform(scored);
        MulticlassClassificationMetrics theirs = Ml.MulticlassClassification.Evaluate(fewer);

        Assert.Equal(30 - Characters.Texts(Ml.Transforms.Conversion.MapKeyToValue("Label").Fit(scored).Transform(scored), "Label")
            .Count(label => label == "s2"), theirs.ConfusionMatrix.Counts.Sum(row => row.Sum()));
        Assert.Throws<InvalidOperationException>(() => Ml.Characters.Evaluate(fewer));
    }

    [Fact]
    public void Scores_without_names_are_refused()
    {
        IDataView rows = Ml.Data.LoadFromEnumerable([new BareRow { Score = [0.5f, 0.5f], Label = "a" }]);

        Assert.Contains(
            "slots",
            Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Characters.Evaluate(rows)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Random probabilities with names, in favour of the label.</summary>
    private static IDataView Scored(int seed, int classes, int rows)
    {
        var random = new Random(seed);
        string[] names = [.. Enumerable.Range(0, classes).Select(c => $"s{c}")];
        ScoredRow[] values =
        [
            .. Enumerable.Range(0, rows).Select(_ =>
            {
                int label = random.Next(classes);
                float[] scores = [.. Enumerable.Range(0, classes).Select(c => MathF.Exp((3 * random.NextSingle()) + (c == label ? 2 : 0)))];
                float sum = scores.Sum();
                return new ScoredRow { Label = names[label], Scores = [.. scores.Select(score => score / sum)] };
            }),
        ];
        SchemaDefinition definition = SchemaDefinition.Create(typeof(ScoredRow));
        definition["Scores"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, classes);
        VBuffer<ReadOnlyMemory<char>> slots = new(classes, [.. names.Select(name => name.AsMemory())]);
        definition["Scores"].AddAnnotation("SlotNames", slots, new VectorDataViewType(TextDataViewType.Instance, classes));
        IDataView view = Ml.Data.LoadFromEnumerable(values, definition);
        return Ml.Characters.MapLabels("Label", "Label", names)
            .Append(Ml.Transforms.CopyColumns("Score", "Scores"))
            .Append(Ml.Transforms.Conversion.MapValueToKey("PredictedLabel", "Label"))
            .Fit(view).Transform(view);
    }

    private sealed class ScoredRow
    {
        public string Label { get; set; } = "";

        public float[] Scores { get; set; } = [];
    }

    private sealed class BareRow
    {
        public string Label { get; set; } = "";

        [VectorType(2)]
        public float[] Score { get; set; } = [];
    }
}
