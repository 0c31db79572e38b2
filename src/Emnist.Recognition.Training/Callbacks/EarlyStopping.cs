using Emnist.Recognition.Training.Checkpoints;
using static System.FormattableString;

namespace Emnist.Recognition.Training.Callbacks;

/// <summary>
/// Stops a training that no longer gets better, before it overfits: Keras's callback of the same name, with its defaults.
/// A training that it has stopped stays stopped when it is resumed. Immutable.
/// </summary>
/// <example>
/// <code>
/// var options = new TrainerOptions
/// {
///     Epochs = 100,
///     ValidationFraction = 0.1,
///     Callbacks = [new EarlyStopping { Patience = 5, RestoreBestWeights = true }],
/// };
/// </code>
/// </example>
public sealed class EarlyStopping : TrainingCallback
{
    /// <summary>The metric that is watched.</summary>
    /// <value>Default: the validation loss.</value>
    public MonitoredMetric Monitor { get; init; }

    /// <summary>How much better than the best a value must be to count, finite and 0 or more.</summary>
    /// <value>Default: 0.</value>
    public double MinDelta { get; init; }

    /// <summary>After how many epochs without a better value the training stops, 0 or more; 0 stops at the first, like 1.</summary>
    /// <value>Default: 0.</value>
    public int Patience { get; init; }

    /// <summary>
    /// Whether the network ends with the weights of its best epoch, stopped early or not.
    /// </summary>
    /// <value>Default: false, with those of the last.</value>
    public bool RestoreBestWeights { get; init; }

    internal override MonitoredMetric? Watched => Monitor;

    internal override string Description =>
        Invariant($"early stopping by {BestMetric.Describe(Monitor)}, delta {MinDelta}, patience {Patience}")
        + (RestoreBestWeights ? ", best weights restored" : ", best weights not restored");

    internal override void Validate()
    {
        BestMetric.Validate(Monitor, MinDelta);
        ArgumentOutOfRangeException.ThrowIfNegative(Patience);
    }

    internal override CallbackState Start() => new State(this);

    private sealed class State(EarlyStopping options) : CallbackState
    {
        private readonly BestMetric _best = new(options.Monitor, options.MinDelta);
        private float[][]? _bestWeights;
        private int _bestEpoch;
        private int _waited;

        public override void OnEpochEnd(CallbackContext context)
        {
            bool better = _best.Improves(context.Last);
            if (options.RestoreBestWeights && (better || _bestWeights is null))
            {
                (_bestWeights, _bestEpoch) = (context.Network.CopyParameters(), context.Last.Epoch);
            }

            _waited = better ? 0 : _waited + 1;
            context.StopTraining |= _waited >= Math.Max(options.Patience, 1) && context.Last.Epoch > 1;
        }

        public override void OnTrainEnd(CallbackContext context)
        {
            if (_bestWeights is not null)
            {
                context.Network.SetParameters(_bestWeights);
                context.KeptEpoch = _bestEpoch;
            }
        }

        public override void Save(BinaryWriter writer)
        {
            _best.Save(writer);
            writer.Write(_waited);
            writer.Write(_bestEpoch);
            writer.Write(_bestWeights is not null);
            writer.WriteValues(_bestWeights ?? []);
        }

        public override void Load(BinaryReader reader, CallbackContext context)
        {
            _best.Load(reader);
            _waited = reader.ReadInt32();
            _bestEpoch = reader.ReadInt32();
            if (reader.ReadBoolean())
            {
                _bestWeights = context.Network.CopyParameters();
                reader.ReadWeights(_bestWeights);
                if (_bestEpoch < 1 || _bestEpoch > context.Epochs.Count)
                {
                    throw new InvalidDataException($"the best epoch in the checkpoint is {_bestEpoch} of {context.Epochs.Count}");
                }
            }
        }
    }
}
