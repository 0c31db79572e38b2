using System.Buffers;
using System.Globalization;
using System.Numerics.Tensors;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition;

/// <summary>
/// A classifier that takes images as the normaliser draws them, whatever form it wants. Safe to share between threads.
/// </summary>
/// <param name="classifier">The classifier.</param>
/// <param name="form">The form of its images, a copy that nobody changes.</param>
/// <param name="classes">The number of its classes.</param>
internal sealed class CharacterNetwork(ICharacterClassifier classifier, InputForm form, int classes)
{
    /// <summary>Images that are brought to the form at a time.</summary>
    private const int ChunkSize = 64;

    /// <summary>How far probabilities may be from summing to 1: as those of half precision are.</summary>
    private const float SumTolerance = 0.01f;

    private const int Length = CharacterNormalizer.Size * CharacterNormalizer.Size;

    /// <summary>The library's own engine, which needs no watching; null for another.</summary>
    private readonly NetworkClassifier? _own = classifier as NetworkClassifier;

    /// <summary>How characters are to be framed.</summary>
    public CharacterFraming Framing => form.Framing;

    /// <summary>The probability of each class for each image.</summary>
    /// <param name="images">[count, 28, 28], 0 for the ground to 255 for ink, upright.</param>
    /// <param name="probabilities">[count, classes], written.</param>
    /// <param name="count">The images.</param>
    /// <exception cref="InvalidOperationException">Another classifier than the library's own gave no probabilities.</exception>
    public void Predict(ReadOnlySpan<byte> images, Span<float> probabilities, int count)
    {
        if (_own is not null && form.IsPlain)
        {
            _own.ClassifyBytes(images, probabilities, count);
            return;
        }

        float[] values = ArrayPool<float>.Shared.Rent(Math.Min(count, ChunkSize) * Length);
        for (int start = 0; start < count; start += ChunkSize)
        {
            int size = Math.Min(ChunkSize, count - start);
            Span<float> written = probabilities.Slice(start * classes, size * classes);
            form.Apply(images.Slice(start * Length, size * Length), values);
            classifier.Classify(values.AsSpan(0, size * Length), written, size);
            if (_own is null)
            {
                RequireProbabilities(written);
            }
        }

        ArrayPool<float>.Shared.Return(values);
    }

    /// <summary>Whoever wrote logits, or nothing, would have them told as confidence.</summary>
    private void RequireProbabilities(ReadOnlySpan<float> written)
    {
        for (; !written.IsEmpty; written = written[classes..])
        {
            ReadOnlySpan<float> row = written[..classes];
            float sum = TensorPrimitives.Sum(row);
            if (!(MathF.Abs(sum - 1) <= SumTolerance && TensorPrimitives.Min(row) >= 0))
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{classifier.GetType()} gave no probabilities for an image: {TensorPrimitives.Min(row)} to "
                    + $"{TensorPrimitives.Max(row)}, which sum to {sum}. They are to be 0 to 1 and sum to 1, as a softmax makes them."));
            }
        }
    }
}
