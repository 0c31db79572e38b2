using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Tests.Evaluation;

public sealed class ClassificationMetricsTests
{
    private static readonly string[] Two = ["a", "b"];

    // No float but 0 and 1 is the end of a bin: 0.2f lies just above 3/15, and 0.06666667f just above 1/15.
    [Theory]
    [InlineData(1f, 14)]
    [InlineData(0.2f, 3)]
    [InlineData(0.19999999f, 2)]
    [InlineData(0.06666667f, 1)]
    [InlineData(1e-30f, 0)]
    [InlineData(0f, 0)]
    [InlineData(1.000005f, 14)]
    public void A_confidence_is_counted_in_its_bin(float confidence, int bin)
    {
        ClassificationMetrics metrics = ClassificationMetrics.Compute([0], [confidence], ["a"]);

        Assert.Equal(15, metrics.Reliability.Count);
        Assert.Equal((0.0, 1.0), (metrics.Reliability[0].LowerBound, metrics.Reliability[^1].UpperBound));
        Assert.All(metrics.Reliability.Skip(1).Zip(metrics.Reliability), static pair => Assert.Equal(pair.Second.UpperBound, pair.First.LowerBound));
        Assert.Equal(bin, metrics.Reliability.Select(static b => b.Count).ToList().IndexOf(1));
        Assert.Equal(confidence, metrics.Reliability[bin].MeanConfidence);
        Assert.True(metrics.LogLoss >= 0);
    }

    [Fact]
    public void The_worst_mistakes_are_the_most_confident_and_at_most_100()
    {
        int[] labels = new int[150];
        labels[7] = 1;
        float[] probabilities = new float[300];
        for (int i = 0; i < labels.Length; i++)
        {
            probabilities[(2 * i) + 1] = 0.6f + (i / 5 / 1000f);
            probabilities[2 * i] = 1 - probabilities[(2 * i) + 1];
        }

        IReadOnlyList<Mistake> worst = ClassificationMetrics.Compute(labels, probabilities, Two).WorstMistakes;

        Assert.Equal(100, worst.Count);
        Assert.Equal(new Mistake(145, 0, 1, probabilities[291], probabilities[290]), worst[0]);
        Assert.Equal([145, 146, 147, 148, 149, 140], worst.Take(6).Select(static mistake => mistake.Index));
        Assert.DoesNotContain(worst, static mistake => mistake.Index == 7);
    }

