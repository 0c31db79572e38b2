using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training;

/// <summary>Weights of classes for <see cref="TrainerOptions.ClassWeights"/>.</summary>
public static class ClassWeights
{
    /// <summary>
    /// Weights that let every class count the same: samples / (classes that occur · samples of the class), scikit-learn's
    /// <c>class_weight="balanced"</c>. A class without samples has 0.
    /// </summary>
    /// <param name="samples">The training samples, at least one.</param>
    /// <returns>A weight for each class, in the classes' order.</returns>
    /// <exception cref="ArgumentException">There are no samples, or a label is not a class index.</exception>
    public static IReadOnlyList<float> Balanced(ISampleSource samples)
    {
        ISampleSource own = samples.ToChecked(nameof(samples));
        if (own.Count == 0)
        {
            throw new ArgumentException("There are no samples to count.", nameof(samples));
        }

        int[] counts = SampleSources.CountByClass(own.ReadLabels(nameof(samples)), own.ClassNames.Count);
        int occurring = counts.Count(static count => count > 0);
        return [.. counts.Select(count => count == 0 ? 0 : (float)((double)own.Count / ((double)occurring * count)))];
    }
}
