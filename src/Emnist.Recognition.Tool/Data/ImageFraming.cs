using Emnist.Recognition.Imaging;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Data;

/// <summary>Tells how images of a file are framed: those that have a framing come out of its normalisation as they are.</summary>
internal static class ImageFraming
{
    private const int MaxSample = 60;

    /// <summary>Of EMNIST's and of MNIST's images, two in a hundred are not told by themselves.</summary>
    private const double MinShare = 0.8;

    /// <summary>The framing; null where the images have neither.</summary>
    public static CharacterFraming? Find(LabeledImages images)
    {
        if (images is not { Width: CharacterNormalizer.Size, Height: CharacterNormalizer.Size, Count: > 0 })
        {
            return null;
        }

        int count = Math.Min(images.Count, MaxSample);
        foreach (CharacterFraming framing in Enum.GetValues<CharacterFraming>())
        {
            int same = Enumerable.Range(0, count).Count(i => HasFraming(images.GetImage((int)((long)i * images.Count / count)), framing));
            if (same >= MinShare * count)
            {
                return framing;
            }
        }

        return null;
    }

    private static bool HasFraming(ReadOnlySpan<byte> image, CharacterFraming framing)
    {
        Span<byte> normalized = stackalloc byte[image.Length];
        return CharacterNormalizer.Normalize(new GrayImage(CharacterNormalizer.Size, image), framing, normalized) != PredictionStatus.Blank
            && image.SequenceEqual(normalized);
    }
}
