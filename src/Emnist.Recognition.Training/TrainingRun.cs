using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Backpropagation;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training;

/// <summary>One call of <see cref="Trainer.Fit(Network, ISampleSource)"/>: its epochs, and where it stands.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly TrainerOptions _options;
    private readonly Network _network;
    private readonly ISampleSource _samples;
    private readonly ISampleSource? _validation;
    private readonly SampleOrder _order;
    private readonly int[] _epochSamples;
    private readonly int _batchSize;
    private readonly int _batches;
    private readonly BatchTraining _training;
    private readonly WeightAverage? _average;
    private readonly CallbackContext _context;
    private readonly CallbackList _callbacks;
    private readonly List<EpochResult> _epochs = [];
    private readonly string _plainDescription;

    /// <summary>Whether an epoch has too few batches for the moving averages of some batch normalization.</summary>
    private bool _measuresStatistics;
    private bool _stopped;

    public TrainingRun(TrainerOptions options, Network network, ISampleSource samples, ISampleSource? validation)
    {
        int[] labels = samples.ReadLabels(nameof(samples));
        _options = options;
        _network = network;
        _samples = samples;
        _validation = validation;
        _epochSamples = new int[options.SamplesPerEpoch ?? samples.Count];
        _batchSize = Math.Min(options.BatchSize, _epochSamples.Length);
        _batches = ((_epochSamples.Length - 1) / _batchSize) + 1;
        _order = options.ClassShares is { } shares
            ? new SampleOrder.Shared(samples is LabeledImages images ? [.. images.Codes.ToArray().Select(static code => (int)code)] : labels, shares, options.Seed)
            : options.BalanceClasses
            ? new SampleOrder.ClassBalanced(labels, options.Seed)
            : new SampleOrder.Shuffled(samples.Count, options.Seed);
        _average = options.WeightAverageMomentum > 0 ? new WeightAverage(network, options.WeightAverageMomentum) : null;
        _context = new CallbackContext(network, samples.ClassNames, _epochs.AsReadOnly());
        _callbacks = new CallbackList(options.Callbacks, _context);
        _measuresStatistics = network.Layers.Any(
            layer => layer is { Trainable: true, Definition: BatchNormalization normalization }
                && BatchNormalizationStep.IsMeasured(normalization, _batches));
        _plainDescription = options.CheckpointFolder is null ? "" : RunDescription.Create(options, network, samples, validation);
        _training = new BatchTraining(options, network, samples, labels, _batchSize);
    }

    private string Description =>
        _measuresStatistics ? RunDescription.WithMeasuredStatistics(_plainDescription) : _plainDescription;

    public TrainingHistory Execute(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        BeginTraining();
        if (_options.Resume)
        {
            float[][]? parameters = null;
            string? written = RunCheckpoint.TryRead(
                _options.CheckpointFolder!, [Description, _plainDescription], reader => parameters = Load(reader));
            _measuresStatistics &= written is null || written == Description;

            // Of a checkpoint that was refused, the network has nothing.
            if (parameters is not null)
            {
                _network.SetParameters(parameters);
            }
        }

        int end = Math.Min(_options.Epochs, _options.PauseAfterEpoch ?? _options.Epochs);
        try
        {
            if (_options.CheckpointFolder is { } folder && _epochs.Count < end && !_stopped)
            {
                RunCheckpoint.Probe(folder);
            }

            while (_epochs.Count < end && !_stopped)
            {
                RunEpoch(progress, cancellationToken);
            }
        }
        finally
        {
            // However the training ends, the network keeps the averages.
            _average?.Shown();
        }

        (_context.Epoch, _context.KeptEpoch) = (_epochs.Count, _epochs.Count);
        _context.ScheduledRate = ScheduledRate(_epochs.Count, _batches - 1);
        _callbacks.OnTrainEnd();
        bool isOver = _stopped || _epochs.Count >= _options.Epochs;
        return new TrainingHistory([.. _epochs], _epochs[_context.KeptEpoch - 1])
        {
            Temperature = isOver && _options.CalibrateConfidence ? Calibrate(cancellationToken) : null,
            ValidationCount = _validation?.Count,
        };
    }

    public void Dispose() => _training.Dispose();

    private void RunEpoch(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        int epoch = _epochs.Count + 1;
        _context.BeginEpoch(epoch, ScheduledRate(epoch, 0));
        _callbacks.OnEpochBegin();
        double learningRate = TrainBatches(progress, cancellationToken);
        (double loss, double accuracy) = (_context.Loss, _context.Accuracy);

        EpochResult result;
        Exception? failure;
        using (_average?.Shown())
        {
            if (_measuresStatistics)
            {
                _training.MeasureStatistics(_epochSamples, _batches, cancellationToken);
            }

            (ClassificationMetrics? validation, double? totalLoss) = Validate(cancellationToken);
            result = new EpochResult(epoch, loss, accuracy, learningRate, Stopwatch.GetElapsedTime(start))
            {
                ValidationLoss = validation?.LogLoss,
                ValidationTotalLoss = totalLoss,
                ValidationAccuracy = validation?.MicroAccuracy,
                ValidationMacroAccuracy = validation?.MacroAccuracy,
            };
            _epochs.Add(result);
            failure = _callbacks.OnEpochEnd();
            _stopped = _context.StopTraining;
        }

        if (_measuresStatistics)
        {
            _average?.KeepStatistics();
        }

        // A callback that cannot write its file does not cost the epoch's checkpoint.
        if (_options.CheckpointFolder is { } folder)
        {
            RunCheckpoint.Write(folder, Description, Save);
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        progress?.Report(new TrainingProgress(epoch, _options.Epochs, _context.Batch, _batches, loss, accuracy, result));
    }

    private (ClassificationMetrics? Metrics, double? TotalLoss) Validate(CancellationToken cancellationToken)
    {
        if (_validation is null)
        {
            return (null, null);
        }

        (ClassificationMetrics metrics, double loss) = Evaluator.Validate(
            _network, _validation, _options.LabelSmoothing, _options.MaxDegreeOfParallelism, cancellationToken);
        return (metrics, loss + _training.Penalty());
    }

    /// <exception cref="ArgumentException">The state of a callback cannot be kept in the checkpoint.</exception>
    private void BeginTraining()
    {
        _context.ScheduledRate = ScheduledRate(1, 0);
        _callbacks.OnTrainBegin();
        if (_options.CheckpointFolder is null)
        {
            return;
        }

        try
        {
            _callbacks.Save(BinaryWriter.Null);
        }
        catch (NotSupportedException e)
        {
            throw Trainer.Refuse(nameof(TrainerOptions.Callbacks), e.Message);
        }
    }

    private double Calibrate(CancellationToken cancellationToken)
    {
        double temperature = TemperatureScaling.Fit(
            _network, _validation!, _options.BalanceClasses, _options.MaxDegreeOfParallelism, cancellationToken);
        TemperatureScaling.Apply(_network, temperature);
        return temperature;
    }

    /// <returns>The learning rate of the last batch.</returns>
    /// <exception cref="TrainingDivergedException">A loss, or a weight after the last step, is not finite.</exception>
    private double TrainBatches(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        float[][] lastGood = _average?.Copy() ?? _network.CopyParameters();
        _order.Next(_epochSamples);
        (double lossSum, int correctSum, int seen, double rate) = (0, 0, 0, 0);
        bool isLast;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> samples = _epochSamples.AsSpan(seen, Math.Min(_batchSize, _epochSamples.Length - seen));
            _context.ScheduledRate = ScheduledRate(_context.Epoch, _context.Batch);
            rate = _context.LearningRate;
            (double loss, int correct) = _training.Run(samples, rate);
            _context.Batch++;
            ThrowUnless(double.IsFinite(loss), loss / samples.Length, lastGood);
            _average?.Update();
            lossSum += loss;
            correctSum += correct;
            seen += samples.Length;
            (_context.Loss, _context.Accuracy) = (lossSum / seen, (double)correctSum / seen);
            _callbacks.OnBatchEnd();
            isLast = _context.StopTraining || seen == _epochSamples.Length;
            if (isLast)
            {
                ThrowUnless(_network.IsFinite, loss / samples.Length, lastGood);
            }
            else
            {
                progress?.Report(new TrainingProgress(
                    _context.Epoch, _options.Epochs, _context.Batch, _batches, _context.Loss, _context.Accuracy, null));
            }
        }
        while (!isLast);

        return rate;
    }

    private void ThrowUnless(bool isFinite, double loss, float[][] lastGood)
    {
        if (!isFinite)
        {
            Restore(lastGood);
            throw new TrainingDivergedException(_context.Epoch, _context.Batch, loss);
        }
    }

    /// <summary>Brings back weights that were good, or their averages where these are kept.</summary>
    private void Restore(float[][] values)
    {
        if (_average is null)
        {
            _network.SetParameters(values);
        }
        else
        {
            _average.Restore(values);
        }
    }

    private double ScheduledRate(int epoch, int batch)
    {
        double progress = (((epoch - 1) * (double)_batches) + batch) / ((double)_options.Epochs * _batches);
        return _options.Optimizer.LearningRate.At(progress, _options.Epochs);
    }

    private void Save(BinaryWriter writer)
    {
        writer.Write(_epochs.Count);
        foreach (EpochResult epoch in _epochs)
        {
            writer.Write(epoch.Loss);
            writer.Write(epoch.Accuracy);
            writer.Write(epoch.LearningRate);
            writer.Write(epoch.Duration.Ticks);
            writer.WriteNullable(epoch.ValidationLoss);
            writer.WriteNullable(epoch.ValidationAccuracy);
            writer.WriteNullable(epoch.ValidationMacroAccuracy);
        }

        writer.Write(_context.LearningRateFactor);
        writer.Write(_stopped);
        writer.WriteValues(_network.CopyParameters());
        _training.Save(writer);
        _average?.Save(writer);
        _callbacks.Save(writer);
        foreach (EpochResult epoch in _epochs)
        {
            writer.WriteNullable(epoch.ValidationTotalLoss);
        }
    }

    /// <returns>The network's parameters.</returns>
    private float[][] Load(BinaryReader reader)
    {
        int epochs = reader.ReadInt32();
        if (epochs < 1)
        {
            throw new InvalidDataException($"the checkpoint has {epochs} epochs");
        }

        float[][] parameters = _network.CopyParameters();
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            (double loss, double accuracy, double learningRate) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
            _epochs.Add(new EpochResult(epoch, loss, accuracy, learningRate, new TimeSpan(reader.ReadInt64()))
            {
                ValidationLoss = reader.ReadNullable(),
                ValidationAccuracy = reader.ReadNullable(),
                ValidationMacroAccuracy = reader.ReadNullable(),
            });
            _order.Next(_epochSamples);
        }

        _context.LearningRateFactor = reader.ReadDouble();
        if (!(_context.LearningRateFactor >= 0 && double.IsFinite(_context.LearningRateFactor)))
        {
            throw new InvalidDataException("the learning rate in the checkpoint is negative or not finite");
        }

        _stopped = _context.StopTraining = reader.ReadBoolean();
        reader.ReadWeights(parameters);
        _training.Load(reader);
        _average?.Load(reader);
        _callbacks.Load(reader);

        // The checkpoints of versions that did not measure it end here.
        for (int i = 0; i < epochs && reader.BaseStream.Position < reader.BaseStream.Length; i++)
        {
            _epochs[i] = _epochs[i] with { ValidationTotalLoss = reader.ReadNullable() };
        }

        return parameters;
    }
}
