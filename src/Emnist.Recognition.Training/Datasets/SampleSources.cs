using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>What a training does with the labels of any source.</summary>
internal static class SampleSources
{
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
        return (new Selection(samples, remaining), new Selection(samples, part));
    }

    /// <summary>Chosen samples of a source.</summary>
    private sealed class Selection(ISampleSource samples, int[] indices) : ISampleSource
    {
        public int Count => indices.Length;

        public TensorShape Shape => samples.Shape;

        public IReadOnlyList<string> ClassNames => samples.ClassNames;

        public int GetLabel(int index) => samples.GetLabel(indices[index]);

        public void CopyTo(int index, Span<float> destination) => samples.CopyTo(indices[index], destination);
    }
}
