using System.Numerics.Tensors;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Training.Evaluation;

/// <summary>Runs a network over labelled images. Safe to use from several threads.</summary>
public static class Evaluator
{
    private const int ChunkSize = 256;

    /// <summary>Classifies all images by a model of the same classes, on all processors.</summary>
    /// <param name="model">
    /// A model that takes images of this size. One whose file does not name its classes has the images' only where they
    /// are <c>0</c>, <c>1</c> and so on; otherwise evaluate its <see cref="OnnxModel.Network"/>.
    /// </param>
    /// <param name="images">The images, at least one, whose classes have the model's names in the model's order.</param>
    /// <exception cref="ArgumentException">There are no images, or they do not fit the model.</exception>
    public static ClassificationMetrics Evaluate(OnnxModel model, LabeledImages images)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        ThrowIfUnfit(model.Network, images, nameof(images));
        ThrowIfOtherClasses(model.ClassNames, "of the model", images, nameof(images));
        return Evaluate(model.Network, images);
    }

    /// <summary>Classifies all images, on all processors.</summary>
    /// <param name="network">A network that takes images of this size and has as many outputs as there are classes: logits, or probabilities of a softmax.</param>
    /// <param name="images">The images, at least one.</param>
    /// <exception cref="ArgumentException">There are no images, or they do not fit the network.</exception>
    public static ClassificationMetrics Evaluate(Network network, LabeledImages images) =>
        Evaluate(network, images, Environment.ProcessorCount, CancellationToken.None);

    /// <summary>Classifies all images.</summary>
    /// <param name="network">A network that takes images of this size and has as many outputs as there are classes: logits, or probabilities of a softmax.</param>
    /// <param name="images">The images, at least one.</param>
    /// <param name="maxDegreeOfParallelism">Threads at work, at least 1. The result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the work between two chunks of images.</param>
    /// <exception cref="ArgumentException">There are no images, or they do not fit the network.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ClassificationMetrics Evaluate(
        Network network, LabeledImages images, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, 1);
        ThrowIfUnfit(network, images, nameof(images));
        if (images.Count == 0)
        {
            throw new ArgumentException("There are no images to evaluate.", nameof(images));
        }

        InferencePlan plan = network.ToInferencePlan();
        var chunks = new PredictionTally[(images.Count + ChunkSize - 1) / ChunkSize];
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism, CancellationToken = cancellationToken };
        Parallel.For(0, chunks.Length, options, chunk => chunks[chunk] = Classify(plan, network.EndsInSoftmax, images, chunk * ChunkSize));
        var tally = new PredictionTally(images.ClassNames.Count);
        foreach (PredictionTally chunk in chunks)
        {
            tally.Add(chunk);
        }

        return new ClassificationMetrics(tally, images.ClassNames);
    }

    /// <param name="network">The network.</param>
    /// <param name="images">The images.</param>
    /// <param name="parameterName">The caller's parameter that does not fit.</param>
    /// <param name="name">What to call the network in the message.</param>
    /// <exception cref="ArgumentException">The images' size or classes are not the network's.</exception>
    internal static void ThrowIfUnfit(Network network, LabeledImages images, string parameterName, string name = "The network")
    {
        TensorShape input = network.InputShape;
        bool sizeFits = input.Rank == 1
            ? input.Length == images.Width * images.Height
            : input == TensorShape.Image(new ImageSize { Width = images.Width, Height = images.Height }, 1);
        if (!sizeFits)
        {
            throw new ArgumentException($"{name} takes {input}; the images are [{images.Height}, {images.Width}, 1].", parameterName);
        }

        if (network.OutputShape != TensorShape.Vector(images.ClassNames.Count))
        {
            throw new ArgumentException($"{name} gives {network.OutputShape}; the images have {images.ClassNames.Count} classes.", parameterName);
        }
    }

    /// <param name="expected">As many names as the images have classes.</param>
    /// <param name="owner">Whose names they are, for the message.</param>
    /// <param name="images">The images.</param>
    /// <param name="parameterName">The caller's parameter that holds the images.</param>
    /// <exception cref="ArgumentException">The images' classes have other names, or another order.</exception>
    internal static void ThrowIfOtherClasses(IReadOnlyList<string> expected, string owner, LabeledImages images, string parameterName)
    {
        for (int i = 0; i < expected.Count; i++)
        {
            if (expected[i] != images.ClassNames[i])
            {
                throw new ArgumentException(
                    $"Class {i} {owner} is '{expected[i]}', that of these images '{images.ClassNames[i]}': the classes must be the same, in the same order.",
                    parameterName);
            }
        }
    }

    private static PredictionTally Classify(InferencePlan plan, bool probabilities, LabeledImages images, int start)
    {
        LabeledImages chunk = images.Slice(start, Math.Min(ChunkSize, images.Count - start));
        int classes = plan.OutputShape.Length;
        float[] outputs = new float[chunk.Count * classes];
        plan.Predict(chunk.Pixels.Span, outputs, chunk.Count);
        var tally = new PredictionTally(classes);
        for (int i = 0; i < chunk.Count; i++)
        {
            Span<float> scores = outputs.AsSpan(i * classes, classes);
            byte label = chunk.Labels.Span[i];
            double loss = probabilities ? PredictionTally.Loss(scores[label]) : ReplaceByProbabilities(scores, label);
            tally.Add(start + i, label, scores, loss);
        }

        return tally;
    }

    /// <returns>The loss of the label, from the logits.</returns>
    private static double ReplaceByProbabilities(Span<float> scores, byte label)
    {
        float largest = TensorPrimitives.Max<float>(scores);
        float own = scores[label];
        double sum = 0;
        foreach (float score in scores)
        {
            sum += Math.Exp(score - largest);
        }

        foreach (ref float score in scores)
        {
            score = (float)(Math.Exp(score - largest) / sum);
        }

        return largest + Math.Log(sum) - own;
    }
}
