namespace Emnist.Recognition.Training;

/// <summary>How a <see cref="Trainer"/> trains. Immutable.</summary>
public sealed class TrainerOptions
{
    /// <summary>Passes over the training images, at least 1. Default: 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images between two changes of the weights, at least 1. Default: 32, as in Keras.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>How the weights change. Default: Adam with Keras's settings.</summary>
    public Adam Optimizer { get; init; } = new();

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

    /// <summary>
    /// Seed of the validation part, the order of the images, their augmentation and dropout. Default: 0. The first weights come from the
    /// network. Nothing is carried from one <c>Fit</c> to the next: a second one repeats the order and the dropout masks
    /// of the first, and Adam's moments start from zero again; to go on otherwise, give it another seed.
    /// </summary>
    public int Seed { get; init; }

    /// <summary>Threads at work, at least 1; without the validation, 64 at most have work. Default: the number of processors. The trained weights do not depend on it.</summary>
    public int MaxDegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SamplesPerEpoch ?? 1, 1, nameof(SamplesPerEpoch));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDegreeOfParallelism, 1);
        ArgumentNullException.ThrowIfNull(Optimizer);
        Optimizer.Validate();
        Augmentation?.Validate();
        if (!(ValidationFraction >= 0 && ValidationFraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(ValidationFraction), ValidationFraction, "The validation fraction must be 0 or more and below 1.");
        }
    }
}
