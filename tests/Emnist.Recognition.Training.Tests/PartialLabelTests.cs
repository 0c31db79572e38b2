using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training.Tests;

public class PartialLabelTests
{
    private static readonly string[] Names = ["C", "c", "x"];

    private static readonly int[][] Sets = [[0, 1], [2, 1]];

    [Fact]
    public void Labels_behind_the_classes_name_candidates_that_slices_choices_and_splits_keep()
    {
        byte[] pixels = [.. Enumerable.Range(0, 40).Select(i => (byte)i)];
        var images = new LabeledImages(1, pixels, (byte[])[.. Enumerable.Range(0, 40).Select(i => (byte)(i % 5))], Names, Sets);

        Assert.Equal([0, 1, 2, 0, 2], images.Labels[..5].ToArray());
        Assert.Equal([[], [], [], [0, 1], [2, 1]], Enumerable.Range(0, 5).Select(images.GetCandidates));
        Assert.Equal("LabeledImages: 40 images of 1 x 1, 3 classes and 2 candidate sets", images.ToString());
        (LabeledImages remaining, LabeledImages part) = images.Split(0.3, seed: 1);
        foreach (LabeledImages some in new[] { images.Slice(3, 9), images.Select([8, 3, 39]), remaining, part })
        {
            Assert.All(Enumerable.Range(0, some.Count), i =>
            {
                int original = some.GetImage(i)[0];
                Assert.Equal(images.GetLabel(original), some.GetLabel(i));
                Assert.Equal(images.GetCandidates(original), some.GetCandidates(i));
            });
        }
    }

