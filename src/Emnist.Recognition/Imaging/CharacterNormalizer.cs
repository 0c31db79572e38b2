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
/// For networks that were trained on MNIST, <see cref="CharacterFraming.Mnist"/> draws the character as MNIST does, and all else is
/// the same.
/// docs/normalisation.md in the repository shows the stages.
/// </para>
/// <para>All members are safe to call from several threads at once.</para>
/// </remarks>
public static class CharacterNormalizer
{
    /// <summary>The side of a normalised picture in pixels.</summary>
    public const int Size = EmnistForm.Size;

    /// <summary>
    /// The version of the procedure, raised whenever the image that is made of a character changes, which a network trained on the
    /// ones before would notice; what is taken for the character and what for its ground may get better without it. A model file
    /// can say which one it was made for (<c>OnnxModel.NormalizerVersion</c>); recognizers take models of any.
    /// </summary>
    public static int Version => 3;

    /// <summary>Larger pictures are worked on at a whole fraction of their size.</summary>
    internal const int WorkingSide = 1024;

    /// <summary>Normalises a picture.</summary>
    /// <param name="image">A picture of one character, of any size.</param>
    /// <param name="destination">
    /// <c>[28, 28]</c>, row by row: 784 values, 0 for background to 255 for ink. Nothing is written of a blank picture.
    /// </param>
    /// <returns>
    /// <see cref="PredictionStatus.Recognized"/> where there is a character for a network to name;
    /// <see cref="PredictionStatus.Blank"/> where nothing stands out from the ground but lines of paper, the walls of an empty form
    /// field, level bars, a crease, a staple, a punched hole, the edge of a shadow or a soft one of any outline, or specks: pieces of less
    /// than 5 pixels wide and high, or of less than 0.0125 of the picture's longer side, round dots of less than 0.05 of it, or three and
    /// more of less than 0.035 that are far from each other and stand in no row;
    /// <see cref="PredictionStatus.NotACharacter"/> where something is not made of strokes.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> does not have 784 elements.</exception>
    /// <example>
    /// <code>
    /// byte[] normalized = new byte[CharacterNormalizer.Size * CharacterNormalizer.Size];
    /// PredictionStatus status = CharacterNormalizer.Normalize(ImageDecoder.Decode("letter.png"), normalized);
    /// </code>
    /// </example>
    public static PredictionStatus Normalize(GrayImage image, Span<byte> destination) =>
        Normalize(image, CharacterFraming.Emnist, destination);

    /// <summary>Normalises a picture for a network that was trained on images of another framing than EMNIST's.</summary>
    /// <param name="image">A picture of one character, of any size.</param>
    /// <param name="framing">How large the character becomes, and where it stands; all else is the same.</param>
    /// <param name="destination">
    /// <c>[28, 28]</c>, row by row: 784 values, 0 for background to 255 for ink. Nothing is written of a blank picture.
    /// </param>
    /// <returns>As <see cref="Normalize(GrayImage, Span{byte})"/>, whatever the framing but for images that have it already.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// There is no such framing, or <paramref name="destination"/> does not have 784 elements.
    /// </exception>
    public static PredictionStatus Normalize(GrayImage image, CharacterFraming framing, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(image);
        ThrowIfUnknown(framing);
        if (destination.Length != Size * Size)
        {
            throw new ArgumentException(
                $"A normalised picture has {Size * Size} values; the destination has {destination.Length}.",
                nameof(destination));
        }

        return Normalize(image, framing, destination, null);
    }

    /// <summary>
    /// Normalises a picture and keeps what each stage makes of it, to see why a picture comes out as it does. It takes the
    /// memory of all of them: a picture's of up to 1,024 x 1,024 each.
    /// </summary>
    /// <param name="image">A picture of one character, of any size.</param>
    /// <returns>
    /// <para>
    /// The stages in their order: <c>picture</c>, which is worked on at a whole fraction of its size where a side is above 1,024
    /// pixels; <c>contrast</c>, how far it stands out from its ground, in grey levels, ink light; <c>coverage</c>, the part of
    /// each pixel that ink covers, 255 for all of it, lines of paper and forms erased; <c>character</c>, the pieces of
    /// that which are taken for the character, in their place; <c>normalized</c>, what <see cref="Normalize(GrayImage, Span{byte})"/> writes.
    /// </para>
    /// <para>
    /// Of a sheet of paper on a desk, they are of the sheet alone, the rest empty. Of a blank picture there are those to
    /// which it came. A picture that has EMNIST's form already has the first and the last.
    /// </para>
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is null.</exception>
    /// <example>
    /// <code>
    /// foreach (NormalizationStage stage in CharacterNormalizer.Trace(ImageDecoder.Decode("letter.png")))
    /// {
    ///     stage.Image.SavePng($"letter-{stage.Name}.png");
    /// }
    /// </code>
    /// </example>
    public static IReadOnlyList<NormalizationStage> Trace(GrayImage image) => Trace(image, CharacterFraming.Emnist);

