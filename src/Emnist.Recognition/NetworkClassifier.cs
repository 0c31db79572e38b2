using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks.Inference;

namespace Emnist.Recognition;

/// <summary>The library's own engine as a classifier.</summary>
/// <param name="plan">The network, which gives probabilities.</param>
/// <param name="classNames">The names of its classes.</param>
/// <param name="form">The form of its images; null where nobody tells it.</param>
internal sealed class NetworkClassifier(InferencePlan plan, IReadOnlyList<string> classNames, InputForm? form) : ICharacterClassifier
{
    public IReadOnlyList<string> ClassNames => classNames;

    public InputForm? InputForm => form;

    public void Classify(ReadOnlySpan<float> images, Span<float> probabilities, int count) => plan.Predict(images, probabilities, count);

    /// <summary>As <see cref="Classify"/>, for images of bytes that are taken as 0 to 1: without floats of them in between.</summary>
    public void ClassifyBytes(ReadOnlySpan<byte> images, Span<float> probabilities, int count) =>
        plan.PredictBytes(images, probabilities, count);
}
