using System.Collections.Concurrent;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Evaluation;

/// <summary>Measures a network by labelled samples. Safe to use from several threads.</summary>
/// <example>
/// <code>
/// LabeledImages test = EmnistDataset.Load(EmnistSplit.Balanced, DatasetPart.Test);
/// ClassificationMetrics metrics = Evaluator.Evaluate(OnnxModel.Load("mine.onnx"), test);
/// Console.WriteLine($"{metrics.MicroAccuracy:P2}, top 3 {metrics.TopKAccuracy(3):P2}");
/// </code>
/// </example>
public static class Evaluator
{
    /// <summary>A fixed number, since the last digits of a prediction depend on how many samples are predicted together.</summary>
    private const int ChunkSize = 256;

    /// <summary>The largest buffer of a chunk's values, in floats: a plan takes samples that are too large for it one by one.</summary>
    private const int MaxChunkLength = 1 << 26;

    /// <summary>Classifies all samples by a model of the same classes, on all processors.</summary>
    /// <param name="model">
    /// A model that takes samples of this shape. One whose file does not name its classes has the samples' only where they
    /// are <c>0</c>, <c>1</c> and so on; otherwise evaluate its <see cref="OnnxModel.Network"/>.
    /// </param>
    /// <param name="samples">
    /// The samples, at least one, whose classes have the model's names in the model's order. <see cref="LabeledImages"/> of 28 x 28 are
    /// brought to the model's <see cref="OnnxModel.InputForm"/>; other samples have it already.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There are no samples, they do not fit the model, have more than 4,096 classes, or a label is not a class index.
    /// </exception>
    public static ClassificationMetrics Evaluate(OnnxModel model, ISampleSource samples) =>
        Evaluate(model, samples, Environment.ProcessorCount);

