using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Tests.Evaluation;

public class EvaluatorTests
{
    /// <summary>One pixel a class, so that the identity as kernel gives the pixels as scores.</summary>
    [Fact]
    public void Metrics_of_scores_equal_scikit_learns()
    {
        ScoresReference expected = ClassificationReference.Recorded.Scores;
        byte[] pixels = [.. expected.Pixels.Select(static pixel => (byte)pixel)];
        byte[] labels = [.. expected.Labels.Select(static label => (byte)label)];
        var images = new LabeledImages(new ImageSize { Width = 3, Height = 1 }, pixels, labels, ["a", "b", "c"]);

        ClassificationMetrics metrics = Evaluator.Evaluate(Identity(3), images);

        Assert.Equal(6, metrics.Count);
        Assert.Equal(expected.Accuracy, metrics.MicroAccuracy, 1e-12);
        Assert.Equal(expected.BalancedAccuracy, metrics.MacroAccuracy, 1e-12);
        Assert.Equal(expected.LogLoss, metrics.LogLoss, 1e-6);
    }

    /// <summary>A network whose training went wrong answers the first class, as NumPy's argmax does, and is right about it.</summary>
    [Fact]
    public void Scores_that_are_not_numbers_are_counted_all_the_same()
    {
        Network network = Identity(3);
        network.Layers[1].Parameters[1].Values.Fill(float.NaN);
        var images = new LabeledImages(new ImageSize { Width = 3, Height = 1 }, new byte[9], new byte[] { 0, 1, 2 }, ["a", "b", "c"]);

        ClassificationMetrics metrics = Evaluator.Evaluate(network, images);

        Assert.Equal(1.0 / 3, metrics.MicroAccuracy);
        Assert.Equal(metrics.MicroAccuracy, metrics.TopKAccuracy(1));
        Assert.Equal(1, metrics.TopKAccuracy(3));
        Assert.Equal((double.NaN, double.NaN), (metrics.LogLoss, metrics.ExpectedCalibrationError));
        Assert.Equal(2, metrics.WorstMistakes.Count);
    }

    [Fact]
    public void Images_are_brought_to_the_form_that_the_model_tells()
    {
        var random = new Random(3);
        byte[] pixels = new byte[50 * 784];
        random.NextBytes(pixels);
        var images = new LabeledImages(28, pixels, (byte[])[.. Enumerable.Range(0, 50).Select(static i => (byte)(i % 3))], ["a", "b", "c"]);
        var network = new Network(TensorShape.Vector(784), new Dense(3));
        network.Initialize(1);
        var form = new InputForm { Ground = -1, Transposed = true };
        float[] inputs = new float[pixels.Length];
        form.Apply(pixels, inputs);
        var formed = new FloatSamples(TensorShape.Vector(784), [.. inputs.Chunk(784)], [.. images.Labels.ToArray().Select(static label => (int)label)], ["a", "b", "c"]);

        ClassificationMetrics told = Evaluator.Evaluate(new OnnxModel(network, ["a", "b", "c"]) { InputForm = form }, images);

        Assert.Equal(Evaluator.Evaluate(network, formed).LogLoss, told.LogLoss, 1e-12);
        Assert.NotEqual(Evaluator.Evaluate(network, images).LogLoss, told.LogLoss);
        var own = new OnnxModel(network, ["a", "b", "c"]) { InputForm = form };
        Assert.Equal(told.LogLoss, Evaluator.Evaluate(own, formed).LogLoss, 1e-12);
    }

    [Fact]
    public void A_softmax_at_the_end_changes_nothing_nor_do_threads()
    {
        var random = new Random(2);
        byte[] pixels = new byte[3000];
        random.NextBytes(pixels);
        var images = new LabeledImages(new ImageSize { Width = 3, Height = 1 }, pixels, new byte[1000], ["a", "b", "c"]);

        ClassificationMetrics logits = Evaluator.Evaluate(Identity(3), images);
        Layer softmax = new Activation(ActivationFunction.Softmax);
        ClassificationMetrics probabilities = Evaluator.Evaluate(Identity(3, softmax), images, 1);
        ClassificationMetrics followed = Evaluator.Evaluate(Identity(3, softmax, new Dropout(0.5f), new Activation(ActivationFunction.Linear)), images);

        Assert.Equal(logits.MicroAccuracy, probabilities.MicroAccuracy);
        Assert.Equal(logits.LogLoss, probabilities.LogLoss, 1e-6);
        Assert.Equal((probabilities.MicroAccuracy, probabilities.LogLoss), (followed.MicroAccuracy, followed.LogLoss));
    }

