namespace Emnist.Recognition.Training.Callbacks;

/// <summary>
/// Something that a training does at the end of each epoch: <see cref="EarlyStopping"/>,
/// <see cref="ReduceLearningRateOnPlateau"/>, <see cref="ModelCheckpoint"/> or <see cref="CsvLogger"/>. What only looks on
/// is an <see cref="IProgress{T}"/> of <see cref="TrainingProgress"/>, and cancellation stops a training by any other rule. Immutable: one object may serve many trainings.
/// </summary>
public abstract record TrainingCallback
{
    private protected TrainingCallback()
    {
    }

    /// <summary>What is watched, or null.</summary>
    internal virtual MonitoredMetric? Watched => null;

    /// <summary>What a training that goes on must have the same; null where nothing of the callback's weighs on the weights.</summary>
    internal virtual string? Description => ToString();

    internal abstract void Validate();

    internal abstract CallbackState Start();
}
