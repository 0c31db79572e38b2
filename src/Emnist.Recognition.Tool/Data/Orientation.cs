using System.Globalization;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tool.Evaluation;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Data;

/// <summary>
/// Tells whether images stand or lie on their side, rows and columns exchanged, by what the embedded model reads in either
/// position.
/// </summary>
internal static class Orientation
{
    private const int MaxSample = 400;

    // 30 against 6 by chance alone: 1 in 30,000.
    private const int MinEvidence = 30;
    private const int MinRatio = 5;

    /// <summary>What speaks for turning the images over; null where nothing does, or there are too few to tell.</summary>
    /// <param name="images">The images, as they are taken to stand.</param>
    public static string? DoubtOf(LabeledImages images)
    {
        var groups = new CharacterGroups(CaseFolding.All, lookAlikes: false);
        bool fits = images is { Width: CharacterNormalizer.Size, Height: CharacterNormalizer.Size };
        if (!fits || CharactersOf(images) is not { } characters)
        {
            return null;
        }

        var reader = new CharacterReader(new CharacterRecognizer(), characters);
        int count = Math.Min(images.Count, MaxSample);
        (int asTheyAre, int turned, int onlyAsTheyAre, int onlyTurned) = (0, 0, 0, 0);
        for (int i = 0; i < count; i++)
        {
            int index = (int)((long)i * images.Count / count);
            LabeledImages image = images.Slice(index, 1);
            string label = groups.NameOf(images.ClassNames[image.Labels.Span[0]]);
            bool first = Reads(image.Pixels.Span);
            bool second = Reads(Turn(image.Pixels.Span));
            asTheyAre += first ? 1 : 0;
            turned += second ? 1 : 0;
            onlyAsTheyAre += first && !second ? 1 : 0;
            onlyTurned += second && !first ? 1 : 0;

            bool Reads(ReadOnlySpan<byte> pixels) => reader.Read(pixels) is [var best, ..] && groups.NameOf(best.Character) == label;
        }

        return onlyTurned >= MinEvidence && onlyTurned >= MinRatio * onlyAsTheyAre
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"of {count} of them the embedded model reads {turned} right if they are turned over, and {asTheyAre} as they are taken")
            : null;
    }

    /// <summary>The characters of the labels, in both cases; null where the embedded model knows none of them.</summary>
    private static CharacterSet? CharactersOf(LabeledImages images)
    {
        string letters = string.Concat(images.ClassNames.Where(static name => name is [var c] && char.IsAsciiLetterOrDigit(c)));
        return letters.Length == 0
            ? null
            : new CharacterSet(string.Concat((letters.ToLowerInvariant() + letters.ToUpperInvariant()).Distinct()));
    }

    private static byte[] Turn(ReadOnlySpan<byte> image)
    {
        byte[] turned = new byte[image.Length];
        for (int i = 0; i < turned.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, CharacterNormalizer.Size);
            turned[i] = image[(column * CharacterNormalizer.Size) + row];
        }

        return turned;
    }
}
