namespace Emnist.Recognition.Training.Callbacks;

/// <summary>
/// Something that a training does at the end of each epoch: <see cref="EarlyStopping"/>,
/// <see cref="ReduceLearningRateOnPlateau"/>, <see cref="ModelCheckpoint"/> or <see cref="CsvLogger"/>. What only looks on
/// is an <see cref="IProgress{T}"/> of <see cref="TrainingProgress"/>. Immutable: one object may serve many trainings.
/// </summary>
public abstract record TrainingCallback
{
    private protected TrainingCallback()
    {
    }

    /// <summary>What is watched, or null.</summary>
    internal virtual MonitoredMetric? Watched => null;

    internal abstract void Validate();

    internal abstract CallbackState Start();
}