    [Theory]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 1, 1 })]
    [InlineData(new[] { 0, 3 })]
    [InlineData(new[] { -1, 2 })]
    public void Sets_that_are_none_are_refused(int[] set) => Assert.Equal(
        "Candidate set 1 is to have two or more different indices of the 3 classes. (Parameter 'candidateSets')",
        Assert.Throws<ArgumentException>(() => new LabeledImages(1, new byte[1], new byte[1], Names, [[0, 1], set])).Message);

    [Fact]
    public void A_label_behind_the_sets_is_refused() => Assert.Equal(
        "Label 5 of image 1 is not a class index: there are 3 classes and 2 candidate sets. (Parameter 'labels')",
        Assert.Throws<ArgumentException>(() => new LabeledImages(1, new byte[2], new byte[] { 4, 5 }, Names, Sets)).Message);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.2f, 0)]
    [InlineData(0, 0.7f)]
    [InlineData(0.1f, 0.4f)]
    public void The_loss_is_that_of_the_sum_of_the_candidates_and_its_gradient_the_loss_s(float smoothing, float teachersWeight)
    {
        const int Classes = 5;
        float[] logits = [.. Enumerable.Range(0, 3 * Classes).Select(i => (float)Math.Sin(7 * i) * 3)];
        float[] teachers =
            [.. Enumerable.Range(0, 3).SelectMany(i => Softmax([.. logits.Skip(i).Take(Classes).Select(static z => -0.5 * z)])).Select(static p => (float)p)];
        int[] labels = [1, 4, 0];
        int[]?[] candidates = [[1, 3], null, [0, 2, 4]];
        float[] weights = [1, 2, 1, 0.5f, 3];
        var loss = new SoftmaxCrossentropy(smoothing, weights, teachersWeight);
        float[] gradient = new float[logits.Length];
        (double sum, int correct) = loss.Compute(logits, labels, candidates, teachers, gradient);

        double[] exact = [.. logits.Select(static z => (double)z)];
        Assert.Equal(Reference(exact), sum, 1e-4);
        Assert.Equal(Enumerable.Range(0, 3).Count(i => CandidatesOf(i).Contains(Row(exact, i).Index().MaxBy(static z => z.Item).Index)), correct);
        for (int i = 0; i < logits.Length; i++)
        {
            const double Step = 1e-4;
            double slope = (Reference([.. exact.Select((z, k) => k == i ? z + Step : z)]) - Reference([.. exact.Select((z, k) => k == i ? z - Step : z)]))
                / (2 * Step);
            Assert.Equal(slope / 3, gradient[i], 1e-5);
        }

        int[] CandidatesOf(int i) => candidates[i] ?? [labels[i]];

        double[] Row(double[] values, int i) => values[(i * Classes)..((i + 1) * Classes)];

        // -sum of the target's parts times the logarithms: the label's, the one that smoothing spreads, and the teachers'.
        double Reference(double[] values) => Enumerable.Range(0, 3).Sum(i =>
        {
            double[] p = Softmax(Row(values, i));
            double label = -Math.Log(CandidatesOf(i).Sum(c => p[c]));
            double even = -p.Average(Math.Log);
            double teaching = -p.Select((value, c) => teachers[(i * Classes) + c] * Math.Log(value)).Sum();
            return weights[labels[i]]
                * ((teachersWeight * teaching) + ((1 - teachersWeight) * (((1 - smoothing) * label) + (smoothing * even))));
        });
    }

    [Fact]
    public void Without_candidates_loss_and_gradient_keep_their_bits()
    {
        float[] logits = [.. Enumerable.Range(0, 28).Select(i => (float)Math.Cos(5 * i) * 4)];
        int[] labels = [3, 0, 6, 2];
        var loss = new SoftmaxCrossentropy(0.1f, null);
        (float[] plain, float[] with) = (new float[28], new float[28]);

        Assert.Equal(loss.Compute(logits, labels, [], plain), loss.Compute(logits, labels, new int[]?[4], [], with));
        Assert.Equal(plain, with);
    }

    [Fact]
    public void Known_samples_teach_the_classes_apart_and_the_others_their_sum()
    {
        LabeledImages known = SyntheticImages.Create(1, 60, 60, 60);
        byte[] labels = [.. known.Labels.ToArray().Select((label, i) => label < 2 && i % 4 != 0 ? (byte)3 : label)];
        var partial = new LabeledImages(known.Size, known.Pixels, labels, known.ClassNames, [[0, 1]]);
        Network network = CreateNetwork();
        TrainingHistory history = new Trainer(Options).Fit(network, partial);

        Assert.True(Evaluator.Evaluate(network, SyntheticImages.Create(2, 50, 50, 50)).MicroAccuracy > 0.95);
        Assert.True(history.Kept.Accuracy > 0.95);

        // All of two classes unknown: their sum is learnt all the same, apart from the third.
        byte[] unknown = [.. known.Labels.ToArray().Select(label => label < 2 ? (byte)3 : label)];
        Network sums = CreateNetwork();
        new Trainer(Options).Fit(sums, new LabeledImages(known.Size, known.Pixels, unknown, known.ClassNames, [[0, 1]]));
        ClassificationMetrics measured = Evaluator.Evaluate(
            sums, new LabeledImages(known.Size, known.Pixels, unknown, known.ClassNames, [[0, 1]]));
        Assert.True(measured.MicroAccuracy > 0.95);
        Assert.True(measured.LogLoss < 0.2);
    }

    [Fact]
    public void A_measurement_takes_a_sample_for_the_most_probable_candidate_and_its_loss_from_the_sum()
    {
        var network = new Network(TensorShape.Image(1), new Flatten(), new Dense(3));
        double[] logits = [0.5, 2, -1];
        logits.Select(static z => (float)z).ToArray().CopyTo(network.Layers[1].Parameters[1].Values);
        var images = new LabeledImages(1, new byte[3], new byte[] { 0, 3, 4 }, Names, Sets);
        double[] p = Softmax(logits);
        ClassificationMetrics metrics = Evaluator.Evaluate(network, images);

        Assert.Equal(2 / 3.0, metrics.MicroAccuracy, 1e-9);
        Assert.Equal(-(Math.Log(p[0]) + Math.Log(p[0] + p[1]) + Math.Log(p[1] + p[2])) / 3, metrics.LogLoss, 1e-6);
        Assert.Equal(2, metrics.ConfusionMatrix[1, 1]);
    }

    [Fact]
    public void The_temperature_is_where_the_loss_of_the_sums_is_least()
    {
        LabeledImages known = SyntheticImages.Create(3, 40, 40, 40, 40);
        byte[] labels = [.. known.Labels.ToArray().Select((label, i) => i % 9 == 0 ? (byte)(4 + (i % 2)) : label)];
        var images = new LabeledImages(known.Size, known.Pixels, labels, known.ClassNames, [[0, 1], [3, 2]]);
        Network network = CreateNetwork(4);
        new Trainer(Options with { Epochs = 2 }).Fit(network, images);
        double best = TemperatureScaling.Fit(network, images, balanceClasses: false, 1, CancellationToken.None);
        TemperatureScaling.Apply(network, best);
        double least = Evaluator.Evaluate(network, images).LogLoss;

        Assert.NotEqual(1, best);
        foreach (double other in new[] { 0.97, 1.03 })
        {
            float[][] before = network.CopyParameters();
            TemperatureScaling.Apply(network, other);
            Assert.True(Evaluator.Evaluate(network, images).LogLoss > least);
            network.SetParameters(before);
        }
    }

    [Fact]
    public void Other_sources_tell_candidates_too_and_wrong_ones_are_refused()
    {
        var samples = new Points([[0f], [1f], [2f]], [0, 0, 2], [[], [0, 1], []]);
        var network = new Network(TensorShape.Vector(1), new Dense(3));
        network.Initialize(1);
        new Trainer(new TrainerOptions { Epochs = 1 }).Fit(network, samples);

        Assert.Equal(3, Evaluator.Evaluate(network, samples).Count);
        Assert.Equal(
            "The candidates of sample 1 are to be different indices of the 3 classes, its label 0 first. (Parameter 'samples')",
            Assert.Throws<ArgumentException>(() => new Trainer(new TrainerOptions { Epochs = 1 })
                .Fit(network, new Points([[0f], [1f], [2f]], [0, 0, 2], [[], [1, 0], []]))).Message);
    }

    [Fact]
    public void Candidates_are_part_of_what_a_checkpoint_is_told_again_by()
    {
        static string Describe(LabeledImages images) => RunDescription.Create(
            new TrainerOptions(), new Network(TensorShape.Image(1), new Flatten(), new Dense(3)), images, null);
        byte[] labels = [0, 2];
        string plain = Describe(new LabeledImages(1, new byte[2], labels, Names));
        string other = Describe(new LabeledImages(1, new byte[2], labels, Names, [[0, 1]]));

        Assert.NotEqual(plain, other);
        Assert.NotEqual(other, Describe(new LabeledImages(1, new byte[2], labels, Names, [[0, 2]])));
        Assert.Equal(plain, Describe(new LabeledImages(1, new byte[2], labels, Names, [])));
    }

    private static TrainerOptions Options => new() { Epochs = 12, BatchSize = 16, Optimizer = new Adam { LearningRate = 5e-3f } };

    private static Network CreateNetwork(int classes = 3)
    {
        var network = new Network(SyntheticImages.Shape, new Flatten(), new Dense(16), new Activation(ActivationFunction.Relu), new Dense(classes));
        network.Initialize(1);
        return network;
    }

    private static double[] Softmax(double[] logits)
    {
        double[] exponentials = [.. logits.Select(Math.Exp)];
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }

    private sealed class Points(float[][] values, int[] labels, int[][] candidates) : ISampleSource
    {
        public int Count => values.Length;

        public TensorShape Shape => TensorShape.Vector(1);

        public IReadOnlyList<string> ClassNames => Names;

        public int GetLabel(int index) => labels[index];

        public IReadOnlyList<int> GetCandidates(int index) => candidates[index];

        public void CopyTo(int index, Span<float> destination) => values[index].CopyTo(destination);
    }
}
