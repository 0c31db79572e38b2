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

/// <summary>What callbacks see and do at the end of an epoch.</summary>
internal sealed class EpochEnd(Network network, IReadOnlyList<string> classNames, IReadOnlyList<EpochResult> epochs, double scheduledRate)
{
    /// <summary>The network with the weights that were validated.</summary>
    public Network Network => network;

    public IReadOnlyList<string> ClassNames => classNames;

    public IReadOnlyList<EpochResult> Epochs => epochs;

    public EpochResult Last => epochs[^1];

    /// <summary>The learning rate that the schedule gives, without <see cref="LearningRateFactor"/>.</summary>
    public double ScheduledRate => scheduledRate;

    /// <summary>What the schedule's rates are multiplied by from here on.</summary>
    public double LearningRateFactor { get; set; } = 1;

    public bool StopTraining { get; set; }

    /// <summary>The epoch whose weights the network has in the end.</summary>
    public int KeptEpoch { get; set; } = epochs.Count;
}
