namespace Emnist.Recognition.Training.Callbacks;

/// <summary>
/// Something that a training does at the end of each epoch: <see cref="EarlyStopping"/>,
/// <see cref="ReduceLearningRateOnPlateau"/>, <see cref="ModelCheckpoint"/> or <see cref="CsvLogger"/>. What only looks on
/// is an <see cref="IProgress{T}"/> of <see cref="TrainingProgress"/>, and cancellation stops a training by any other rule.
/// Immutable: one object may serve many trainings.
/// </summary>
public abstract class TrainingCallback
{
    private protected TrainingCallback()
    {
    }

    /// <summary>
    /// Whether the callback watches a metric of the validation, so that <see cref="Trainer"/> refuses it without validation
    /// samples.
    /// </summary>
    public bool NeedsValidation => Watched is { } metric && BestMetric.NeedsValidation(metric);

    /// <summary>The metric that is watched, or null.</summary>
    internal virtual MonitoredMetric? Watched => null;

    /// <summary>The file that is written, null for none.</summary>
    internal virtual string? OutputPath => null;

    /// <summary>
    /// What a training that is resumed must have the same, in words that stay as they are; null where nothing of the
    /// callback bears on the weights.
    /// </summary>
    internal abstract string? Description { get; }

    internal abstract void Validate();

    internal abstract CallbackState Start();
}
