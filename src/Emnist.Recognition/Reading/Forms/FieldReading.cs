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
        named = [.. named, .. named.Select(static content => content.OnWall).OfType<FieldContent>()];
        byte[] images = new byte[named.Length * ImageLength];
        for (int i = 0; i < named.Length; i++)
        {
            named[i].Image.CopyTo(images.AsSpan(i * ImageLength));
        }

        cancellationToken.ThrowIfCancellationRequested();
        float[] probabilities = new float[named.Length * classes.Names.Count];
        network.Predict(images, probabilities, named.Length);
        var answers = new Dictionary<FieldContent, CharacterPrediction>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < named.Length; i++)
        {
            Span<float> own = probabilities.AsSpan(i * classes.Names.Count, classes.Names.Count);
            answers[named[i]] = classes.Answer(own, named[i].Image, characters);
        }

        return [.. contents.Select(AnswerOf)];

        CharacterPrediction AnswerOf(FieldContent content)
        {
            if (content.Status != PredictionStatus.Recognized)
            {
                return CharacterPrediction.Unnamed(content.Status, content.Image);
            }

            // Whether a stroke goes on under a wall is told by which is the more likely character.
            CharacterPrediction answer = answers[content];
            return content.OnWall is { } other && answers[other].Confidence > answer.Confidence ? answers[other] : answer;
        }
    }
}
