using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training;

/// <summary>Weights of classes for <see cref="TrainerOptions.ClassWeights"/>.</summary>
public static class ClassWeights
{
    /// <summary>
    /// Weights that let every class count the same: images / (classes that occur · images of the class), scikit-learn's
    /// <c>class_weight="balanced"</c>. A class without images has 0.
    /// </summary>
    /// <param name="images">The training images, at least one.</param>
    /// <returns>A weight for each class, in the classes' order.</returns>
    /// <exception cref="ArgumentException">There are no images.</exception>
    public static IReadOnlyList<float> Balanced(LabeledImages images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0)
        {
            throw new ArgumentException("There are no images to count.", nameof(images));
        }

        int[] counts = images.CountByClass();
        int occurring = counts.Count(static count => count > 0);
        return [.. counts.Select(count => count == 0 ? 0 : (float)((double)images.Count / ((double)occurring * count)))];
    }
}
