using Emnist.Recognition.Imaging;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>Images that have EMNIST's form, which the network takes as they are.</summary>
internal sealed class IdxPictures : IPictureSource
{
    private readonly LabeledImages _images;

    /// <exception cref="ToolException">The images have another size.</exception>
    public IdxPictures(string name, LabeledImages images)
    {
        if (images is not { Width: CharacterNormalizer.Size, Height: CharacterNormalizer.Size })
        {
            throw new ToolException(
                $"{name} has images of {images.Width} x {images.Height}, and the model takes 28 x 28: give their pictures with --folder.");
        }

        Name = name;
        _images = images;
        Labels = [.. images.Labels.ToArray().Select(label => images.ClassNames[label])];
    }

    public string Name { get; }

    public int Count => _images.Count;

    public IReadOnlyList<string> Labels { get; }

    public string? NameOf(int index) => null;

    public PictureReading Read(int index, CharacterReader reader)
    {
        int size = _images.Width * _images.Height;
        ReadOnlyMemory<byte> image = _images.Pixels.Slice(index * size, size);
        return new PictureReading(reader.Read(image.Span), image);
    }
}
