using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training.Callbacks;

/// <summary>
/// Something that a training does on its way, as Keras's <c>Callback</c>: <see cref="EarlyStopping"/>,
/// <see cref="ReduceLearningRateOnPlateau"/>, <see cref="ModelCheckpoint"/>, <see cref="CsvLogger"/>, or a class of your own that
/// overrides what it needs. What only looks on may as well be an <see cref="IProgress{T}"/> of <see cref="TrainingProgress"/>.
/// </summary>
/// <remarks>
/// <para>
/// The callbacks of <see cref="TrainerOptions.Callbacks"/> are called in their order, on the thread that called
/// <see cref="Trainer.Fit(Network, Datasets.ISampleSource)"/>, which waits for them. An exception of yours ends the training and
/// reaches its caller: the network then keeps the weights it has, or their average, and a checkpoint stays that of the last whole
/// epoch. An <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> at the end of an epoch, such as that of a full
/// disk, does so once the epoch's checkpoint is written.
/// </para>
/// <para>
/// The library's own are immutable: one object may serve many trainings, at the same time too. A class with fields of its own sets
/// them in <see cref="OnTrainBegin"/>, and serves one training at a time. A search calls none but
/// <see cref="ReduceLearningRateOnPlateau"/>.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// internal sealed class StopWhenGoodEnough(double accuracy) : TrainingCallback
/// {
///     protected override void OnEpochEnd(CallbackContext context) =>
///         context.StopTraining |= context.Epochs[^1].ValidationAccuracy >= accuracy;
///
///     protected override void SaveState(BinaryWriter writer)
///     {
///         // Nothing is remembered from epoch to epoch.
///     }
/// }
/// </code>
/// </example>
public abstract class TrainingCallback
{
    /// <summary>For callbacks of one's own.</summary>
    protected TrainingCallback()
    {
    }

    /// <summary>
    /// Whether the callback watches a metric of the validation, so that <see cref="Trainer"/> refuses it without validation
    /// samples. Callbacks of one's own do not.
    /// </summary>
    public bool NeedsValidation => Watched is { } metric && BestMetric.NeedsValidation(metric);

    /// <summary>The metric that is watched, or null.</summary>
    internal virtual MonitoredMetric? Watched => null;

    /// <summary>The file that is written, null for none.</summary>
    internal virtual string? OutputPath => null;

    /// <summary>
    /// What a training that is resumed must have the same, in words that stay as they are; null where nothing of the
    /// callback bears on the weights. Of a user's class that is not known, so that its name is told.
    /// </summary>
    internal virtual string? Description => $"callback {GetType()}";

    /// <summary>
    /// Called once before the first epoch, Keras's <c>on_train_begin</c>; of a training that is resumed as well, before
    /// <see cref="LoadState"/>. <see cref="CallbackContext.Epochs"/> is still empty.
    /// </summary>
    /// <param name="context">Where the training stands.</param>
    protected internal virtual void OnTrainBegin(CallbackContext context)
    {
    }

    /// <summary>Called before the first batch of each epoch, Keras's <c>on_epoch_begin</c>.</summary>
    /// <param name="context">Where the training stands: the epoch, and batch 0 of it.</param>
    protected internal virtual void OnEpochBegin(CallbackContext context)
    {
    }

    /// <summary>Called after each batch and its step, Keras's <c>on_train_batch_end</c>.</summary>
    /// <param name="context">Where the training stands, with the loss and accuracy of the epoch so far.</param>
    protected internal virtual void OnBatchEnd(CallbackContext context)
    {
    }

    /// <summary>Called after each epoch and its validation, before its checkpoint is written, Keras's <c>on_epoch_end</c>.</summary>
    /// <param name="context">Where the training stands; the epoch's result is the last of its <see cref="CallbackContext.Epochs"/>.</param>
    protected internal virtual void OnEpochEnd(CallbackContext context)
    {
    }

    /// <summary>
    /// Called when the training has ended, of itself or stopped by a callback, but not when it was cancelled or failed: Keras's
    /// <c>on_train_end</c>. The best weights are back where an <see cref="EarlyStopping"/> before this one restores them; the
    /// calibration comes afterwards.
    /// </summary>
    /// <param name="context">Where the training stands.</param>
    protected internal virtual void OnTrainEnd(CallbackContext context)
    {
    }

    /// <summary>
    /// Writes what the callback remembers from epoch to epoch into the training's checkpoint, so that a training that is resumed
    /// goes on as if it had never been cut: called before the first epoch, to see that it can be, and after each.
    /// </summary>
    /// <param name="writer">Takes the state.</param>
    /// <exception cref="NotSupportedException">
    /// By default: a training with a <see cref="TrainerOptions.CheckpointFolder"/> is then refused before its first epoch, as it
    /// could not go on rightly. A callback that remembers nothing overrides this with an empty method.
    /// </exception>
    protected internal virtual void SaveState(BinaryWriter writer) => throw new NotSupportedException(
        $"{GetType().Name} does not tell what state it has: override {nameof(SaveState)}, with nothing in it where there is none, "
        + $"or train without a {nameof(TrainerOptions.CheckpointFolder)}.");

    /// <summary>
    /// Reads what <see cref="SaveState"/> wrote, when a training is resumed. All of it must be read; by default nothing is.
    /// A checkpoint is that of another training where its callbacks have other types, or come in another order.
    /// </summary>
    /// <param name="reader">Gives the state, and ends after it.</param>
    protected internal virtual void LoadState(BinaryReader reader)
    {
    }

    internal virtual void Validate()
    {
    }

    internal virtual CallbackState Start() => new OwnCallback(this);
}
