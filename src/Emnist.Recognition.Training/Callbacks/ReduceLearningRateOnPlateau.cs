using static System.FormattableString;

namespace Emnist.Recognition.Training.Callbacks;

/// <summary>
/// Lowers the learning rate when the training no longer gets better: Keras's <c>ReduceLROnPlateau</c>, with its defaults.
/// It multiplies what the schedule gives from then on, so that under a falling schedule the rate goes below
/// <see cref="MinLearningRate"/> in the end. Immutable.
/// </summary>
public sealed class ReduceLearningRateOnPlateau : TrainingCallback
{
    /// <summary>The metric that is watched.</summary>
    /// <value>Default: the validation loss.</value>
    public MonitoredMetric Monitor { get; init; }

    /// <summary>What the learning rate is multiplied by, above 0 and below 1.</summary>
    /// <value>Default: 0.1.</value>
    public double Factor { get; init; } = 0.1;

    /// <summary>After how many epochs without a better value the rate is lowered, 0 or more; 0 lowers it at the first, like 1.</summary>
    /// <value>Default: 10.</value>
    public int Patience { get; init; } = 10;

    /// <summary>How much better than the best a value must be to count, finite and 0 or more.</summary>
    /// <value>Default: 0.0001.</value>
    public double MinDelta { get; init; } = 1e-4;

    /// <summary>Epochs after lowering that are not counted, 0 or more.</summary>
    /// <value>Default: 0.</value>
    public int Cooldown { get; init; }

    /// <summary>The smallest rate that it lowers to, finite and 0 or more.</summary>
    /// <value>Default: 0.</value>
    public double MinLearningRate { get; init; }

    internal override MonitoredMetric? Watched => Monitor;

    internal override string Description =>
        Invariant($"learning rate on plateau of {BestMetric.Describe(Monitor)}, factor {Factor}, patience {Patience}")
        + Invariant($", delta {MinDelta}, cooldown {Cooldown}, smallest {MinLearningRate}");

    internal override void Validate()
    {
        BestMetric.Validate(Monitor, MinDelta);
        ArgumentOutOfRangeException.ThrowIfNegative(Patience);
        ArgumentOutOfRangeException.ThrowIfNegative(Cooldown);
        if (!(Factor > 0 && Factor < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Factor), Factor, "The factor must be above 0 and below 1.");
        }

        if (!(MinLearningRate >= 0 && double.IsFinite(MinLearningRate)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(MinLearningRate), MinLearningRate, "The smallest learning rate must be finite and 0 or more.");
        }
    }

    internal override CallbackState Start() => new State(this);

    private sealed class State(ReduceLearningRateOnPlateau options) : CallbackState
    {
        private readonly BestMetric _best = new(options.Monitor, options.MinDelta);
        private int _waited;
        private int _cooling;

        public override void OnEpochEnd(CallbackContext context)
        {
            if (_cooling > 0)
            {
                _cooling--;
                _waited = 0;
            }

            if (_best.Improves(context.Last))
            {
                _waited = 0;
            }
            else if (_cooling == 0 && ++_waited >= options.Patience)
            {
                double rate = context.LearningRate;
                if (rate > options.MinLearningRate)
                {
                    context.LearningRateFactor = Math.Max(rate * options.Factor, options.MinLearningRate) / context.ScheduledRate;
                    _cooling = options.Cooldown;
                    _waited = 0;
                }
            }
        }

        public override void Save(BinaryWriter writer)
        {
            _best.Save(writer);
            writer.Write(_waited);
            writer.Write(_cooling);
        }

        public override void Load(BinaryReader reader, CallbackContext context)
        {
            _best.Load(reader);
            _waited = reader.ReadInt32();
            _cooling = reader.ReadInt32();
        }
    }
}
