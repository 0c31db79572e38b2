using System.Numerics.Tensors;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Training.Backpropagation;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Losses;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training;

/// <summary>What a training does with a batch: images in, forward, loss, backward, step.</summary>
internal sealed class BatchTraining : IDisposable
{
    /// <summary>
    /// Images that are changed, by one augmenter, and shown to the teachers in one piece of work: a fixed number, as the last
    /// digits of a prediction depend on how many images are predicted together.
    /// </summary>
    private const int ImagesPerPiece = 16;

    private readonly LabeledImages _images;
    private readonly TrainingGraph _graph;
    private readonly OptimizerState _optimizer;
    private readonly SoftmaxCrossentropy _loss;
    private readonly int _classes;
    private readonly byte[] _labels;
    private readonly int[] _samples;
    private readonly ImageAugmenter[] _augmenters;
    private readonly TeacherEnsemble? _teachers;

    /// <summary>[batch, height, width]: the images as they go in, where they are changed or teachers see them.</summary>
    private readonly byte[] _inputs;

    /// <summary>[batch, classes]: the probabilities that the teachers give them.</summary>
    private readonly float[] _softTargets;
    private int _count;
    private ulong _drawn;

    public BatchTraining(TrainerOptions options, Network network, LabeledImages images, int batchSize)
    {
        ThrowIfTooLarge(network, batchSize);
        _images = images;
        _classes = network.OutputShape.Length;
        _labels = new byte[batchSize];
        _samples = new int[batchSize];
        _graph = new TrainingGraph(network, batchSize, options.MaxDegreeOfParallelism, options.Seed);
        _optimizer = options.Optimizer.Start(_graph.Gradients);
        _loss = new SoftmaxCrossentropy(options.Loss.Smoothing, options.ClassWeights, options.Distillation?.Weight ?? 0);
        int augmenters = options.Augmentation is null ? 0 : PiecesOf(batchSize);
        _augmenters = [.. Enumerable.Range(0, augmenters).Select(_ => new ImageAugmenter(options.Augmentation!, images.Width, images.Height, options.Seed))];
        _teachers = options.Distillation is { } distillation ? new TeacherEnsemble(distillation.Teachers) : null;
        _inputs = new byte[augmenters > 0 || _teachers is not null ? batchSize * images.Width * images.Height : 0];
        _softTargets = new float[_teachers is null ? 0 : batchSize * _classes];
    }

    /// <summary>Trains on a batch.</summary>
    /// <param name="samples">The places of its images.</param>
    /// <param name="learningRate">The rate of its step.</param>
    /// <returns>The sum of the batch's losses before the step, and how many samples were recognised. Where the loss is not finite, there is no step.</returns>
    public (double LossSum, int Correct) Run(ReadOnlySpan<int> samples, double learningRate)
    {
        TakeImages(samples);
        _graph.Forward(samples.Length);
        (double loss, int correct) = _loss.Compute(
            _graph.Output[..(samples.Length * _classes)], _labels.AsSpan(0, samples.Length), _softTargets, _graph.OutputGradient);
        loss += samples.Length * Penalty();
        if (double.IsFinite(loss))
        {
            _graph.Backward(samples.Length);
            AddPenaltyGradient();
            _optimizer.Step(learningRate);
        }

        return (loss, correct);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_graph.Batch);
        writer.Write(_drawn);
        _optimizer.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        _graph.Batch = reader.ReadUInt32();
        _drawn = reader.ReadUInt64();
        _optimizer.Load(reader);
    }

    public void Dispose() => _graph.Dispose();

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

    private static int PiecesOf(int count) => (count + ImagesPerPiece - 1) / ImagesPerPiece;

    private void TakeImages(ReadOnlySpan<int> samples)
    {
        _count = samples.Length;
        samples.CopyTo(_samples);
        for (int i = 0; i < samples.Length; i++)
        {
            _labels[i] = _images.Labels.Span[samples[i]];
        }

        if (_inputs.Length > 0)
        {
            _graph.Team.Run(PiecesOf(_count), this, static (training, part) => training.PreparePiece(part.Index));
            _drawn += (ulong)_count;
            return;
        }

        for (int i = 0; i < samples.Length; i++)
        {
            _graph.SetInput(i, _images.Image(samples[i]));
        }
    }

    private void PreparePiece(int piece)
    {
        int size = _images.Width * _images.Height;
        int start = piece * ImagesPerPiece;
        int end = Math.Min(start + ImagesPerPiece, _count);
        for (int i = start; i < end; i++)
        {
            Span<byte> input = _inputs.AsSpan(i * size, size);
            ReadOnlySpan<byte> image = _images.Image(_samples[i]);
            if (_augmenters.Length > 0)
            {
                _augmenters[piece].Apply(image, _drawn + (ulong)i, input);
            }
            else
            {
                image.CopyTo(input);
            }

            _graph.SetInput(i, input);
        }

        _teachers?.Predict(_inputs.AsSpan(start * size, (end - start) * size), end - start, _softTargets.AsSpan(start * _classes, (end - start) * _classes));
    }

    private double Penalty()
    {
        double penalty = 0;
        foreach (ParameterGradient parameter in _graph.Gradients)
        {
            (float l1, float l2) = (parameter.Parameter.L1, parameter.Parameter.L2);
            penalty += l1 == 0 ? 0 : l1 * (double)TensorPrimitives.SumOfMagnitudes<float>(parameter.Parameter.Values);
            penalty += l2 == 0 ? 0 : l2 * (double)TensorPrimitives.SumOfSquares<float>(parameter.Parameter.Values);
        }

        return penalty;
    }

    private void AddPenaltyGradient()
    {
        foreach (ParameterGradient parameter in _graph.Gradients)
        {
            (float l1, float l2) = (parameter.Parameter.L1, parameter.Parameter.L2);
            Span<float> values = parameter.Parameter.Values;
            Span<float> gradient = parameter.Gradient.Span;
            for (int i = 0; l1 != 0 && i < values.Length; i++)
            {
                gradient[i] += l1 * Math.Sign(values[i]);
            }

            if (l2 != 0)
            {
                TensorPrimitives.MultiplyAdd(values, 2 * l2, gradient, gradient);
            }
        }
    }
}
