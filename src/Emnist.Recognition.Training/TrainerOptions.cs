using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Losses;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training;

/// <summary>How a <see cref="Trainer"/> trains. Immutable.</summary>
public sealed record TrainerOptions
{
    /// <summary>Passes over the training images, at least 1. Default: 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images between two changes of the weights, at least 1. Default: 32, as in Keras.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>What the training makes small. Default: <see cref="SparseCategoricalCrossentropy"/>.</summary>
    public Loss Loss { get; init; } = new SparseCategoricalCrossentropy();

    /// <summary>How the weights change. Default: Adam with Keras's settings.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>
    /// A weight for each class, by which the loss of its images is multiplied, finite and 0 or more: Keras's
    /// <c>class_weight</c>. Default: null, 1 for all. See <see cref="Training.ClassWeights.Balanced"/>.
    /// </summary>
    public IReadOnlyList<float>? ClassWeights { get; init; }

    /// <summary>
    /// The share of each class that is held out for validation when no validation images are given: 0 or more, below 1.
    /// Default: 0, which validates nothing. Of two or more images of a class at least one is held out and one stays.
    /// </summary>
    public double ValidationFraction { get; init; }

    /// <summary>
    /// Whether every class is drawn equally often, whatever its number of images. Default: false, and no image is drawn
    /// again before all were: each once an epoch, unless <see cref="SamplesPerEpoch"/> makes epochs shorter or longer.
    /// </summary>
    public bool BalanceClasses { get; init; }

    /// <summary>Images of an epoch, at least 1. Default: null, which means as many as there are training images.</summary>
    public int? SamplesPerEpoch { get; init; }

    /// <summary>How training images are changed each time they are drawn. Default: null, not at all. Validation images never are.</summary>
    public Augmentation? Augmentation { get; init; }

    /// <summary>Networks to learn from beside the labels. Default: null, none.</summary>
    public Distillation? Distillation { get; init; }

    /// <summary>
    /// How slowly an exponential moving average of the weights forgets, per batch: 0 or more, below 1, such as 0.999. The
    /// network is validated, saved by callbacks and left with the average (Polyak and Juditsky 1992; Keras's
    /// <c>use_ema</c>), with <c>min(momentum, (1 + t) / (10 + t))</c> at batch t, as TensorFlow's
    /// <c>ExponentialMovingAverage</c>. Default: 0, no average.
    /// </summary>
    public float WeightAverageMomentum { get; init; }

    /// <summary>
    /// Whether the logits are divided, when the training has ended, by the temperature with the smallest log-loss on the
    /// validation images, classes counted evenly where <see cref="BalanceClasses"/> is set: C. Guo et al., "On Calibration of
    /// Modern Neural Networks" (ICML 2017). That makes the confidence what it is worth, and changes no answer. The last dense
    /// layer takes the temperature in, so that it is part of the model; <see cref="TrainingHistory.Temperature"/> tells it.
    /// It is 1, no change, where no temperature is the best, as where every answer is right. Models that callbacks save on the
    /// way are without it. Needs validation images, and a network whose logits are those of a <c>Dense</c> layer. Default: false.
    /// </summary>
    public bool CalibrateConfidence { get; init; }

    /// <summary>What is done at the end of each epoch, in this order. Default: nothing.</summary>
    public IReadOnlyList<TrainingCallback> Callbacks { get; init; } = [];

    /// <summary>
    /// A folder in which the training's state is kept, whole after each epoch, as <c>training.checkpoint</c>. Default: null,
    /// none. See <see cref="Resume"/>.
    /// </summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>
    /// Whether to go on from the checkpoint in <see cref="CheckpointFolder"/> where there is one. The training then ends
    /// with the very same weights as one that was never cut. Images and options must be the same, but for
    /// <see cref="CalibrateConfidence"/> and the number of threads and of <see cref="Epochs"/>: with more of these a finished
    /// training goes on, and schedules other than a constant rate then span them all. Default: false, and a checkpoint there is
    /// replaced after the first epoch.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>
    /// Seed of the validation part, the order of the images, their augmentation and dropout. Default: 0. The first weights come from the
    /// network. Nothing is carried from one <c>Fit</c> to the next: a second one repeats the order and the dropout masks
    /// of the first, and Adam's moments start from zero again; to go on otherwise, give it another seed.
    /// </summary>
    public int Seed { get; init; }

    /// <summary>Threads at work, at least 1; without the validation, 64 at most have work. Default: the number of processors. The trained weights do not depend on it.</summary>
    public int MaxDegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>The epoch after which to leave the rest for a resumption; schedules still span all <see cref="Epochs"/>.</summary>
    internal int? PauseAfterEpoch { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SamplesPerEpoch ?? 1, 1, nameof(SamplesPerEpoch));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDegreeOfParallelism, 1);
        ArgumentNullException.ThrowIfNull(Loss);
        ArgumentNullException.ThrowIfNull(Optimizer);
        ArgumentNullException.ThrowIfNull(Callbacks);
        Loss.Validate();
        Optimizer.Validate();
        Augmentation?.Validate();
        Distillation?.Validate();
        ValidateCallbacks();
        if (!(ValidationFraction >= 0 && ValidationFraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(ValidationFraction), ValidationFraction, "The validation fraction must be 0 or more and below 1.");
        }

        if (!(WeightAverageMomentum >= 0 && WeightAverageMomentum < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(WeightAverageMomentum), WeightAverageMomentum, "The momentum must be 0 or more and below 1.");
        }

        if (ClassWeights is { } weights && weights.Any(static weight => !(weight >= 0 && float.IsFinite(weight))))
        {
            throw new ArgumentOutOfRangeException(nameof(ClassWeights), "Each weight of a class must be finite and 0 or more.");
        }

        if (Resume && CheckpointFolder is null)
        {
            throw new ArgumentException($"{nameof(Resume)} needs {nameof(CheckpointFolder)}: name the folder that holds the checkpoint.", nameof(Resume));
        }
    }

    private void ValidateCallbacks()
    {
        foreach (TrainingCallback callback in Callbacks)
        {
            ArgumentNullException.ThrowIfNull(callback, nameof(Callbacks));
            callback.Validate();
        }
    }
}
