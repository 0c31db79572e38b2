using System.Diagnostics;
using System.Numerics.Tensors;
using Emnist.Recognition.Datasets;
using Emnist.Recognition.Evaluation;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Backpropagation;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training;

/// <summary>One call of <see cref="Trainer.Fit(Network, LabeledImages)"/>: its buffers and where it stands.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly TrainerOptions _options;
    private readonly Network _network;
    private readonly LabeledImages _images;
    private readonly LabeledImages? _validation;
    private readonly TrainingGraph _graph;
    private readonly AdamState _optimizer;
    private readonly SampleOrder _order;
    private readonly int[] _epochSamples;
    private readonly byte[] _labels;
    private readonly int _batches;
    private readonly ImageAugmenter? _augmenter;
    private readonly byte[] _augmented;
    private ulong _drawn;

    public TrainingRun(TrainerOptions options, Network network, LabeledImages images, LabeledImages? validation)
    {
        _options = options;
        _network = network;
        _images = images;
        _validation = validation;
        _epochSamples = new int[options.SamplesPerEpoch ?? images.Count];
        int batchSize = Math.Min(options.BatchSize, _epochSamples.Length);
        ThrowIfTooLarge(network, batchSize);
        _batches = ((_epochSamples.Length - 1) / batchSize) + 1;
        _labels = new byte[batchSize];
        _augmented = new byte[images.Width * images.Height];
        _augmenter = options.Augmentation is { } augmentation
            ? new ImageAugmenter(augmentation, images.Width, images.Height, options.Seed)
            : null;
        _graph = new TrainingGraph(network, batchSize, options.MaxDegreeOfParallelism, options.Seed);
        _optimizer = new AdamState(options.Optimizer, _graph.Gradients);
        _order = options.BalanceClasses
            ? new SampleOrder.ClassBalanced(images.Labels.Span, options.Seed)
            : new SampleOrder.Shuffled(images.Count, options.Seed);
    }

    public TrainingHistory Execute(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var epochs = new List<EpochResult>();
        for (int epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            long start = Stopwatch.GetTimestamp();
            (double loss, double accuracy) = RunEpoch(epoch, progress, cancellationToken);
            ClassificationMetrics? validation = _validation is null
                ? null
                : Evaluator.Evaluate(_network, _validation, _options.MaxDegreeOfParallelism, cancellationToken);
            var result = new EpochResult(epoch, loss, accuracy, validation, Stopwatch.GetElapsedTime(start));
            epochs.Add(result);
            progress?.Report(new TrainingProgress(epoch, _options.Epochs, _batches, _batches, loss, accuracy, result));
        }

        return new TrainingHistory(epochs);
    }

    public void Dispose() => _graph.Dispose();

    private (double Loss, double Accuracy) RunEpoch(int epoch, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        _order.Next(_epochSamples);
        (double lossSum, int correctSum, int seen) = (0, 0, 0);
        for (int batch = 0; batch < _batches; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> samples = _epochSamples.AsSpan(seen, Math.Min(_labels.Length, _epochSamples.Length - seen));
            double done = (((epoch - 1) * (double)_batches) + batch) / ((double)_options.Epochs * _batches);
            (double loss, int correct) = RunBatch(samples, done);
            if (!double.IsFinite(loss))
            {
                throw new TrainingDivergedException(epoch, batch + 1, loss);
            }

            lossSum += loss;
            correctSum += correct;
            seen += samples.Length;
            if (batch < _batches - 1)
            {
                progress?.Report(new TrainingProgress(
                    epoch, _options.Epochs, batch + 1, _batches, lossSum / seen, (double)correctSum / seen, null));
            }
        }

        return (lossSum / seen, (double)correctSum / seen);
    }

    /// <exception cref="ArgumentException">A layer's outputs of one batch would not fit in one buffer.</exception>
    private static void ThrowIfTooLarge(Network network, int batchSize)
    {
        int widest = network.Layers.Select(static layer => layer.OutputShape.Length).Append(network.InputShape.Length).Max();
        if ((long)batchSize * widest > AlignedBuffer.MaxLength)
        {
            throw new ArgumentException(
                $"A batch of {batchSize} images with up to {widest} values each between two layers is too large: set {nameof(TrainerOptions)}.{nameof(TrainerOptions.BatchSize)} to {AlignedBuffer.MaxLength / widest} at most.");
        }
    }

    /// <returns>The sum of the batch's losses before the step, and how many samples were recognised.</returns>
    private (double LossSum, int Correct) RunBatch(ReadOnlySpan<int> samples, double done)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            _graph.SetInput(i, Augment(_images.Image(samples[i])));
            _labels[i] = _images.Labels.Span[samples[i]];
        }

        _graph.Forward(samples.Length);
        int logits = samples.Length * _network.OutputShape.Length;
        (double loss, int correct) = SparseCategoricalCrossentropy.Compute(
            _graph.Output[..logits], _labels.AsSpan(0, samples.Length), _graph.OutputGradient);
        loss += samples.Length * Penalty();
        if (double.IsFinite(loss))
        {
            _graph.Backward(samples.Length);
            AddPenaltyGradient();
            _optimizer.Step(done);
        }

        return (loss, correct);
    }

    private ReadOnlySpan<byte> Augment(ReadOnlySpan<byte> image)
    {
        if (_augmenter is null)
        {
            return image;
        }

        _augmenter.Apply(image, _drawn++, _augmented);
        return _augmented;
    }

    private double Penalty()
    {
        double penalty = 0;
        foreach (ParameterGradient parameter in _graph.Gradients)
        {
            float factor = parameter.Parameter.L2;
            penalty += factor == 0 ? 0 : factor * (double)TensorPrimitives.SumOfSquares<float>(parameter.Parameter.Values);
        }

        return penalty;
    }

    private void AddPenaltyGradient()
    {
        foreach (ParameterGradient parameter in _graph.Gradients)
        {
            float factor = parameter.Parameter.L2;
            if (factor != 0)
            {
                Span<float> gradient = parameter.Gradient.Span;
                TensorPrimitives.MultiplyAdd(parameter.Parameter.Values, 2 * factor, gradient, gradient);
            }
        }
    }
}
