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
    private readonly CallbackState[] _callbacks;
    private readonly List<EpochResult> _epochs = [];
    private readonly string _plainDescription;

    /// <summary>Whether an epoch has too few batches for the moving averages of some batch normalization.</summary>
    private bool _measuresStatistics;
    private double _learningRateFactor = 1;
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
        _order = options.BalanceClasses
            ? new SampleOrder.ClassBalanced(labels, options.Seed)
            : new SampleOrder.Shuffled(samples.Count, options.Seed);
        _average = options.WeightAverageMomentum > 0 ? new WeightAverage(network, options.WeightAverageMomentum) : null;
        _callbacks = [.. options.Callbacks.Select(static callback => callback.Start())];
        _measuresStatistics = network.Layers.Any(
            layer => layer.Definition is BatchNormalization normalization && BatchNormalizationStep.IsMeasured(normalization, _batches));
        _plainDescription = options.CheckpointFolder is null ? "" : RunDescription.Create(options, network, samples, validation);
        _training = new BatchTraining(options, network, samples, labels, _batchSize);
    }

    private string Description =>
        _measuresStatistics ? RunDescription.WithMeasuredStatistics(_plainDescription) : _plainDescription;

    public TrainingHistory Execute(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        if (_options.Resume)
        {
            string? written = RunCheckpoint.TryRead(_options.CheckpointFolder!, [Description, _plainDescription], Load);
            _measuresStatistics &= written is null || written == Description;
        }

        int end = Math.Min(_options.Epochs, _options.PauseAfterEpoch ?? _options.Epochs);
        if (_options.CheckpointFolder is { } folder && _epochs.Count < end && !_stopped)
        {
            RunCheckpoint.Probe(folder);
        }

        try
        {
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

        EpochEnd last = EndOfEpoch();
        foreach (CallbackState callback in _callbacks)
        {
            callback.OnTrainingEnd(last);
        }

        bool isOver = _stopped || _epochs.Count >= _options.Epochs;
        return new TrainingHistory([.. _epochs], _epochs[last.KeptEpoch - 1])
        {
            Temperature = isOver && _options.CalibrateConfidence ? Calibrate(cancellationToken) : null,
        };
    }

    public void Dispose() => _training.Dispose();

    private void RunEpoch(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        int epoch = _epochs.Count + 1;
        (double loss, double accuracy) = TrainBatches(epoch, progress, cancellationToken);

        EpochResult result;
        Exception? failure;
        using (_average?.Shown())
        {
            if (_measuresStatistics)
            {
                _training.MeasureStatistics(_epochSamples, _batches, cancellationToken);
            }

            ClassificationMetrics? validation = _validation is null
                ? null
                : Evaluator.Evaluate(_network, _validation, _options.MaxDegreeOfParallelism, cancellationToken);
            double learningRate = ScheduledRate(epoch, _batches - 1) * _learningRateFactor;
            result = new EpochResult(epoch, loss, accuracy, learningRate, Stopwatch.GetElapsedTime(start))
            {
                ValidationLoss = validation?.LogLoss,
                ValidationAccuracy = validation?.MicroAccuracy,
                ValidationMacroAccuracy = validation?.MacroAccuracy,
            };
            _epochs.Add(result);
            failure = EndEpoch();
        }

        if (_measuresStatistics)
        {
            _average?.KeepStatistics();
        }

        if (_options.CheckpointFolder is { } folder)
        {
            RunCheckpoint.Write(folder, Description, Save);
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        progress?.Report(new TrainingProgress(epoch, _options.Epochs, _batches, _batches, loss, accuracy, result));
    }

    private double Calibrate(CancellationToken cancellationToken)
    {
        double temperature = TemperatureScaling.Fit(
            _network, _validation!, _options.BalanceClasses, _options.MaxDegreeOfParallelism, cancellationToken);
        TemperatureScaling.Apply(_network, temperature);
        return temperature;
    }

    /// <summary>Calls the callbacks. One that cannot write its file does not cost the epoch's checkpoint.</summary>
    /// <returns>The first failure to write.</returns>
    private Exception? EndEpoch()
    {
        Exception? failure = null;
        EpochEnd end = EndOfEpoch();
        foreach (CallbackState callback in _callbacks)
        {
            try
            {
                callback.OnEpochEnd(end);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failure ??= e;
            }
        }

        (_learningRateFactor, _stopped) = (end.LearningRateFactor, end.StopTraining);
        return failure;
    }

    /// <exception cref="TrainingDivergedException">A loss, or a weight after the last step, is not finite.</exception>
    private (double Loss, double Accuracy) TrainBatches(
        int epoch, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        float[][] lastGood = _average?.Copy() ?? _network.CopyParameters();
        _order.Next(_epochSamples);
        (double lossSum, int correctSum, int seen) = (0, 0, 0);
        for (int batch = 0; batch < _batches; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> samples = _epochSamples.AsSpan(seen, Math.Min(_batchSize, _epochSamples.Length - seen));
            (double loss, int correct) = _training.Run(samples, ScheduledRate(epoch, batch) * _learningRateFactor);
            bool isLast = batch == _batches - 1;
            if (!double.IsFinite(loss) || (isLast && !_network.IsFinite))
            {
                Restore(lastGood);
                throw new TrainingDivergedException(epoch, batch + 1, loss / samples.Length);
            }

            _average?.Update();
            lossSum += loss;
            correctSum += correct;
            seen += samples.Length;
            if (!isLast)
            {
                progress?.Report(new TrainingProgress(
                    epoch, _options.Epochs, batch + 1, _batches, lossSum / seen, (double)correctSum / seen, null));
            }
        }

        return (lossSum / seen, (double)correctSum / seen);
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

    private EpochEnd EndOfEpoch() => new(_network, _samples.ClassNames, _epochs, ScheduledRate(_epochs.Count, _batches - 1))
    {
        LearningRateFactor = _learningRateFactor,
    };

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

        writer.Write(_learningRateFactor);
        writer.Write(_stopped);
        writer.WriteValues(_network.CopyParameters());
        _training.Save(writer);
        _average?.Save(writer);
        foreach (CallbackState callback in _callbacks)
        {
            callback.Save(writer);
        }
    }

    private void Load(BinaryReader reader)
    {
        int epochs = reader.ReadInt32();
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

        _learningRateFactor = reader.ReadDouble();
        _stopped = reader.ReadBoolean();
        reader.ReadValues(parameters);
        _training.Load(reader);
        _average?.Load(reader);
        foreach (CallbackState callback in _callbacks)
        {
            callback.Load(reader, _network);
        }

        _network.SetParameters(parameters);
    }
}
