using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training.Callbacks;

/// <summary>A callback in one training.</summary>
internal abstract class CallbackState
{
    /// <summary>Called after each epoch and its validation.</summary>
    public abstract void OnEpochEnd(EpochEnd epoch);

    /// <summary>Called when the training ends of itself, with the weights it ends with in the network.</summary>
    public virtual void OnTrainingEnd(EpochEnd epoch)
    {
    }

    public virtual void Save(BinaryWriter writer)
    {
    }

    public virtual void Load(BinaryReader reader, Network network)
    {
    }
}