    [Fact]
    public void A_model_is_evaluated_on_images_of_its_own_classes_only()
    {
        var images = new LabeledImages(new ImageSize { Width = 3, Height = 1 }, new byte[] { 255, 0, 0, 0, 0, 255 }, new byte[] { 0, 1 }, ["a", "b", "c"]);
        Network network = Identity(3);

        Assert.Equal(Evaluator.Evaluate(network, images).LogLoss, Evaluator.Evaluate(new OnnxModel(network, ["a", "b", "c"]), images).LogLoss);
        Assert.Equal(
            "Class 1 of the model is 'c', that of these samples 'b': the classes must be the same, in the same order. (Parameter 'samples')",
            Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(new OnnxModel(network, ["a", "c", "b"]), images)).Message);
        Assert.Equal(
            "The network gives [2]; the samples have 3 classes. (Parameter 'samples')",
            Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(new OnnxModel(new Network(TensorShape.Vector(3), new Dense(2)), ["a", "b"]), images)).Message);
        Assert.Throws<ArgumentNullException>(() => Evaluator.Evaluate((OnnxModel)null!, images));
        Assert.Throws<ArgumentNullException>(() => Evaluator.Evaluate(new OnnxModel(network, ["a", "b", "c"]), null!));
    }

    // -ln of the smallest float above zero, 1.4e-45; the other image's probability rounds to 1.
    [Fact]
    public void A_probability_of_zero_counts_as_the_smallest_float()
    {
        Network network = Identity(2, new Activation(ActivationFunction.Softmax));
        network.Layers[1].Parameters[0].Values[0] = 1000;
        var images = new LabeledImages(new ImageSize { Width = 2, Height = 1 }, new byte[] { 255, 0, 255, 0 }, new byte[] { 0, 1 }, ["a", "b"]);

        Assert.Equal(103.27892990343184 / 2, Evaluator.Evaluate(network, images).LogLoss, 1e-9);
    }

    [Fact]
    public void No_images_and_cancellation_are_refused()
    {
        var none = new LabeledImages(new ImageSize { Width = 3, Height = 1 }, Array.Empty<byte>(), Array.Empty<byte>(), ["a", "b", "c"]);
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(Identity(3), none));
        var one = new LabeledImages(new ImageSize { Width = 3, Height = 1 }, new byte[3], new byte[1], ["a", "b", "c"]);
        Assert.Throws<OperationCanceledException>(() => Evaluator.Evaluate(Identity(3), one, 1, new CancellationToken(canceled: true)));
    }

    /// <summary>A matrix of 3,000 classes has 34 MiB: it is made once, and not for each part of a set.</summary>
    [Fact]
    public void Many_classes_are_counted_in_one_matrix()
    {
        const int Classes = 3000;
        float[] probabilities = new float[Classes];
        probabilities[2999] = 1;
        var whole = new PredictionTally(Classes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int chunk = 0; chunk < 20; chunk++)
        {
            var part = new PredictionTally(Classes);
            part.Add(chunk, chunk, probabilities, 0);
            whole.Add(part);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        int[] counts = whole.CountConfusion();
        Assert.Equal(20, counts.Sum());
        Assert.All(Enumerable.Range(0, 20), actual => Assert.Equal(1, counts[(actual * Classes) + 2999]));
    }

    [Fact]
    public void Hundreds_of_classes_are_evaluated_and_too_many_refused()
    {
        FloatSamples samples = FloatSamples.OneHot(1000, 1500);
        var network = new Network(TensorShape.Vector(1000), new Dense(1000));
        for (int i = 0; i < 1000; i++)
        {
            network.Layers[0].Parameters[0].Values[(i * 1000) + i] = 100;
        }

        Assert.Equal(1, Evaluator.Evaluate(network, samples).MicroAccuracy);
        Assert.Equal(
            "There are 46,341 classes, and not 1 to 4,096. (Parameter 'samples')",
            Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(
                new Network(TensorShape.Vector(1), new Dense(1)),
                new FloatSamples(TensorShape.Vector(1), [[1]], [0], [.. Enumerable.Range(0, 46_341).Select(static c => $"{c}")]))).Message);
    }

    private static Network Identity(int size, params Layer[] after)
    {
        var network = new Network(
            TensorShape.Image(new ImageSize { Width = size, Height = 1 }), [new Flatten(), new Dense(size), .. after]);
        Span<float> kernel = network.Layers[1].Parameters[0].Values;
        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] = i / size == i % size ? 1 : 0;
        }

        return network;
    }
}
