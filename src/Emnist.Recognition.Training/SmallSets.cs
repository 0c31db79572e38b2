using System.Numerics;
using Emnist.Recognition.Training.Callbacks;

namespace Emnist.Recognition.Training;

/// <summary>
/// What changes of a preset where there are fewer images than those of tens of thousands that it was tuned on: it then
/// has too few steps to learn in, and too few different images.
/// </summary>
internal static class SmallSets
{
    /// <summary>From so many images on, a preset stays as it is.</summary>
    public const int EnoughImages = 50_000;

    private const int MaxEpochs = 100;
    private const int MinBatch = 32;
    private const int BatchesAnEpoch = 64;

    /// <summary>The share that is held out for validation, at least.</summary>
    public const double MinValidation = 0.1;

    /// <summary>Below so many images, those of a preset without augmentation are augmented too.</summary>
    private const int AugmentedImages = 10_000;

    /// <summary>The preset for a set of <paramref name="images"/>; see <see cref="ReferenceNetwork.TrainingFor"/> for the rules.</summary>
    public static TrainerOptions Adapt(TrainerOptions preset, int images)
    {
        if (images >= EnoughImages)
        {
            return preset;
        }

        double factor = Math.Sqrt((double)EnoughImages / images);
        int epochs = Math.Max(preset.Epochs, (int)Math.Min(MaxEpochs, Math.Round(preset.Epochs * factor)));
        int batch = BatchSize(images, preset.BatchSize);
        double steps = (double)epochs * images / batch;
        return preset with
        {
            Epochs = epochs,
            BatchSize = batch,
            SamplesPerEpoch = preset.SamplesPerEpoch > images ? null : preset.SamplesPerEpoch,
            WeightAverageMomentum = Math.Min(preset.WeightAverageMomentum, (float)Math.Max(0, 1 - (10 / steps))),
            ValidationFraction = Math.Max(preset.ValidationFraction, MinValidation),
            Augmentation = preset.Augmentation ?? (images < AugmentedImages ? Augmentation.Handwriting : null),
            Callbacks = [.. preset.Callbacks.Select(callback => Stretch(callback, (double)epochs / preset.Epochs))],
        };
    }

    /// <summary>The largest power of two of which an epoch has 64 batches, within limits.</summary>
    public static int BatchSize(int images, int most) =>
        Math.Min(most, Math.Max(MinBatch, 1 << BitOperations.Log2((uint)Math.Max(1, images / BatchesAnEpoch))));

    /// <summary>Patience is in epochs: where there are more of them, it is longer.</summary>
    private static TrainingCallback Stretch(TrainingCallback callback, double factor) => callback is not EarlyStopping stopping
        ? callback
        : new EarlyStopping
        {
            Monitor = stopping.Monitor,
            MinDelta = stopping.MinDelta,
            Patience = (int)Math.Round(stopping.Patience * factor),
            RestoreBestWeights = stopping.RestoreBestWeights,
        };
}