    /// <summary>Likewise for another framing, which the last stage has.</summary>
    /// <param name="image">A picture of one character, of any size.</param>
    /// <param name="framing">How large the character becomes, and where it stands.</param>
    /// <returns>The stages, as <see cref="Trace(GrayImage)"/> has them.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such framing.</exception>
    public static IReadOnlyList<NormalizationStage> Trace(GrayImage image, CharacterFraming framing)
    {
        ArgumentNullException.ThrowIfNull(image);
        ThrowIfUnknown(framing);
        List<NormalizationStage> stages = [];
        Normalize(image, framing, stackalloc byte[Size * Size], stages);
        return stages.AsReadOnly();
    }

    /// <param name="image">The picture.</param>
    /// <param name="framing">How the character is framed.</param>
    /// <param name="destination">28 x 28 values.</param>
    /// <param name="stages">Where the stages are put; null where nobody looks at them.</param>
    private static PredictionStatus Normalize(
        GrayImage image, CharacterFraming framing, Span<byte> destination, List<NormalizationStage>? stages)
    {
        if (CharacterDrawing.StatusOf(image, framing) is { } formed)
        {
            stages?.Add(new NormalizationStage("picture", image));
            stages?.Add(new NormalizationStage("normalized", image));
            image.Pixels.CopyTo(destination);
            return formed;
        }

        using Plane picture = BoxReduction.ToLongSide(image, WorkingSide);
        stages?.Add(Stage("picture", picture, 1));
        PixelBox? place = DeskSheet.Find(picture);
        using Plane? sheet = place is { } found ? picture.Crop(found) : null;
        Span<byte> drawn = stackalloc byte[Size * Size];
        drawn.Clear();
        PredictionStatus status = Normalize(sheet ?? picture, framing, drawn, stages);
        if (stages is not null && place is { } part)
        {
            PutInPlace(stages, part);
        }

        // Of a shape as wide as that little or nothing may be left when the ground is gone.
        bool isBlank = status == PredictionStatus.Blank;
        if ((sheet is null || isBlank) && FilledShape.StatusOf(picture, isBlank) is { } shape && !ShadowEdge.IsAll(picture))
        {
            status = shape;
        }

        if (status != PredictionStatus.Blank)
        {
            drawn.CopyTo(destination);
        }
        else
        {
            stages?.RemoveAll(static stage => stage.Name is "character" or "normalized");
        }

        return status;
    }

    private static PredictionStatus Normalize(
        Plane picture, CharacterFraming framing, Span<byte> destination, List<NormalizationStage>? stages)
    {
        (Plane contrast, float threshold, bool isLocal) = GroundRemoval.Contrast(picture);
        using Plane disposed = contrast;
        int stagesBefore = stages?.Count ?? 0;
        PredictionStatus status =
            Normalize(picture, contrast, threshold, framing, destination, stages, isBesideShadow: false, out bool hasShadows);
        if (status != PredictionStatus.Blank || !hasShadows || isLocal || ShadowEdge.IsAll(picture))
        {
            return status;
        }

        // Of a shadow's edge the surface leaves so much that what is written on it is lost.
        stages?.RemoveRange(stagesBefore, stages.Count - stagesBefore);
        (Plane local, float localThreshold) = GroundRemoval.LocalContrast(picture);
        using Plane alsoDisposed = local;
        return Normalize(picture, local, localThreshold, framing, destination, stages, isBesideShadow: true, out _);
    }

