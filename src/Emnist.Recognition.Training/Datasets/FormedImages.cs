using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>Images in the form that a network takes, where that is not 0 to 1 and upright.</summary>
internal sealed class FormedImages(LabeledImages images, InputForm form) : ISampleSource
{
    public int Count => images.Count;

    public TensorShape Shape => images.Shape;

    public IReadOnlyList<string> ClassNames => images.ClassNames;

    /// <summary>The samples as a network takes them: images of 28 x 28 are brought to the form, others know of none.</summary>
    public static ISampleSource Of(ISampleSource samples, InputForm? form) =>
        form is { IsPlain: false } && samples is LabeledImages { Width: CharacterNormalizer.Size, Height: CharacterNormalizer.Size } images
            ? new FormedImages(images, form)
            : samples;

    public int GetLabel(int index) => images.GetLabel(index);

    public IReadOnlyList<int> GetCandidates(int index) => images.GetCandidates(index);

    public void CopyTo(int index, Span<float> destination) => form.Apply(images.GetImage(index), destination);
}
