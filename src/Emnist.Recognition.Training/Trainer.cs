using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training;

/// <summary>
/// Trains networks to classify, by the cross-entropy of their logits; where a network ends in a softmax, of what goes into
/// it, and without what comes after it (a Dropout there drops nothing), so that Keras's <c>from_logits</c> needs no setting.
/// The same seed, samples and network give the same weights on any number of threads.
/// Immutable; different networks may be trained at the same time.
/// </summary>
/// <example>
/// <code>
/// LabeledImages images = EmnistDataset.Load(EmnistSplit.Balanced, DatasetPart.Train);
/// var network = new Network(
///     TensorShape.Image(28),
///     new Flatten(), new Dense(128) { Activation = ActivationFunction.Relu }, new Dense(images.ClassNames.Count));
/// var trainer = new Trainer(new TrainerOptions { Epochs = 5, ValidationFraction = 0.1 });
/// TrainingHistory history = trainer.Fit(network, images);
/// </code>
/// </example>
public sealed class Trainer
{
    private readonly TrainerOptions _options;

    /// <summary>Creates a trainer.</summary>
    /// <param name="options">How to train. Copied: later changes of the object have no effect.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Trainer(TrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options.Copy();
    }

    /// <summary>Trains a network on samples, less those that <see cref="TrainerOptions.ValidationFraction"/> holds out.</summary>
    /// <param name="network">The network, trained in place from the weights it has.</param>
    /// <param name="samples">The samples, at least one.</param>
    /// <returns>Loss and accuracy of each epoch.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, they have one class, or they do not fit the network; all its layers are frozen; a label is not a class
    /// index; the validation fraction holds out none of them; a batch is too large for the network; there are not as many class weights as
    /// classes; a callback or the calibration needs a validation that there is not, or a callback's state cannot be kept in the
    /// checkpoint; the calibration does not fit the network, the augmentation the samples, or a teacher either. Where an option is at
    /// fault, <see cref="ArgumentException.ParamName"/> is its property.
    /// </exception>
    /// <exception cref="TrainingDivergedException">
    /// The loss became infinite or not a number. The network has the weights again that it had after the last whole epoch, or
    /// its first ones.
    /// </exception>
    /// <exception cref="CheckpointException">The checkpoint to go on from is damaged, or of another training.</exception>
    /// <exception cref="IOException">
    /// A checkpoint, model or log cannot be written, which is tried before the first epoch. What was there before is whole.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">A checkpoint, model or log may not be read or written.</exception>
    public TrainingHistory Fit(Network network, ISampleSource samples) => Fit(network, samples, validation: null);

    /// <summary>Trains a network on all samples given, and measures each epoch by others.</summary>
    /// <param name="network">The network, trained in place from the weights it has.</param>
    /// <param name="samples">The training samples, at least one.</param>
    /// <param name="validation">
    /// Samples to measure each epoch by, at least one, of the same classes in the same order; null for those that
    /// <see cref="TrainerOptions.ValidationFraction"/> holds out, as <see cref="Fit(Network, ISampleSource)"/> does.
    /// </param>
    /// <returns>Loss and accuracy of each epoch, on both parts.</returns>
    /// <inheritdoc cref="Fit(Network, ISampleSource)" path="/exception"/>
    public TrainingHistory Fit(Network network, ISampleSource samples, ISampleSource? validation) =>
        Fit(network, samples, validation, progress: null);

    /// <summary>
    /// Trains a network as <see cref="Fit(Network, ISampleSource, ISampleSource)"/> does, tells how it goes, and can be cancelled.
    /// </summary>
    /// <param name="network">The network, trained in place from the weights it has.</param>
    /// <param name="samples">The training samples, at least one.</param>
    /// <param name="validation">
    /// Samples to measure each epoch by, at least one, of the same classes in the same order; null for those that
    /// <see cref="TrainerOptions.ValidationFraction"/> holds out, as <see cref="Fit(Network, ISampleSource)"/> does.
    /// </param>
    /// <param name="progress">Told after every batch, on the calling thread; null for nobody.</param>
    /// <param name="cancellationToken">
    /// Stops the training after the batch at hand; the network keeps the weights it then has, or their average.
    /// </param>
    /// <returns>Loss and accuracy of each epoch, on both parts.</returns>
    /// <inheritdoc cref="Fit(Network, ISampleSource)" path="/exception"/>
    /// <exception cref="OperationCanceledException">
    /// The training was cancelled. A checkpoint, where one is kept, is that of the last whole epoch.
    /// </exception>
    public TrainingHistory Fit(
        Network network,
        ISampleSource samples,
        ISampleSource? validation,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ISampleSource training = samples.ToChecked(nameof(samples));
        Evaluator.ThrowIfUnfit(network, training, nameof(samples));
        ThrowIfEmpty(training, "train on", nameof(samples));
        ThrowIfOneClass(training, nameof(samples));
        ThrowIfFrozen(network);
        if (_options.Augmentation is { } augmentation)
        {
            ThrowIfUnfit(augmentation, samples);
        }

        if (validation is not null)
        {
            validation = validation.ToChecked(nameof(validation));
            Evaluator.ThrowIfUnfit(network, validation, nameof(validation));
            Evaluator.ThrowIfOtherClasses(training.ClassNames, "of the training samples", validation, nameof(validation));
            ThrowIfEmpty(validation, "validate with", nameof(validation));
            _ = validation.ReadLabels(nameof(validation));
        }
        else if (_options.ValidationFraction > 0)
        {
            (training, validation) = HoldOut(training);
        }

        ThrowIfOptionsDoNotFit(network, validation);
        ThrowIfUnfitTeachers(training);
        using var run = new TrainingRun(_options, network, training, validation);
        return run.Execute(progress, cancellationToken);
    }

    /// <summary>An option that does not suit the samples, whose name tells whoever offers the options under names of their own.</summary>
    internal static ArgumentException Refuse(string option, string message) => new(message, option);

    private static void ThrowIfEmpty(ISampleSource samples, string purpose, string parameterName)
    {
        if (samples.Count == 0)
        {
            throw new ArgumentException($"There are no samples to {purpose}.", parameterName);
        }
    }

    private static void ThrowIfOneClass(ISampleSource samples, string parameterName)
    {
        if (samples.ClassNames is [var only])
        {
            throw new ArgumentException(
                $"The samples have one class, '{only}': there is nothing to tell apart. Give samples of two classes or more.", parameterName);
        }
    }

    private static void ThrowIfFrozen(Network network)
    {
        if (network.Layers.Any(static layer => !layer.Trainable) && !network.Parameters.Any(static parameter => parameter.IsTrainable))
        {
            throw new ArgumentException(
                $"All layers that have parameters are frozen, so that there is nothing to train: set {nameof(NetworkLayer.Trainable)} of one.",
                nameof(network));
        }
    }

    private static void ThrowIfUnfit(Augmentation augmentation, ISampleSource samples)
    {
        if (samples is not LabeledImages images)
        {
            throw Refuse(
                nameof(TrainerOptions.Augmentation),
                $"{nameof(TrainerOptions)}.{nameof(TrainerOptions.Augmentation)} changes {nameof(LabeledImages)}, "
                + $"and these samples are {samples.GetType().Name}: leave it null.");
        }

        if (augmentation.NonCharacters > 0 && !images.ClassNames.Contains(OnnxModel.NonCharacter))
        {
            throw Refuse(
                nameof(TrainerOptions.Augmentation),
                $"{nameof(Augmentation)}.{nameof(Augmentation.NonCharacters)} needs a class of the name "
                + $"{nameof(OnnxModel)}.{nameof(OnnxModel.NonCharacter)}: give the images one, or leave it 0.");
        }

        if (augmentation.DrawsAnew && (images.Width, images.Height) != (RedrawnImage.Size, RedrawnImage.Size))
        {
            throw Refuse(
                nameof(TrainerOptions.Augmentation),
                $"{nameof(Augmentation)}.{(augmentation.Redrawing > 0 ? nameof(Augmentation.Redrawing) : nameof(Augmentation.NonCharacters))} is for images of {RedrawnImage.Size} x {RedrawnImage.Size}, "
                + $"and these are {images.Width} x {images.Height}: leave it 0.");
        }
    }

    private (ISampleSource Remaining, ISampleSource Validation) HoldOut(ISampleSource samples)
    {
        (ISampleSource remaining, ISampleSource validation) = samples.Split(_options.ValidationFraction, _options.Seed);
        return validation.Count > 0
            ? (remaining, validation)
            : throw Refuse(
                nameof(TrainerOptions.ValidationFraction),
                $"No class has two of the {samples.Count} samples, so none can be held out for validation: "
                + "give more samples, or hold none out.");
    }

    private void ThrowIfOptionsDoNotFit(Network network, ISampleSource? validation)
    {
        int classes = network.OutputShape.Length;
        if (_options.ClassWeights is { } weights && weights.Count != classes)
        {
            throw Refuse(
                nameof(TrainerOptions.ClassWeights),
                $"There are {weights.Count} {nameof(TrainerOptions.ClassWeights)} for {classes} classes.");
        }

        if (_options.CalibrateConfidence && validation is null)
        {
            throw Refuse(
                nameof(TrainerOptions.CalibrateConfidence),
                $"{nameof(TrainerOptions.CalibrateConfidence)} needs validation samples: "
                + $"give some, or set a {nameof(TrainerOptions.ValidationFraction)}.");
        }

        if (_options.CalibrateConfidence && TemperatureScaling.FindLogits(network) is not { IsFrozen: false })
        {
            throw Refuse(
                nameof(TrainerOptions.CalibrateConfidence),
                $"{nameof(TrainerOptions.CalibrateConfidence)} needs a network whose logits are those of a {nameof(Dense)} layer "
                + "that is not frozen, since it divides its weights.");
        }

        if (validation is null && _options.Callbacks.FirstOrDefault(static callback => callback.NeedsValidation) is { } callback)
        {
            throw Refuse(
                nameof(TrainerOptions.Callbacks),
                $"{callback.GetType().Name} watches {callback.Watched}, and there are no validation samples: "
                + $"give some, set a {nameof(TrainerOptions.ValidationFraction)}, or leave the callback out.");
        }
    }

    private void ThrowIfUnfitTeachers(ISampleSource samples)
    {
        IReadOnlyList<Network> teachers = _options.Distillation?.Teachers ?? [];
        for (int i = 0; i < teachers.Count; i++)
        {
            Evaluator.ThrowIfUnfit(teachers[i], samples, nameof(TrainerOptions.Distillation), $"Teacher {i + 1}");
            if (!teachers[i].IsFinite)
            {
                throw Refuse(
                    nameof(TrainerOptions.Distillation),
                    $"Teacher {i + 1} of the {nameof(TrainerOptions.Distillation)} has a parameter that is infinite or not a number.");
            }
        }
    }
}