    /// <summary>Classifies all samples by a model of the same classes.</summary>
    /// <param name="model">
    /// A model that takes samples of this shape. One whose file does not name its classes has the samples' only where they
    /// are <c>0</c>, <c>1</c> and so on; otherwise evaluate its <see cref="OnnxModel.Network"/>.
    /// </param>
    /// <param name="samples">
    /// The samples, at least one, whose classes have the model's names in the model's order. <see cref="LabeledImages"/> of 28 x 28 are
    /// brought to the model's <see cref="OnnxModel.InputForm"/>; other samples have it already.
    /// </param>
    /// <param name="maxDegreeOfParallelism">Threads at work, at least 1. The result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the work between two chunks of samples.</param>
    /// <exception cref="ArgumentException">
    /// There are no samples, they do not fit the model, have more than 4,096 classes, or a label is not a class index.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ClassificationMetrics Evaluate(
        OnnxModel model, ISampleSource samples, int maxDegreeOfParallelism, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ISampleSource own = samples.ToChecked(nameof(samples));
        ThrowIfUnfit(model.Network, own, nameof(samples));
        ThrowIfOtherClasses(model.ClassNames, "of the model", own, nameof(samples));
        return Evaluate(model.Network, FormedImages.Of(own, model.InputForm), maxDegreeOfParallelism, cancellationToken);
    }

    /// <summary>Classifies all samples, on all processors.</summary>
    /// <param name="network">
    /// A network that takes samples of this shape and has as many outputs as there are classes: logits, or probabilities of a
    /// softmax. One that takes a vector has the values of images in their order.
    /// </param>
    /// <param name="samples">The samples, at least one.</param>
    /// <exception cref="ArgumentException">
    /// There are no samples, they do not fit the network, have more than 4,096 classes, or a label is not a class index.
    /// </exception>
    public static ClassificationMetrics Evaluate(Network network, ISampleSource samples) =>
        Evaluate(network, samples, Environment.ProcessorCount);

    /// <summary>Classifies all samples.</summary>
    /// <param name="network">
    /// A network that takes samples of this shape and has as many outputs as there are classes: logits, or probabilities of a
    /// softmax. One that takes a vector has the values of images in their order.
    /// </param>
    /// <param name="samples">The samples, at least one.</param>
    /// <param name="maxDegreeOfParallelism">Threads at work, at least 1. The result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the work between two chunks of samples.</param>
    /// <exception cref="ArgumentException">
    /// There are no samples, they do not fit the network, have more than 4,096 classes, or a label is not a class index.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ClassificationMetrics Evaluate(
        Network network, ISampleSource samples, int maxDegreeOfParallelism, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ISampleSource own = samples.ToChecked(nameof(samples));
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, 1);
        ThrowIfUnfit(network, own, nameof(samples));
        if (own.Count == 0)
        {
            throw new ArgumentException("There are no samples to evaluate.", nameof(samples));
        }

        return new ClassificationMetrics(Classify(network, own, maxDegreeOfParallelism, withEvenLoss: false, cancellationToken), own.ClassNames);
    }

    /// <summary>Classifies samples that fit as <see cref="Evaluate(Network, ISampleSource, int, CancellationToken)"/> does.</summary>
    /// <returns>The metrics, and the mean cross-entropy with the labels' vectors smoothed.</returns>
    internal static (ClassificationMetrics Metrics, double SmoothedLoss) Validate(
        Network network, ISampleSource samples, float smoothing, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        PredictionTally tally = Classify(network, samples, maxDegreeOfParallelism, withEvenLoss: smoothing > 0, cancellationToken);
        var metrics = new ClassificationMetrics(tally, samples.ClassNames);
        return (metrics, ((1 - (double)smoothing) * metrics.LogLoss) + (smoothing * tally.EvenLoss / tally.Count));
    }

    private static PredictionTally Classify(
        Network network, ISampleSource own, int maxDegreeOfParallelism, bool withEvenLoss, CancellationToken cancellationToken)
    {
        int[] labels = own.ReadLabels("samples");
        int[]?[]? candidates = own.ReadCandidates(labels, "samples");
        bool probabilities = network.EndsInSoftmax;
        int classes = own.ClassNames.Count;
        var tally = new PredictionTally(classes);
        var waiting = new Dictionary<int, PredictionTally>();
        int next = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism, CancellationToken = cancellationToken };
        Predict(network, own, options, (start, outputs) =>
        {
            PredictionTally chunk = NetworkOutputs.Count(
                outputs, labels.AsSpan(start), candidates.AsSpan(candidates is null ? 0 : start), classes, probabilities, withEvenLoss, start);
            lock (waiting)
            {
                // In the order of the samples, on which the last digits of sums depend.
                waiting.Add(start, chunk);
                while (waiting.Remove(next, out PredictionTally? ready))
                {
                    tally.Add(ready);
                    next += ChunkSize;
                }
            }
        });

        return tally;
    }

    /// <summary>Runs a network over all samples, in chunks that several threads share.</summary>
    /// <param name="network">A network that the samples fit.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="options">Threads and cancellation; the outputs do not depend on them.</param>
    /// <param name="take">Given the first sample of each chunk and its outputs, [samples, classes], on any thread.</param>
    internal static void Predict(Network network, ISampleSource samples, ParallelOptions options, Action<int, Span<float>> take)
    {
        InferencePlan plan = network.ToInferencePlan();
        int chunks = (int)(((long)samples.Count + ChunkSize - 1) / ChunkSize);

        // One chunk after the other, so that none that is done waits long for its turn.
        var order = Partitioner.Create(Enumerable.Range(0, chunks), EnumerablePartitionerOptions.NoBuffering);
        ParallelWork.Run(() => Parallel.ForEach(order, options, chunk =>
        {
            int start = chunk * ChunkSize;
            int count = Math.Min(ChunkSize, samples.Count - start);
            Span<float> outputs = new float[count * plan.OutputShape.Length];
            if (samples is LabeledImages images)
            {
                plan.PredictBytes(images.Slice(start, count).Pixels.Span, outputs, count);
            }
            else
            {
                Predict(plan, samples, start, count, outputs);
            }

            take(start, outputs);
        }));
    }

    /// <param name="network">The network.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="parameterName">The caller's parameter that does not fit.</param>
    /// <param name="name">What to call the network in the message.</param>
    /// <exception cref="ArgumentException">The samples' shape or classes are not the network's, or there are too many classes.</exception>
    internal static void ThrowIfUnfit(Network network, ISampleSource samples, string parameterName, string name = "The network")
    {
        ClassificationMetrics.ThrowIfTooManyOrNone(samples.ClassNames.Count, parameterName);
        TensorShape input = network.InputShape;
        TensorShape shape = samples.Shape;
        if (input.Rank == 1 ? input.Length != shape.Length : input != shape)
        {
            throw new ArgumentException($"{name} takes {input}; the samples are {shape}.", parameterName);
        }

        if (network.OutputShape != TensorShape.Vector(samples.ClassNames.Count))
        {
            throw new ArgumentException(
                $"{name} gives {network.OutputShape}; the samples have {samples.ClassNames.Count} classes.", parameterName);
        }
    }

    /// <param name="expected">As many names as the samples have classes.</param>
    /// <param name="owner">Whose names they are, for the message.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="parameterName">The caller's parameter that holds the samples.</param>
    /// <exception cref="ArgumentException">The samples' classes have other names, or another order.</exception>
    internal static void ThrowIfOtherClasses(IReadOnlyList<string> expected, string owner, ISampleSource samples, string parameterName)
    {
        for (int i = 0; i < expected.Count; i++)
        {
            if (expected[i] != samples.ClassNames[i])
            {
                throw new ArgumentException(
                    $"Class {i} {owner} is '{expected[i]}', that of these samples '{samples.ClassNames[i]}': "
                    + "the classes must be the same, in the same order.",
                    parameterName);
            }
        }
    }

    private static void Predict(InferencePlan plan, ISampleSource samples, int start, int count, Span<float> outputs)
    {
        (int length, int classes) = (plan.InputShape.Length, plan.OutputShape.Length);
        int part = Math.Clamp(MaxChunkLength / length, 1, count);
        float[] values = new float[part * length];
        for (int done = 0; done < count; done += part)
        {
            int size = Math.Min(part, count - done);
            for (int i = 0; i < size; i++)
            {
                samples.CopyTo(start + done + i, values.AsSpan(i * length, length));
            }

            plan.Predict(values, outputs[(done * classes)..], size);
        }
    }
}
