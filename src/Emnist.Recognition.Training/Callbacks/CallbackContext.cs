using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training.Callbacks;

/// <summary>
/// Where a training stands when it calls a <see cref="TrainingCallback"/>, and what the callback may change of it. It is the same
/// object throughout the training, to be used within the call alone, by one thread.
/// </summary>
public sealed class CallbackContext
{
    internal CallbackContext(Network network, IReadOnlyList<string> classNames, IReadOnlyList<EpochResult> epochs)
    {
        Network = network;
        ClassNames = classNames;
        Epochs = epochs;
    }

    /// <summary>
    /// The network that is trained, to read or save. At the end of an epoch it has the weights that were validated: their average
    /// where <see cref="TrainerOptions.WeightAverageMomentum"/> keeps one.
    /// </summary>
    public Network Network { get; }

    /// <summary>The classes' names, by which the network is saved: <c>new OnnxModel(context.Network, context.ClassNames)</c>.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The results of the epochs that are finished, in order, those before a resumption among them.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>The epoch at hand, from 1, or the one just finished; 0 before the first.</summary>
    public int Epoch { get; internal set; }

    /// <summary>The batches of the epoch that are done.</summary>
    public int Batch { get; internal set; }

    /// <summary>The mean loss over the epoch's batches so far, with regularization; NaN before the first.</summary>
    public double Loss { get; internal set; } = double.NaN;

    /// <summary>The accuracy on the epoch's samples so far, in training mode: 0 to 1; NaN before the first.</summary>
    public double Accuracy { get; internal set; } = double.NaN;

    /// <summary>
    /// The learning rate of the batch just done, or of the next one where an epoch begins. Setting it changes all rates from here
    /// on in proportion: a constant rate becomes this one, and a schedule goes on from it. The checkpoint keeps that.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate set is not finite or below 0.</exception>
    /// <exception cref="InvalidOperationException">A rate is set where the schedule's own is 0, as before a warm-up's first batch.</exception>
    public double LearningRate
    {
        get => ScheduledRate * LearningRateFactor;
        set
        {
            if (!(value >= 0 && double.IsFinite(value)))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "A learning rate must be finite and 0 or more.");
            }

            LearningRateFactor = ScheduledRate > 0
                ? value / ScheduledRate
                : throw new InvalidOperationException("The schedule's learning rate is 0 here: set it after a batch, or take a constant rate.");
        }
    }

    /// <summary>
    /// Whether the training is to stop: at the end of a batch after that batch, whose epoch is then validated and finished as it
    /// is; at the end of an epoch after that epoch. What is set before a batch counts after it. A training that was stopped stays
    /// so when it is resumed.
    /// </summary>
    public bool StopTraining { get; set; }

    internal EpochResult Last => Epochs[^1];

    /// <summary>The learning rate that the schedule gives, without <see cref="LearningRateFactor"/>.</summary>
    internal double ScheduledRate { get; set; }

    /// <summary>What the schedule's rates are multiplied by from here on.</summary>
    internal double LearningRateFactor { get; set; } = 1;

    /// <summary>The epoch whose weights the network has in the end.</summary>
    internal int KeptEpoch { get; set; }

    /// <summary>Goes on to the start of an epoch.</summary>
    internal void BeginEpoch(int epoch, double scheduledRate)
    {
        (Epoch, Batch, Loss, Accuracy, ScheduledRate) = (epoch, 0, double.NaN, double.NaN, scheduledRate);
    }
}
