using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Checkpoints;

namespace Emnist.Recognition.Training;

/// <summary>
/// Trains networks to classify images, by the cross-entropy of their logits; where a network ends in a softmax, of what
/// goes into it, and without what comes after it (a Dropout there drops nothing). The same seed, images and network give the
/// same weights on any number of threads.
/// Immutable; different networks may be trained at the same time.
/// </summary>
public sealed class Trainer
{
    private readonly TrainerOptions _options;

    /// <summary>Creates a trainer.</summary>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Trainer(TrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <summary>Trains a network on images, less those that <see cref="TrainerOptions.ValidationFraction"/> holds out.</summary>
    /// <param name="network">The network, trained in place from the weights it has.</param>
    /// <param name="images">The images, at least one.</param>
    /// <returns>Loss and accuracy of each epoch.</returns>
    /// <exception cref="ArgumentException">
    /// There are no images, or they do not fit the network; the validation fraction holds out none of them; a batch is
    /// too large for the network; there are not as many class weights as classes; a callback or the calibration needs a
    /// validation that there is not; the calibration does not fit the network, the augmentation the images, or a teacher either.
    /// </exception>
    /// <exception cref="TrainingDivergedException">
    /// The loss became infinite or not a number. The network has the weights again that it had after the last whole epoch, or
    /// its first ones.
    /// </exception>
    /// <exception cref="CheckpointException">The checkpoint to go on from is damaged, or of another training.</exception>
    /// <exception cref="IOException">A checkpoint, model or log could not be written. What was there before is whole.</exception>
    /// <exception cref="UnauthorizedAccessException">A checkpoint, model or log may not be read or written.</exception>
    public TrainingHistory Fit(Network network, LabeledImages images) => Fit(network, images, null, null, CancellationToken.None);

    /// <summary>Trains a network on all images given, and measures each epoch by others.</summary>
    /// <param name="network">The network, trained in place from the weights it has.</param>
    /// <param name="images">The training images, at least one.</param>
    /// <param name="validation">Images to measure each epoch by, at least one, of the same classes in the same order.</param>
    /// <returns>Loss and accuracy of each epoch, on both parts.</returns>
    /// <exception cref="ArgumentException">
    /// There are no images in one of the parts, or they do not fit the network or each other; a batch is too large
    /// for the network; there are not as many class weights as classes; a callback watches a validation that there is not;
    /// the calibration does not fit the network, the augmentation the images, or a teacher either.
    /// </exception>
    /// <exception cref="TrainingDivergedException">
    /// The loss became infinite or not a number. The network has the weights again that it had after the last whole epoch, or
    /// its first ones.
    /// </exception>
    /// <exception cref="CheckpointException">The checkpoint to go on from is damaged, or of another training.</exception>
    /// <exception cref="IOException">A checkpoint, model or log could not be written. What was there before is whole.</exception>
    /// <exception cref="UnauthorizedAccessException">A checkpoint, model or log may not be read or written.</exception>
    public TrainingHistory Fit(Network network, LabeledImages images, LabeledImages validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        return Fit(network, images, validation, null, CancellationToken.None);
    }

