using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Optimizers;
using static System.FormattableString;

namespace Emnist.Recognition.Training;

/// <summary>How a <see cref="Trainer"/> trains. The trainer copies it.</summary>
/// <remarks>
/// Numbers, switches and the <see cref="Augmentation"/> can be bound from a configuration. <see cref="Optimizer"/>,
/// <see cref="Callbacks"/> and the teachers of a <see cref="Distillation"/> are objects that stay as they are made, and are not
/// bound from one: set them in code.
/// </remarks>
/// <example>
/// <code>
/// var options = new TrainerOptions
/// {
///     Epochs = 20,
///     BatchSize = 128,
///     Optimizer = new AdamW { LearningRate = LearningRateSchedule.CosineDecay(2e-3f) },
///     LabelSmoothing = 0.1f,
///     Augmentation = Augmentation.Handwriting,
///     ValidationFraction = 0.1,
///     Callbacks = [new EarlyStopping { Patience = 5, RestoreBestWeights = true }],
/// };
/// </code>
/// </example>
public sealed record TrainerOptions
{
    /// <summary>The name of the file in <see cref="CheckpointFolder"/>.</summary>
    public const string CheckpointFileName = RunCheckpoint.FileName;

    /// <summary>Epochs, the passes over the training samples, at least 1.</summary>
    /// <value>Default: 10.</value>
    public int Epochs { get; set; } = 10;

    /// <summary>The mini-batch size: samples between two steps of the optimizer, at least 1.</summary>
    /// <value>Default: 32, as in Keras.</value>
    public int BatchSize { get; set; } = 32;

    /// <summary>
    /// Label smoothing, 0 or more and below 1: the share of the target that is spread evenly over all classes, so that the
    /// label counts as <c>1 - smoothing + smoothing / classes</c> and each other class as <c>smoothing / classes</c> (Szegedy et
    /// al., arXiv 1512.00567, section 7).
    /// </summary>
    /// <value>Default: 0, the one-hot vector of the label.</value>
    /// <remarks>
    /// The loss to minimise is always the cross-entropy, the mean over the batch of <c>-sum over c of target[c] · ln p[c]</c>.
    /// It is Keras's <c>SparseCategoricalCrossentropy</c>, and Keras's <c>CategoricalCrossentropy</c> with the
    /// <c>label_smoothing</c> given here.
    /// </remarks>
    public float LabelSmoothing { get; set; }

    /// <summary>The optimizer, with its learning rate. Not bound from a configuration: set it in code.</summary>
    /// <value>Default: <see cref="Adam"/> with Keras's settings.</value>
    public Optimizer Optimizer { get; set; } = new Adam();

    /// <summary>
    /// A weight for each class, by which the loss of its samples is multiplied, finite and 0 or more: Keras's
    /// <c>class_weight</c>. See <see cref="Training.ClassWeights.Balanced"/>.
    /// </summary>
    /// <value>Default: null, 1 for all.</value>
    public IReadOnlyList<float>? ClassWeights { get; set; }

    /// <summary>
    /// The share of each class that is held out for validation when no validation samples are given: 0 or more, below 1.
    /// Of two or more samples of a class at least one is held out and one stays.
    /// </summary>
    /// <value>Default: 0, which validates nothing.</value>
    public double ValidationFraction { get; set; }

    /// <summary>
    /// Whether every class is drawn equally often, whatever its number of samples. If not, no sample is drawn again before
    /// all were: each once an epoch, unless <see cref="SamplesPerEpoch"/> makes epochs shorter or longer.
    /// </summary>
    /// <value>Default: false.</value>
    public bool BalanceClasses { get; set; }

    /// <summary>
    /// How often each class of <see cref="Datasets.LabeledImages"/> is drawn, and behind the classes each candidate set, in proportion to
    /// each other: finite and 0 or more, not all 0 of those that occur. Within a class every sample is drawn equally often. In place of
    /// <see cref="BalanceClasses"/>, which then weighs the calibration alone.
    /// </summary>
    /// <value>Default: null.</value>
    internal IReadOnlyList<float>? ClassShares { get; set; }

    /// <summary>Samples of an epoch, at least 1.</summary>
    /// <value>Default: null, as many as there are training samples.</value>
    public int? SamplesPerEpoch { get; set; }

    /// <summary>
    /// Data augmentation: how training images are changed at random each time they are drawn. Validation images never are. It is
    /// for <see cref="Datasets.LabeledImages"/>; other sources of samples are refused with it.
    /// </summary>
    /// <value>Default: null, none.</value>
    public Augmentation? Augmentation { get; set; }

    /// <summary>Knowledge distillation: networks to learn from beside the labels.</summary>
    /// <value>Default: null, none.</value>
    public Distillation? Distillation { get; set; }

    /// <summary>
    /// How slowly an exponential moving average of the weights forgets, per batch: 0 or more, below 1, such as 0.999. The
    /// network is validated, saved by callbacks and left with the average (Polyak and Juditsky 1992; Keras's
    /// <c>use_ema</c>), with <c>min(momentum, (1 + t) / (10 + t))</c> at batch t, as TensorFlow's
    /// <c>ExponentialMovingAverage</c>.
    /// </summary>
    /// <value>Default: 0, no average.</value>
    public float WeightAverageMomentum { get; set; }

