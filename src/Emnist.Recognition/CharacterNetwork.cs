using System.Buffers;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks.Inference;

namespace Emnist.Recognition;

/// <summary>
/// A network that takes images as the normaliser draws them, whatever form it was trained on. Safe to share between threads.
/// </summary>
/// <param name="plan">The network, which gives probabilities.</param>
/// <param name="form">The form of its images, a copy that nobody changes.</param>
internal sealed class CharacterNetwork(InferencePlan plan, InputForm form)
{
    /// <summary>Images that are brought to the form at a time.</summary>
    private const int ChunkSize = 64;

    /// <summary>How characters are to be framed.</summary>
    public CharacterFraming Framing => form.Framing;

    /// <summary>The probability of each class for each image.</summary>
    /// <param name="images">[count, 28, 28], 0 for the ground to 255 for ink, upright.</param>
    /// <param name="probabilities">[count, classes], written.</param>
    /// <param name="count">The images.</param>
    public void Predict(ReadOnlySpan<byte> images, Span<float> probabilities, int count)
    {
        if (form.IsPlain)
        {
            plan.PredictBytes(images, probabilities, count);
            return;
        }

        (int length, int classes) = (plan.InputShape.Length, plan.OutputShape.Length);
        float[] values = ArrayPool<float>.Shared.Rent(Math.Min(count, ChunkSize) * length);
        for (int start = 0; start < count; start += ChunkSize)
        {
            int size = Math.Min(ChunkSize, count - start);
            form.Apply(images.Slice(start * length, size * length), values);
            plan.Predict(values.AsSpan(0, size * length), probabilities[(start * classes)..], size);
        }

        ArrayPool<float>.Shared.Return(values);
    }
}
