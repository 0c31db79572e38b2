using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// Samples to train on or to evaluate with, each with its class: <see cref="LabeledImages"/>, or what holds numbers of
/// another kind, such as the rows of a table or images in colour.
/// </summary>
/// <remarks>
/// Samples are read by several threads at once, again in each epoch and in any order: every member must give the same each
/// time, from any thread, for as long as a training or an evaluation runs. <see cref="Count"/>, <see cref="Shape"/> and
/// <see cref="ClassNames"/> are asked for once, when it begins. What a member throws comes out of it as it is.
/// </remarks>
/// <example>
/// Rows of numbers, for a network that takes <c>TensorShape.Vector(4)</c>:
/// <code>
/// sealed class Rows(float[][] values, int[] labels, string[] classNames) : ISampleSource
/// {
///     public int Count => values.Length;
///     public TensorShape Shape => TensorShape.Vector(4);
///     public IReadOnlyList&lt;string> ClassNames => classNames;
///     public int GetLabel(int index) => labels[index];
///     public void CopyTo(int index, Span&lt;float> destination) => values[index].CopyTo(destination);
/// }
/// </code>
/// </example>
public interface ISampleSource
{
    /// <summary>The number of samples; 0 is allowed.</summary>
    int Count { get; }

    /// <summary>The shape of one sample.</summary>
    TensorShape Shape { get; }

    /// <summary>
    /// The name of each class, in the order of the class indices: 1 to 4,096 of them. A class may have no sample.
    /// </summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>The class of a sample.</summary>
    /// <param name="index">The sample, 0 to <c>Count - 1</c>.</param>
    /// <returns>Its class index, 0 to <c>ClassNames.Count - 1</c>.</returns>
    int GetLabel(int index);

    /// <summary>
    /// The classes that a sample may be of, where no more than that is known of it: partial labels (T. Cour, B. Sapp and B. Taskar,
    /// "Learning from partial labels", JMLR 12, 2011). A training then raises the sum of their probabilities, and a measurement
    /// takes the sample for the most probable one of them.
    /// </summary>
    /// <param name="index">The sample, 0 to <c>Count - 1</c>.</param>
    /// <returns>Two or more different class indices, <see cref="GetLabel"/>'s first; none, unless overridden: the class is known.</returns>
    IReadOnlyList<int> GetCandidates(int index) => [];

    /// <summary>Writes the values of a sample as the network takes them: finite numbers, best of a size about 1.</summary>
    /// <param name="index">The sample, 0 to <c>Count - 1</c>.</param>
    /// <param name="destination"><c>Shape.Length</c> values, all to be written, in the order of <see cref="TensorShape"/>.</param>
    void CopyTo(int index, Span<float> destination);
}