    /// <summary>Trains a network.</summary>
    /// <param name="network">The network, trained in place from the weights it has.</param>
    /// <param name="images">The training images, at least one.</param>
    /// <param name="validation">
    /// Images to measure each epoch by, at least one, of the same classes in the same order; null to hold out
    /// <see cref="TrainerOptions.ValidationFraction"/> of <paramref name="images"/>.
    /// </param>
    /// <param name="progress">Told after every batch, on the calling thread; or null.</param>
    /// <param name="cancellationToken">Stops the training after the batch at hand; the network keeps the weights it then has, or their average.</param>
    /// <returns>Loss and accuracy of each epoch, on both parts.</returns>
    /// <exception cref="ArgumentException">
    /// There are no images in one of the parts, or they do not fit the network or each other; the validation fraction
    /// holds out none of them; a batch is too large for the network; there are not as many class weights as classes; a
    /// callback or the calibration needs a validation that there is not; the calibration does not fit the network, the
    /// augmentation the images, or a teacher either.
    /// </exception>
    /// <exception cref="TrainingDivergedException">
    /// The loss became infinite or not a number. The network has the weights again that it had after the last whole epoch, or
    /// its first ones.
    /// </exception>
    /// <exception cref="CheckpointException">The checkpoint to go on from is damaged, or of another training.</exception>
    /// <exception cref="IOException">A checkpoint, model or log could not be written. What was there before is whole.</exception>
    /// <exception cref="UnauthorizedAccessException">A checkpoint, model or log may not be read or written.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled. A checkpoint, where one is kept, is that of the last whole epoch.</exception>
    public TrainingHistory Fit(
        Network network, LabeledImages images, LabeledImages? validation, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        Evaluator.ThrowIfUnfit(network, images, nameof(images));
        ThrowIfEmpty(images, "train on", nameof(images));
        if (validation is not null)
        {
            Evaluator.ThrowIfUnfit(network, validation, nameof(validation));
            Evaluator.ThrowIfOtherClasses(images.ClassNames, "of the training images", validation, nameof(validation));
            ThrowIfEmpty(validation, "validate with", nameof(validation));
        }
        else if (_options.ValidationFraction > 0)
        {
            (images, validation) = HoldOut(images);
        }

        ThrowIfUnfit(network, images, validation);
        ThrowIfUnfitTeachers(images);
        using var run = new TrainingRun(_options, network, images, validation);
        return run.Execute(progress, cancellationToken);
    }

    private (LabeledImages Remaining, LabeledImages Validation) HoldOut(LabeledImages images)
    {
        (LabeledImages remaining, LabeledImages validation) = images.Split(_options.ValidationFraction, _options.Seed);
        return validation.Count > 0
            ? (remaining, validation)
            : throw new ArgumentException(
                $"No class has two of the {images.Count} images, so none can be held out for validation: give more images, or a ValidationFraction of 0.",
                nameof(images));
    }

    private void ThrowIfUnfit(Network network, LabeledImages images, LabeledImages? validation)
    {
        int classes = network.OutputShape.Length;
        if (_options.ClassWeights is { } weights && weights.Count != classes)
        {
            throw new ArgumentException($"There are {weights.Count} {nameof(TrainerOptions.ClassWeights)} for {classes} classes.");
        }

        if (_options.Augmentation is { Redrawing: > 0 } && (images.Width, images.Height) != (RedrawnImage.Size, RedrawnImage.Size))
        {
            throw new ArgumentException(
                $"{nameof(Augmentation)}.{nameof(Augmentation.Redrawing)} is for images of {RedrawnImage.Size} x {RedrawnImage.Size}, and these are {images.Width} x {images.Height}: leave it 0.",
                nameof(images));
        }

        if (_options.CalibrateConfidence && validation is null)
        {
            throw new ArgumentException(
                $"{nameof(TrainerOptions.CalibrateConfidence)} needs validation images: give some, or set a {nameof(TrainerOptions.ValidationFraction)}.");
        }

        if (_options.CalibrateConfidence && !TemperatureScaling.Fits(network))
        {
            throw new ArgumentException(
                $"{nameof(TrainerOptions.CalibrateConfidence)} needs a network whose logits are those of a {nameof(Dense)} layer.", nameof(network));
        }

        if (validation is null && _options.Callbacks.FirstOrDefault(static callback => callback.Watched is { } metric && Watch.NeedsValidation(metric)) is { } callback)
        {
            throw new ArgumentException(
                $"{callback.GetType().Name} watches {callback.Watched}, and there are no validation images: give some, set a {nameof(TrainerOptions.ValidationFraction)}, or leave the callback out.");
        }
    }

    private void ThrowIfUnfitTeachers(LabeledImages images)
    {
        IReadOnlyList<Network> teachers = _options.Distillation?.Teachers ?? [];
        for (int i = 0; i < teachers.Count; i++)
        {
            Evaluator.ThrowIfUnfit(teachers[i], images, nameof(TrainerOptions.Distillation), $"Teacher {i + 1}");
            if (!teachers[i].IsFinite)
            {
                throw new ArgumentException($"Teacher {i + 1} of the {nameof(TrainerOptions.Distillation)} has a parameter that is infinite or not a number.");
            }
        }
    }

    private static void ThrowIfEmpty(LabeledImages images, string purpose, string parameterName)
    {
        if (images.Count == 0)
        {
            throw new ArgumentException($"There are no images to {purpose}.", parameterName);
        }
    }
}
