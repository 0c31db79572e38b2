using System.Numerics.Tensors;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Backpropagation;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training;

/// <summary>What a training does with a mini-batch: samples in, forward, loss, backward, step.</summary>
internal sealed class BatchTraining : IDisposable
{
    /// <summary>
    /// Samples that are changed, by one augmenter, and shown to the teachers in one piece of work: a fixed number, as the last
    /// digits of a prediction depend on how many samples are predicted together.
    /// </summary>
    private const int SamplesPerPiece = 16;

    /// <summary>
    /// Samples by which the statistics of batch normalization are measured, or a batch where that is more: with them the standard
    /// error of a variance is some 2 %, even where each sample gives one value a channel.
    /// </summary>
    private const int MeasuredSamples = 4096;

    private readonly ISampleSource _source;

    /// <summary>Values in one sample.</summary>
    private readonly int _length;
    private readonly TrainingGraph _graph;
    private readonly OptimizerState _optimizer;
    private readonly SoftmaxCrossentropy _loss;
    private readonly int _classes;
    private readonly int[] _labels;

    /// <summary>[samples]: the classes that a sample may be of, null where it is of its label; null where all are known.</summary>
    private readonly int[]?[]? _candidates;

    /// <summary>[batch]: the labels of the batch at hand.</summary>
    private readonly int[] _batchLabels;

    /// <summary>[batch]: the candidates of the batch at hand; empty where all are known.</summary>
    private readonly int[]?[] _batchCandidates;
    private readonly int[] _samples;
    private readonly ImageAugmenter[] _augmenters;
    private readonly CompositionOfPieces? _composition;
    private readonly TeacherEnsemble? _teachers;

    /// <summary>[pieces, height, width]: the image that each augmenter has changed last.</summary>
    private readonly byte[] _changed;

    /// <summary>[batch, classes]: the probabilities that the teachers give them.</summary>
    private readonly float[] _softTargets;
    private int _count;
    private ulong _drawn;

    /// <param name="options">How to train.</param>
    /// <param name="network">The network.</param>
    /// <param name="samples">The training samples; grey images where there is an augmentation.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="batchSize">The samples of the largest batch.</param>
    /// <exception cref="ArgumentException">A batch is too large for the network.</exception>
    public BatchTraining(TrainerOptions options, Network network, ISampleSource samples, int[] labels, int batchSize)
    {
        ThrowIfTooLarge(network, batchSize);
        _source = samples;
        _classes = network.OutputShape.Length;
        _labels = labels;
        _candidates = samples.ReadCandidates(labels, nameof(samples));
        _batchLabels = new int[batchSize];
        _batchCandidates = new int[]?[_candidates is null ? 0 : batchSize];
        _samples = new int[batchSize];
        _graph = new TrainingGraph(network, batchSize, options.MaxDegreeOfParallelism, options.Seed);
        _optimizer = options.Optimizer.Start(_graph.Gradients);
        _loss = new SoftmaxCrossentropy(options.LabelSmoothing, options.ClassWeights, options.Distillation?.Weight ?? 0);
        int augmenters = options.Augmentation is null ? 0 : CountPieces(batchSize);
        TensorShape shape = samples.Shape;
        _length = shape.Length;
        _augmenters =
        [
            .. Enumerable.Range(0, augmenters)
                .Select(_ => new ImageAugmenter(
                    options.Augmentation!, shape.Width, shape.Height, options.Seed, ((LabeledImages)samples).Originals?.Size)),
        ];
        _composition = options.Augmentation is { NonCharacters: > 0 } augmentation
            ? new CompositionOfPieces(augmentation, (LabeledImages)samples, labels, augmenters, options.Seed)
            : null;
        _teachers = options.Distillation is { } distillation ? new TeacherEnsemble(distillation, CountPieces(batchSize), _length) : null;
        _changed = new byte[augmenters * shape.Length];
        _softTargets = new float[_teachers is null ? 0 : batchSize * _classes];
    }

    /// <summary>Trains on a batch.</summary>
    /// <param name="samples">The places of its samples.</param>
    /// <param name="learningRate">The rate of its step.</param>
    /// <returns>
    /// The sum of the batch's losses before the step, and how many samples were recognised. Where the loss is not finite,
    /// there is no step.
    /// </returns>
    public (double LossSum, int Correct) Run(ReadOnlySpan<int> samples, double learningRate)
    {
        TakeSamples(samples);
        _graph.Forward(samples.Length);
        (double loss, int correct) = _loss.Compute(
            _graph.Output[..(samples.Length * _classes)],
            _batchLabels.AsSpan(0, samples.Length),
            _batchCandidates.AsSpan(0, Math.Min(samples.Length, _batchCandidates.Length)),
            _softTargets,
            _graph.OutputGradient);
        loss += samples.Length * Penalty();
        if (double.IsFinite(loss))
        {
            _graph.Backward(samples.Length);
            AddPenaltyGradient();
            _optimizer.Step(learningRate);
        }

        return (loss, correct);
    }

