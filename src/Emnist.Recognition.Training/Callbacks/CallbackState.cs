namespace Emnist.Recognition.Training.Callbacks;

/// <summary>A callback in one training.</summary>
internal abstract class CallbackState
{
    /// <summary>Called before the first epoch, and before <see cref="Load"/>.</summary>
    public virtual void OnTrainBegin(CallbackContext context)
    {
    }

    public virtual void OnEpochBegin(CallbackContext context)
    {
    }

    public virtual void OnBatchEnd(CallbackContext context)
    {
    }

    /// <summary>Called after each epoch and its validation.</summary>
    public abstract void OnEpochEnd(CallbackContext context);

    /// <summary>Called when the training ends of itself, with the weights it ends with in the network.</summary>
    public virtual void OnTrainEnd(CallbackContext context)
    {
    }

    public virtual void Save(BinaryWriter writer)
    {
    }

    public virtual void Load(BinaryReader reader, CallbackContext context)
    {
    }
}
