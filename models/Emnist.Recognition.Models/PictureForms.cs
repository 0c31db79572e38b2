using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Models;

/// <summary>Images as a recognizer sees them in pictures: drawn with another pen, dark on light, and normalised.</summary>
internal static class PictureForms
{
    private const ulong Seed = 7;

    /// <summary>Each image drawn as a picture and normalised.</summary>
    public static LabeledImages Redraw(LabeledImages images)
    {
        byte[] pixels = new byte[images.Pixels.Length];
        int length = images.Width * images.Height;
        var redrawn = new RedrawnImage(Imaging.CharacterFraming.Emnist);
        for (int i = 0; i < images.Count; i++)
        {
            var random = new SplitMix64(SplitMix64.At(Seed, (ulong)i));
            redrawn.Redraw(images.GetImage(i), ref random).CopyTo(pixels.AsSpan(i * length));
        }

        return new LabeledImages(images.Size, pixels, images.Codes.ToArray(), images.ClassNames, images.CandidateSets);
    }

    /// <summary>The same images of letters whose forms differ by size alone without their case, as a recognizer's confidence has it.</summary>
    public static LabeledImages WithoutCase(LabeledImages images) => new(
        images.Size, images.Pixels, (byte[])[.. images.Codes.ToArray().Select(CharacterNames.CodeWithoutCase)], images.ClassNames, images.CandidateSets);

    /// <summary>The images as they are, and each drawn as a picture besides.</summary>
    public static LabeledImages WithRedrawn(LabeledImages images)
    {
        LabeledImages redrawn = Redraw(images);
        return new LabeledImages(
            images.Size,
            (byte[])[.. images.Pixels.Span, .. redrawn.Pixels.Span],
            (byte[])[.. images.Codes, .. redrawn.Codes],
            images.ClassNames,
            images.CandidateSets);
    }
}