    /// <summary>
    /// Measures the statistics of batch normalization anew where an epoch has too few batches for moving averages, with samples as
    /// they are, neither augmented nor dropped in part: as the network will see them.
    /// </summary>
    /// <param name="samples">The places of the epoch's samples, in their random order.</param>
    /// <param name="batchesAnEpoch">The batches of an epoch.</param>
    /// <param name="cancellationToken">Leaves the statistics as they are.</param>
    public void MeasureStatistics(int[] samples, int batchesAnEpoch, CancellationToken cancellationToken)
    {
        int count = Math.Min(samples.Length, Math.Max(MeasuredSamples, _samples.Length));

        // Batches of nearly equal size: one of a single sample would have no variance.
        int batches = ((count - 1) / _samples.Length) + 1;
        _graph.MeasureStatistics(batchesAnEpoch, Enumerable.Range(0, batches).Select(batch =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            (int start, int length) = Partition.Range(count, batches, batch);
            for (int i = 0; i < length; i++)
            {
                _source.CopyTo(samples[start + i], Inputs(i, 1));
            }

            return length;
        }));
    }

    /// <summary>The L1 and L2 penalties of the trained parameters, as the network has them now.</summary>
    public double Penalty()
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
        int widest = network.Operations.Select(static layer => layer.OutputShape.Length).Append(network.InputShape.Length).Max();
        if ((long)batchSize * widest > AlignedBuffer.MaxLength)
        {
            throw Trainer.Refuse(
                nameof(TrainerOptions.BatchSize),
                $"A batch of {batchSize} samples with up to {widest} values each between two layers is too large: "
                + $"set {nameof(TrainerOptions)}.{nameof(TrainerOptions.BatchSize)} to {AlignedBuffer.MaxLength / widest} at most.");
        }
    }

    private static int CountPieces(int count) => (count + SamplesPerPiece - 1) / SamplesPerPiece;

    private void TakeSamples(ReadOnlySpan<int> samples)
    {
        _count = samples.Length;
        samples.CopyTo(_samples);
        for (int i = 0; i < samples.Length; i++)
        {
            _batchLabels[i] = _labels[samples[i]];
            if (_candidates is not null)
            {
                _batchCandidates[i] = _candidates[samples[i]];
            }
        }

        if (_augmenters.Length > 0 || _teachers is not null)
        {
            _graph.Team.Run(CountPieces(_count), this, static (training, part) => training.PreparePiece(part.Index));
            _drawn += (ulong)_count;
            return;
        }

        for (int i = 0; i < samples.Length; i++)
        {
            _source.CopyTo(samples[i], Inputs(i, 1));
        }
    }

    private void PreparePiece(int piece)
    {
        int start = piece * SamplesPerPiece;
        int count = Math.Min(SamplesPerPiece, _count - start);
        for (int i = start; i < start + count; i++)
        {
            if (_augmenters.Length > 0)
            {
                Span<byte> changed = _changed.AsSpan(piece * _length, _length);
                Augment(piece, i, changed);
                _graph.SetInput(i, changed);
            }
            else
            {
                _source.CopyTo(_samples[i], Inputs(i, 1));
            }
        }

        _teachers?.Predict(
            piece, Inputs(start, count), _samples.AsSpan(start, count), _softTargets.AsSpan(start * _classes, count * _classes));
    }

    /// <summary>Changes the image of a sample, or puts something that is no character in its place.</summary>
    private void Augment(int piece, int i, Span<byte> changed)
    {
        ulong number = _drawn + (ulong)i;
        var images = (LabeledImages)_source;
        if (_composition is null || !_composition.TryCompose(piece, number, _augmenters[piece], changed))
        {
            _augmenters[piece].Apply(images.GetImage(_samples[i]), images.Originals is { } originals ? originals.Of(_samples[i]) : [], number, changed);
            return;
        }

        _batchLabels[i] = _composition.Label;
        if (_batchCandidates.Length > 0)
        {
            _batchCandidates[i] = null;
        }

        _samples[i] = CompositionOfPieces.NoSample;
    }

    /// <summary>The values of some samples of the batch, as the network takes them.</summary>
    private Span<float> Inputs(int start, int count) => _graph.Input.Slice(start * _length, count * _length);

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
