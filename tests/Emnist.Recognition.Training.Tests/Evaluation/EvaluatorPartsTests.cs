using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Tests.Evaluation;

/// <summary>A set is predicted and counted in parts of 256 samples: what comes is what its probabilities come to as a whole.</summary>
public sealed class EvaluatorPartsTests
{
    private const int Count = 1000;
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly ImageSize Size = new() { Width = 3, Height = 1 };

    // Every pixel is a logit of 0 to 5, and every label right in two of three images or so.
    private static readonly byte[] Pixels = RandomPixels();
    private static readonly byte[] Labels = [.. Pixels.Chunk(3).Select(static (row, i) => (byte)(i % 3 == 0 ? i % 9 / 3 : row.IndexOf(row.Max())))];

    private static double[][] Probabilities { get; } = [.. Pixels.Chunk(3).Select(static row =>
    {
        double[] powers = [.. row.Select(static pixel => Math.Exp(pixel / 51.0))];
        return powers.Select(power => power / powers.Sum()).ToArray();
    })];

    public static TheoryData<bool, bool, int> Kinds => new()
    {
        { true, false, 1 },
        { true, true, 8 },
        { false, false, 8 },
        { false, true, 1 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void All_figures_are_those_of_the_whole(bool isImages, bool endsInSoftmax, int threads)
    {
        int[] labels = [.. Labels.Select(static label => (int)label)];
        float[] whole = [.. Probabilities.SelectMany(static row => row).Select(static probability => (float)probability)];
        ClassificationMetrics expected = ClassificationMetrics.Compute(labels, whole, Names);

        ClassificationMetrics metrics = Evaluator.Evaluate(Network(endsInSoftmax), Samples(isImages), threads);

        Assert.Equal(expected.Count, metrics.Count);
        Assert.Equal(expected.LogLoss, metrics.LogLoss, 1e-5);
        Assert.All(expected.PerClassLogLoss.Zip(metrics.PerClassLogLoss), static pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(expected.ExpectedCalibrationError, metrics.ExpectedCalibrationError, 1e-5);
        for (int actual = 0; actual < 3; actual++)
        {
            Assert.Equal(expected.TopKAccuracy(actual + 1), metrics.TopKAccuracy(actual + 1));
            Assert.All(Enumerable.Range(0, 3), c => Assert.Equal(expected.ConfusionMatrix[actual, c], metrics.ConfusionMatrix[actual, c]));
        }

        Assert.All(metrics.WorstMistakes, mistake =>
        {
            Assert.Equal(labels[mistake.Index], mistake.Actual);
            Assert.Equal(Probabilities[mistake.Index][mistake.Predicted], mistake.Confidence, 1e-5);
        });
        Assert.Equal(
            expected.WorstMistakes.Select(static mistake => mistake.Confidence),
            metrics.WorstMistakes.Select(static mistake => mistake.Confidence),
            static (a, b) => Math.Abs(a - b) < 1e-5f);
    }

    /// <summary>Szegedy et al., arXiv 1512.00567, section 7: the label counts 1 - s + s / classes, and each other class s / classes.</summary>
    [Theory]
    [InlineData(false, 0.1f)]
    [InlineData(true, 0.1f)]
    [InlineData(false, 0f)]
    [InlineData(true, 0f)]
    public void The_smoothed_loss_is_that_of_its_formula(bool endsInSoftmax, float smoothing)
    {
        double expected = Probabilities.Zip(Labels).Average(sample => -Enumerable.Range(0, 3).Sum(c =>
            ((c == sample.Second ? 1 - smoothing : 0) + (smoothing / 3.0)) * Math.Log(sample.First[c])));

        (ClassificationMetrics metrics, double loss) = Evaluator.Validate(
            Network(endsInSoftmax), Samples(isImages: true), smoothing, maxDegreeOfParallelism: 2, CancellationToken.None);

        Assert.Equal(expected, loss, 1e-5);
        Assert.Equal(Evaluator.Evaluate(Network(endsInSoftmax), Samples(isImages: true)).LogLoss, metrics.LogLoss);
    }

    /// <summary>Images of which a or c are known, in every part: each counts as the likelier of them, its loss from their sum.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Candidates_are_found_in_every_part(bool endsInSoftmax)
    {
        byte[] codes = [.. Labels.Select(static (label, i) => i % 7 == 0 ? (byte)3 : label)];
        int[] labels = [.. Labels.Select((label, i) => codes[i] < 3 ? label : Probabilities[i][2] > Probabilities[i][0] ? 2 : 0)];
        double loss = Probabilities.Select((row, i) => -Math.Log(codes[i] < 3 ? row[codes[i]] : row[0] + row[2])).Average();

        ClassificationMetrics metrics = Evaluator.Evaluate(Network(endsInSoftmax), new LabeledImages(Size, Pixels, codes, Names, [[0, 2]]));

        Assert.Equal(loss, metrics.LogLoss, 1e-5);
        Assert.All(Enumerable.Range(0, 3), c => Assert.Equal(labels.Count(label => label == c), metrics.ConfusionMatrix.CountActual(c)));
    }

    /// <summary>e^1000 is beyond any number; the loss is the difference of the logits.</summary>
    [Fact]
    public void Logits_may_be_so_large_that_their_powers_are_infinite()
    {
        Network network = Network(endsInSoftmax: false);
        network.Layers[1].Parameters[0].Values[0] = 1000;
        var one = new LabeledImages(Size, new byte[] { 255, 0, 0 }, new byte[] { 1 }, Names);

        Assert.Equal(1000, Evaluator.Evaluate(network, one).LogLoss, 1e-9);
    }

    [Fact]
    public void Images_of_another_shape_no_network_and_no_threads_are_refused()
    {
        ISampleSource images = Samples(isImages: true);
        var upright = new Network(TensorShape.Image(new ImageSize { Width = 1, Height = 3 }), new Flatten(), new Dense(3));
        var longer = new Network(TensorShape.Vector(4), new Dense(3));

        Assert.Equal(
            "The network takes [3, 1, 1]; the samples are [1, 3, 1]. (Parameter 'samples')",
            Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(upright, images)).Message);
        Assert.Equal(
            "The network takes [4]; the samples are [1, 3, 1]. (Parameter 'samples')",
            Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(longer, images)).Message);
        Assert.Throws<ArgumentNullException>("network", () => Evaluator.Evaluate((Network)null!, images));
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluator.Evaluate(Network(endsInSoftmax: false), images, 0));
    }

    private static byte[] RandomPixels()
    {
        byte[] pixels = new byte[Count * 3];
        new Random(5).NextBytes(pixels);
        return pixels;
    }

    private static ISampleSource Samples(bool isImages)
    {
        var images = new LabeledImages(Size, Pixels, Labels, Names);
        return isImages ? images : FloatSamples.From(images);
    }

    /// <summary>Five times a pixel, which is 0 to 1, is the logit of its class.</summary>
    private static Network Network(bool endsInSoftmax)
    {
        Layer[] softmax = endsInSoftmax ? [new Activation(ActivationFunction.Softmax)] : [];
        var network = new Network(TensorShape.Image(Size), [new Flatten(), new Dense(3), .. softmax]);
        Span<float> kernel = network.Layers[1].Parameters[0].Values;
        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] = i / 3 == i % 3 ? 5 : 0;
        }

        return network;
    }
}
