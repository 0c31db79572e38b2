using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>What a training does with any source.</summary>
internal static class SampleSources
{
    /// <summary>The samples, with number, shape and names of classes as they are now.</summary>
    /// <exception cref="ArgumentException">The number is negative, there is no class, or one has no name.</exception>
    public static ISampleSource ToChecked(this ISampleSource samples, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(samples, parameterName);
        if (samples is LabeledImages or CheckedSamples)
        {
            return samples;
        }

        (int count, TensorShape shape, IReadOnlyList<string>? given) = (samples.Count, samples.Shape, samples.ClassNames);
        if (count < 0)
        {
            throw new ArgumentException($"The samples' {nameof(ISampleSource.Count)} is {count}, and not 0 or more.", parameterName);
        }

        string[] names = given is null
            ? throw new ArgumentException($"The samples' {nameof(ISampleSource.ClassNames)} are null.", parameterName)
            : [.. given];
        if (names.Length == 0)
        {
            throw new ArgumentException("The samples have no classes.", parameterName);
        }

        if (Array.FindIndex(names, static name => name is null) is >= 0 and int unnamed)
        {
            throw new ArgumentException($"Class {unnamed} of the samples has no name.", parameterName);
        }

        return new CheckedSamples(samples, count, shape, Array.AsReadOnly(names));
    }

    /// <summary>The labels of all samples.</summary>
    /// <exception cref="ArgumentException">A label is not a class index.</exception>
    public static int[] ReadLabels(this ISampleSource samples, string parameterName)
    {
        int classes = samples.ClassNames.Count;
        int[] labels = new int[samples.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = samples.GetLabel(i);
            if ((uint)labels[i] >= (uint)classes)
            {
                throw new ArgumentException($"Label {labels[i]} of sample {i} is not a class index: there are {classes} classes.", parameterName);
            }
        }

        return labels;
    }

    /// <summary>The candidates of each sample whose class is not known; null where all are known.</summary>
    /// <returns>[samples], null for a known class.</returns>
    /// <exception cref="ArgumentException">Candidates are no class indices, or their first is not the label.</exception>
    public static int[]?[]? ReadCandidates(this ISampleSource samples, ReadOnlySpan<int> labels, string parameterName)
    {
        if (samples is LabeledImages { CandidateSets.Count: 0 })
        {
            return null;
        }

        int classes = samples.ClassNames.Count;
        int[]?[]? all = null;
        var known = new Dictionary<IReadOnlyList<int>, int[]>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < labels.Length; i++)
        {
            IReadOnlyList<int> candidates = samples.GetCandidates(i);
            if (candidates.Count == 0)
            {
                continue;
            }

            if (!known.TryGetValue(candidates, out int[]? set))
            {
                known.Add(candidates, set = [.. candidates]);
            }

            if (set[0] != labels[i] || set.Any(c => (uint)c >= (uint)classes) || set.Distinct().Count() < set.Length)
            {
                throw new ArgumentException(
                    $"The candidates of sample {i} are to be different indices of the {classes} classes, its label {labels[i]} first.",
                    parameterName);
            }

            (all ??= new int[]?[labels.Length])[i] = set.Length > 1 ? set : null;
        }

        return all;
    }

    /// <summary>How often each label occurs.</summary>
    public static int[] CountByClass(ReadOnlySpan<int> labels, int classes)
    {
        int[] counts = new int[classes];
        foreach (int label in labels)
        {
            counts[label]++;
        }

        return counts;
    }

    /// <summary>Splits every class in two as <see cref="LabeledImages.Split"/> does; images stay images.</summary>
    /// <exception cref="ArgumentException">A label is not a class index.</exception>
    public static (ISampleSource Remaining, ISampleSource Part) Split(this ISampleSource samples, double fraction, int seed)
    {
        if (samples is LabeledImages images)
        {
            return images.Split(fraction, seed);
        }

        int[] labels = samples.ReadLabels(nameof(samples));
        (int[] remaining, int[] part) = StratifiedSplit.Choose(labels, CountByClass(labels, samples.ClassNames.Count), fraction, seed);
        return (samples.Select(remaining), samples.Select(part));
    }

    private static CheckedSamples Select(this ISampleSource samples, int[] indices) =>
        new(samples, indices.Length, samples.Shape, samples.ClassNames, indices);

    /// <summary>A source, or chosen samples of it, whose number, shape and names stay as they are.</summary>
    private sealed class CheckedSamples(
        ISampleSource samples, int count, TensorShape shape, IReadOnlyList<string> classNames, int[]? indices = null) : ISampleSource
    {
        public int Count => count;

        public TensorShape Shape => shape;

        public IReadOnlyList<string> ClassNames => classNames;

        public int GetLabel(int index) => samples.GetLabel(indices?[index] ?? index);

        public IReadOnlyList<int> GetCandidates(int index) => samples.GetCandidates(indices?[index] ?? index);

        public void CopyTo(int index, Span<float> destination) => samples.CopyTo(indices?[index] ?? index, destination);
    }
}