    /// <summary>Four images, two of them of class a: the frequencies' own log-loss is ln 2 / 2 + ln 4 / 2 = 1.5 ln 2.</summary>
    [Fact]
    public void The_log_loss_is_told_by_class_and_beside_that_of_the_frequencies()
    {
        float[] frequencies = [.. Enumerable.Repeat<float[]>([0.5f, 0.25f, 0.25f, 0], 4).SelectMany(static row => row)];
        float[] certain = [1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
        float[] unsure = [0.5f, 0.5f, 0, 0, 0.5f, 0.5f, 0, 0, 0, 1, 0, 0, 0.5f, 0.25f, 0.25f, 0];
        string[] names = ["a", "b", "c", "d"];

        Assert.Equal(0, ClassificationMetrics.Compute([0, 0, 1, 2], frequencies, names).LogLossReduction, 1e-12);
        Assert.Equal(1, ClassificationMetrics.Compute([0, 0, 1, 2], certain, names).LogLossReduction);
        ClassificationMetrics metrics = ClassificationMetrics.Compute([0, 0, 1, 2], unsure, names);
        Assert.Equal(1.0 / 3, metrics.LogLossReduction, 1e-12);
        Assert.Equal([Math.Log(2), 0, 2 * Math.Log(2), double.NaN], metrics.PerClassLogLoss);
        Assert.Equal(double.NaN, ClassificationMetrics.Compute([0], [1, 0], Two).LogLossReduction);
        Assert.Equal(double.NaN, ClassificationMetrics.Compute([0], [0.5f, 0.5f], Two).LogLossReduction);
    }

    [Fact]
    public void Texts_tell_the_figures()
    {
        ClassificationMetrics metrics = ClassificationMetrics.Compute([0, 1, 1], [1, 0, 0.5f, 0.5f, 0, 1], Two);

        Assert.Equal("accuracy 66.7 %, macro F1 0.667, log-loss 0.231, on 3 images", $"{metrics}");
        Assert.Equal("ConfusionMatrix: 2 classes, 3 images, 2 of them right", $"{metrics.ConfusionMatrix}");
    }

    [Fact]
    public void The_most_confused_pairs_come_first()
    {
        int[] labels = [0, 0, 1, 1, 2, 2];
        int[] answers = [2, 2, 0, 1, 1, 1];
        float[] probabilities = [.. answers.SelectMany(static a => Enumerable.Range(0, 3).Select(c => c == a ? 1f : 0f))];

        ConfusionMatrix matrix = ClassificationMetrics.Compute(labels, probabilities, ["a", "b", "c"]).ConfusionMatrix;

        Assert.Equal([new("a", "c", 2), new("c", "b", 2), new("b", "a", 1)], matrix.MostConfused(10));
        Assert.Equal([new ConfusedPair("a", "c", 2)], matrix.MostConfused(1));
        Assert.Empty(matrix.MostConfused(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.MostConfused(-1));
    }

    [Fact]
    public void Wrong_input_is_refused_by_the_name_of_its_parameter()
    {
        Refused("probabilities", "0 labels and 2 classes do not go with 0 probabilities: give one for each label and class, of one or more.", [], [], Two);
        Refused("probabilities", "2 labels and 2 classes do not go with 2 probabilities: give one for each label and class, of one or more.", [0, 1], [1, 0], Two);
        Refused("probabilities", "A probability of image 1 is NaN, and not 0 to 1.", [0, 1], [1, 0, float.NaN, 1], Two);
        Refused("probabilities", "A probability of image 0 is 1.5, and not 0 to 1.", [0], [1.5f, 0], Two);
        Refused("probabilities", "A probability of image 0 is -0.5, and not 0 to 1.", [0], [1, -0.5f], Two);
        Refused("labels", "Label 2 of image 1 is not a class: there are 2.", [0, 2], [1, 0, 0, 1], Two);
        Refused("labels", "Label -1 of image 0 is not a class: there are 2.", [-1], [1, 0], Two);
        Refused("classNames", "There are 0 classes, and not 1 to 4,096.", [0], [1, 0], []);
        Refused("classNames", "There are 4,097 classes, and not 1 to 4,096.", [0], new float[4097], new string[4097]);
        Refused("classNames", "Class 1 has no name.", [0], [1, 0], ["a", null!]);
        Refused("classNames", "2 classes are named 'a': each needs a name of its own.", [0], [1, 0, 0], ["a", "b", "a"]);
        Assert.Throws<ArgumentNullException>(() => ClassificationMetrics.Compute([0], [1], null!));
    }

    [Fact]
    public void Indices_that_are_no_class_and_no_rank_are_refused()
    {
        ClassificationMetrics metrics = ClassificationMetrics.Compute([0], [1, 0], Two);

        Assert.Throws<ArgumentOutOfRangeException>(() => metrics.TopKAccuracy(0));
        Assert.Equal(1, metrics.TopKAccuracy(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => metrics.ConfusionMatrix[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => metrics.ConfusionMatrix[0, -1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => metrics.ConfusionMatrix.CountActual(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => metrics.ConfusionMatrix.CountPredicted(-1));
    }

    private static void Refused(string parameter, string message, int[] labels, float[] probabilities, string[] names)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => ClassificationMetrics.Compute(labels, probabilities, names));
        Assert.Equal((parameter, $"{message} (Parameter '{parameter}')"), (thrown.ParamName, thrown.Message));
    }
}
