using Emnist.Recognition.Networks;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests;

/// <summary>Samples of any shape, for the tests of what is not images.</summary>
internal sealed class FloatSamples(TensorShape shape, float[][] values, int[] labels, IReadOnlyList<string> classNames) : ISampleSource
{
    public int Count => labels.Length;

    public TensorShape Shape => shape;

    public IReadOnlyList<string> ClassNames => classNames;

    /// <summary>The values that a network gets of images.</summary>
    public static FloatSamples From(LabeledImages images)
    {
        float[][] values = new float[images.Count][];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = new float[images.Shape.Length];
            images.CopyTo(i, values[i]);
        }

        return new FloatSamples(images.Shape, values, [.. images.Labels.ToArray().Select(static label => (int)label)], images.ClassNames);
    }

    /// <summary>Vectors with one large value, whose place is the class.</summary>
    public static FloatSamples OneHot(int classes, int count) => new(
        TensorShape.Vector(classes),
        [
            .. Enumerable.Range(0, count)
                .Select(i => Enumerable.Range(0, classes).Select(c => i % classes == c ? 1f : (i + c) % 3 / 64f).ToArray()),
        ],
        [.. Enumerable.Range(0, count).Select(i => i % classes)],
        [.. Enumerable.Range(0, classes).Select(static c => $"class {c}")]);

    public int GetLabel(int index) => labels[index];

    public void CopyTo(int index, Span<float> destination) => values[index].CopyTo(destination);
}
