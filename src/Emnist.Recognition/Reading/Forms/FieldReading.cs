using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>Names what stands in a form's boxes.</summary>
internal static class FieldReading
{
    private const int ImageLength = CharacterNormalizer.Size * CharacterNormalizer.Size;

    /// <summary>Recognizes the contents of boxes in one batch.</summary>
    /// <returns>A prediction for each, in their order.</returns>
    public static CharacterPrediction[] Read(
        CharacterNetwork network,
        CharacterClasses classes,
        IReadOnlyList<FieldContent> contents,
        CharacterSet? characters,
        CancellationToken cancellationToken)
    {
        FieldContent[] named = [.. contents.Where(static content => content.Status == PredictionStatus.Recognized)];
        byte[] images = new byte[named.Length * ImageLength];
        for (int i = 0; i < named.Length; i++)
        {
            named[i].Image.CopyTo(images.AsSpan(i * ImageLength));
        }

        cancellationToken.ThrowIfCancellationRequested();
        float[] probabilities = new float[named.Length * classes.Names.Count];
        network.Predict(images, probabilities, named.Length);
        int next = 0;
        return
        [
            .. contents.Select(content => content.Status == PredictionStatus.Recognized
                ? classes.Answer(probabilities.AsSpan(next++ * classes.Names.Count, classes.Names.Count), content.Image, characters)
                : CharacterPrediction.Unnamed(content.Status, content.Image)),
        ];
    }
}