    /// <summary>Normalises a picture whose ground is gone.</summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="contrast">How far each stands out from its ground.</param>
    /// <param name="threshold">Otsu's threshold of that.</param>
    /// <param name="framing">How the character is framed.</param>
    /// <param name="destination">28 x 28 values.</param>
    /// <param name="stages">Where the stages are put; null where nobody looks at them.</param>
    /// <param name="isBesideShadow">
    /// Whether a shadow's edge was found before: what reaches the picture's edge, or is no character, is more of that.
    /// </param>
    /// <param name="hasShadows">Whether something was dropped as what a shadow leaves.</param>
    private static PredictionStatus Normalize(
        Plane picture,
        Plane contrast,
        float threshold,
        CharacterFraming framing,
        Span<byte> destination,
        List<NormalizationStage>? stages,
        bool isBesideShadow,
        out bool hasShadows)
    {
        hasShadows = false;
        stages?.Add(Stage("contrast", contrast, 1));
        if (InkContrast.Measure(contrast, threshold) is not { } withLines)
        {
            return PredictionStatus.Blank;
        }

        using Plane rest = RuledLines.Erase(withLines, out PaperLines lines, out InkContrast? left);
        if (left is not { } withoutLines)
        {
            return PredictionStatus.Blank;
        }

        if (FormErasure.Label(picture, withLines, withoutLines, lines) is not { } labelled)
        {
            return PredictionStatus.Blank;
        }

        using InkMap map = labelled.Map;
        hasShadows = labelled.HasShadows;
        stages?.Add(Stage("coverage", map.Coverage, 255));
        bool[] kept = new bool[map.Pieces.Count + 1];
        PixelBox box = CharacterPieces.Choose(map, labelled.Pieces, kept);
        bool isRest = isBesideShadow && box.Touches(picture.Width, picture.Height);
        if (isRest || Specks.AreAll(map, kept) || EmptyField.IsAll(withLines, map, kept, box) || LoneLine.IsAll(withLines, map, kept, box)
            || ShadowEdge.IsAll(picture))
        {
            return PredictionStatus.Blank;
        }

        (Plane ink, PixelBox place) = map.Extract(kept, box);
        using Plane character = ink;
        PredictionStatus status = InkShape.StatusOf(ink, box.LongSide, kept.Count(k => k));
        if (isBesideShadow && status != PredictionStatus.Recognized)
        {
            return PredictionStatus.Blank;
        }

        stages?.Add(Stage("character", InPlace(ink, place, box, picture), 255));
        CharacterDrawing.Draw(ink, place, framing, destination);
        stages?.Add(new NormalizationStage("normalized", new GrayImage(Size, destination)));
        return status == PredictionStatus.Recognized && CharacterRow.Is(map, kept) ? PredictionStatus.SeveralCharacters : status;
    }

    /// <summary>The part of the picture that the ink was taken from, the rest of it empty.</summary>
    /// <param name="ink">A part of the picture.</param>
    /// <param name="place">A box in the part.</param>
    /// <param name="box">The same box in the picture.</param>
    /// <param name="picture">The picture, for its size.</param>
    private static Plane InPlace(Plane ink, PixelBox place, PixelBox box, Plane picture)
    {
        Plane whole = new(picture.Width, picture.Height);
        for (int y = 0; y < ink.Height; y++)
        {
            ink.Row(y).CopyTo(whole.Row(y + box.Top - place.Top)[(box.Left - place.Left)..]);
        }

        return whole;
    }

    /// <summary>Puts the stages of a part of a picture where the part is, the rest empty.</summary>
    /// <param name="stages">The picture, and what was made of the part.</param>
    /// <param name="part">Where it is.</param>
    private static void PutInPlace(List<NormalizationStage> stages, PixelBox part)
    {
        (int width, int height) = (stages[0].Image.Width, stages[0].Image.Height);
        for (int i = 1; i < stages.Count; i++)
        {
            if (stages[i].Name == "normalized")
            {
                continue;
            }

            byte[] pixels = new byte[width * height];
            for (int y = 0; y < part.Height; y++)
            {
                stages[i].Image.Pixels.Slice(y * part.Width, part.Width).CopyTo(pixels.AsSpan(((part.Top + y) * width) + part.Left));
            }

            stages[i] = new NormalizationStage(stages[i].Name, GrayImage.Own(width, height, pixels));
        }
    }

    private static void ThrowIfUnknown(CharacterFraming framing)
    {
        if (framing is not (CharacterFraming.Emnist or CharacterFraming.Mnist))
        {
            throw new ArgumentOutOfRangeException(nameof(framing), framing, "There is no such framing.");
        }
    }

    private static NormalizationStage Stage(string name, Plane plane, float white)
    {
        byte[] pixels = new byte[plane.Values.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)Math.Clamp((plane.Values[i] * white) + 0.5f, 0, 255);
        }

        return new NormalizationStage(name, GrayImage.Own(plane.Width, plane.Height, pixels));
    }
}
