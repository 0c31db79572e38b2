using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging;

/// <summary>
/// Brings a picture of one handwritten character to the form of EMNIST's images: 28 x 28, white ink (255) on black (0),
/// upright, centred, the longer side filling the square but for a border of about 2 pixels.
/// </summary>
/// <remarks>
/// <para>
/// The ink may be darker or lighter than its ground, and the ground uneven: lit from a side, half in shadow, ruled or
/// squared, a sheet on a desk. The ground is taken out, and lines that run across the picture; frames, underlines, specks
/// and what reaches in from outside are dropped. The last steps are those of EMNIST (arXiv 1702.05373, figure 1), with more
/// blur, so that the strokes of pens become as wide as EMNIST's. An image that has EMNIST's form already comes out as it is.
/// docs/normalisation.md in the repository shows the stages.
/// </para>
/// <para>All members are safe to call from several threads at once.</para>
/// </remarks>
public static class CharacterNormalizer
{
    /// <summary>The side of a normalised picture in pixels.</summary>
    public const int Size = EmnistForm.Size;

    /// <summary>
    /// The version of the procedure, raised whenever the same picture may come out differently. A model file can say
    /// which one it was made for (<c>OnnxModel.NormalizerVersion</c>); recognizers take models of any.
    /// </summary>
    public static int Version => 3;

    /// <summary>Larger pictures are worked on at a whole fraction of their size.</summary>
    private const int WorkingSide = 1024;

    /// <summary>Ink that is smaller than this in both directions, in pixels, is no character.</summary>
    private const int MinInkSide = 5;

    /// <summary>Normalises a picture.</summary>
    /// <param name="image">A picture of one character, of any size.</param>
    /// <param name="destination">
    /// <c>[28, 28]</c>, row by row: 784 values, all of them written on success, none otherwise.
    /// </param>
    /// <returns>
    /// <see langword="true"/> on success; <see langword="false"/> where there is no character to see: nothing stands
    /// out from the ground, or what does falls into pieces of less than 5 pixels wide and high. Whether what there is
    /// looks like a character is not asked: <c>CharacterRecognizer</c> does.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> does not have 784 elements.</exception>
    public static bool TryNormalize(GrayImage image, Span<byte> destination)
    {
        if (destination.Length != Size * Size)
        {
            throw new ArgumentException(
                $"A normalised picture has {Size * Size} values; the destination has {destination.Length}.",
                nameof(destination));
        }

        return Normalize(image, destination) != InkKind.None;
    }

    /// <summary>Normalises a picture and tells what it may be; nothing is written where there is no ink.</summary>
    internal static InkKind Normalize(GrayImage image, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (EmnistImage.KindOf(image) is { } kind)
        {
            image.Pixels.CopyTo(destination);
            return kind;
        }

        Plane picture = BoxReduction.ToLongSide(image, WorkingSide);
        if (InkContrast.Measure(GroundRemoval.Contrast(picture)) is not { } withLines
            || withLines.AfterErasing(RuledLines.Erase(withLines.Contrast, withLines.FullInk)) is not { } contrast)
        {
            return InkKind.None;
        }

        InkMap map = InkMap.LabelWithHysteresis(contrast.ToCoverage());
        bool[] kept = new bool[map.Pieces.Count + 1];
        PixelBox box = CharacterPieces.Choose(map, kept);
        if (map.Pieces.Count == 0 || LargestSide(map, kept) < MinInkSide)
        {
            return InkKind.None;
        }

        (Plane ink, PixelBox place) = map.Extract(kept, box);
        EmnistForm.Draw(ink, place, destination);
        return InkShape.KindOf(ink, box.LongSide, kept.Count(k => k));
    }

    /// <summary>The longer side of the largest piece that was kept: specks far apart make up no character.</summary>
    private static int LargestSide(InkMap map, bool[] kept) =>
        map.Pieces.Where(piece => kept[piece.Label]).Max(piece => piece.Box.LongSide);
}