    /// <summary>
    /// Whether the logits are divided, when the training has ended, by the temperature with the smallest log-loss on the
    /// validation samples, classes counted evenly where <see cref="BalanceClasses"/> is set: C. Guo et al., "On Calibration of
    /// Modern Neural Networks" (ICML 2017). That makes the confidence what it is worth, and changes no answer. The last dense
    /// layer takes the temperature in, so that it is part of the model; <see cref="TrainingHistory.Temperature"/> tells it.
    /// It is 1, no change, where no temperature is the best, as where every answer is right. Models that callbacks save on the
    /// way are without it. Needs validation samples, and a network whose logits are those of a <c>Dense</c> layer that is not frozen.
    /// </summary>
    /// <value>Default: false.</value>
    public bool CalibrateConfidence { get; set; }

    /// <summary>
    /// What is done on the way, such as at the end of each epoch, in this order. Not bound from a configuration: set them in code.
    /// </summary>
    /// <value>Default: nothing.</value>
    public IReadOnlyList<TrainingCallback> Callbacks { get; set; } = [];

    /// <summary>
    /// A folder in which the training's state is kept, whole after each epoch, as <c>training.checkpoint</c>. See
    /// <see cref="Resume"/>.
    /// </summary>
    /// <value>Default: null, none.</value>
    public string? CheckpointFolder { get; set; }

    /// <summary>
    /// Whether to go on from the checkpoint in <see cref="CheckpointFolder"/> where there is one. The training then ends
    /// with the very same weights as one that was never cut. Samples and options must be the same, but for
    /// <see cref="CalibrateConfidence"/> and the number of threads and of <see cref="Epochs"/>: with more of these a finished
    /// training goes on, and schedules other than a constant rate then span them all.
    /// </summary>
    /// <value>Default: false, and a checkpoint there is replaced after the first epoch.</value>
    public bool Resume { get; set; }

    /// <summary>
    /// Seed of the validation part, the order of the samples, their augmentation and dropout. The first weights come from the
    /// network. Nothing is carried from one <c>Fit</c> to the next: a second one repeats the order and the dropout masks
    /// of the first, and Adam's moments start from zero again; to go on otherwise, give it another seed.
    /// </summary>
    /// <value>Default: 0.</value>
    public int Seed { get; set; }

    /// <summary>
    /// Threads at work, at least 1; without the validation, 64 at most have work. The trained weights do not depend on it.
    /// </summary>
    /// <value>Default: the number of processors.</value>
    public int MaxDegreeOfParallelism { get; set; } = Environment.ProcessorCount;

    /// <summary>The epoch after which to leave the rest for a resumption; schedules still span all <see cref="Epochs"/>.</summary>
    internal int? PauseAfterEpoch { get; set; }

    /// <summary>The main settings, such as <c>10 epochs, batch size 32, Adam, learning rate 0.001, ..., seed 0</c>.</summary>
    public override string ToString() => Invariant($"{Epochs} epochs, batch size {BatchSize}, {Optimizer}")
        + (LabelSmoothing != 0 ? Invariant($", label smoothing {LabelSmoothing}") : "")
        + (ValidationFraction != 0 ? Invariant($", validation fraction {ValidationFraction}") : "")
        + (WeightAverageMomentum != 0 ? Invariant($", weight average {WeightAverageMomentum}") : "")
        + (Augmentation is not null ? $", augmentation: {Augmentation}" : "")
        + (Distillation is not null ? $", distillation: {Distillation}" : "")
        + Invariant($", seed {Seed}");

    /// <summary>A copy that shares nothing that can be changed, but for the teachers' parameters.</summary>
    internal TrainerOptions Copy() => this with
    {
        ClassWeights = ClassWeights is null ? null : [.. ClassWeights],
        ClassShares = ClassShares is null ? null : [.. ClassShares],
        Augmentation = Augmentation is null ? null : Augmentation with { },
        Distillation = Distillation?.Copy(),
        Callbacks = [.. Callbacks],
    };

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SamplesPerEpoch ?? 1, 1, nameof(SamplesPerEpoch));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDegreeOfParallelism, 1);
        ArgumentNullException.ThrowIfNull(Optimizer);
        ArgumentNullException.ThrowIfNull(Callbacks);
        Optimizer.Validate();
        Augmentation?.Validate();
        Distillation?.Validate();
        ValidateCallbacks();
        if (!(LabelSmoothing >= 0 && LabelSmoothing < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(LabelSmoothing), LabelSmoothing, "The label smoothing must be 0 or more and below 1.");
        }

        if (!(ValidationFraction >= 0 && ValidationFraction < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(ValidationFraction), ValidationFraction, "The validation fraction must be 0 or more and below 1.");
        }

        if (!(WeightAverageMomentum >= 0 && WeightAverageMomentum < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(WeightAverageMomentum), WeightAverageMomentum, "The momentum must be 0 or more and below 1.");
        }

        if (ClassWeights is { } weights && weights.Any(static weight => !(weight >= 0 && float.IsFinite(weight))))
        {
            throw new ArgumentOutOfRangeException(nameof(ClassWeights), "Each weight of a class must be finite and 0 or more.");
        }

        if (Resume && CheckpointFolder is null)
        {
            throw new ArgumentException(
                $"{nameof(Resume)} needs {nameof(CheckpointFolder)}: name the folder that holds the checkpoint.", nameof(Resume));
        }
    }

    private void ValidateCallbacks()
    {
        foreach (TrainingCallback callback in Callbacks)
        {
            ArgumentNullException.ThrowIfNull(callback, nameof(Callbacks));
            callback.Validate();
        }

        IEnumerable<string> files = Callbacks.Select(static callback => callback.OutputPath).OfType<string>().Select(Path.GetFullPath);
        if (files.CountBy(static file => file).FirstOrDefault(static file => file.Value > 1) is { Key: { } twice })
        {
            throw new ArgumentException($"{twice} is written by two callbacks: give each a file of its own.", nameof(Callbacks));
        }
    }
}
