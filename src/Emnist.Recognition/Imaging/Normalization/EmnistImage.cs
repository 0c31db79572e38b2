using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Recognises images that are EMNIST's own, or were made the same way: they need no normalisation, which could only
/// blur what the network reads in them. The numbers hold for all but one in a hundred of EMNIST's images, and for none
/// of MNIST's.
/// </summary>
internal static class EmnistImage
{
    /// <summary>Grey values up to this are ground.</summary>
    private const byte Ground = 8;

    /// <summary>Grey values from this on are full ink.</summary>
    private const byte FullInk = 250;

    /// <summary>
    /// The longer side of the box around the ink; MNIST's is 20. The longest leaves a border of a pixel at least.
    /// </summary>
    private const int MinLongSide = 21;
    private const int MaxLongSide = 26;

    /// <summary>The part of the ink that is neither ground nor full: edges are soft.</summary>
    private const double MinSoftPart = 0.3;

    /// <summary>Strokes of drawings that are thinner, in pixels, want the normaliser's blur.</summary>
    private const double MinStroke = 1.7;

    /// <summary>
    /// What an image shows that is 28 x 28, light ink on black, centred, with soft edges and a border; null for others.
    /// </summary>
    public static PredictionStatus? StatusOf(GrayImage image) =>
        image.Width == EmnistForm.Size && image.Height == EmnistForm.Size && IsSoftAndCentred(image.Pixels)
            ? StatusOf(image, MinStroke, MaxLongSide)
            : null;

    /// <summary>What an image of the right form shows; null where its strokes are too thin for one.</summary>
    public static PredictionStatus? StatusOf(GrayImage image, double minStroke, int longSide)
    {
        using Plane ink = Plane.Rent(image.Width, image.Height);
        for (int i = 0; i < ink.Values.Length; i++)
        {
            ink.Values[i] = image.Pixels[i] / 255f;
        }

        return StrokeWidth.Estimate(ink) >= minStroke ? InkShape.StatusOf(ink, longSide, InkMap.Label(ink).Pieces.Count) : null;
    }

    /// <summary>The box around the ink of an image of 28 x 28 whose edges are soft; null for others, and where no ink is full.</summary>
    public static PixelBox? BoxOfSoftInk(ReadOnlySpan<byte> pixels)
    {
        PixelBox box = PixelBox.Empty;
        (int ink, int full) = (0, 0);
        for (int i = 0; i < pixels.Length; i++)
        {
            if (pixels[i] > Ground)
            {
                box = box.Include(i % EmnistForm.Size, i / EmnistForm.Size);
                ink++;
                full += pixels[i] >= FullInk ? 1 : 0;
            }
        }

        return full > 0 && ink - full >= MinSoftPart * ink ? box : null;
    }

    private static bool IsSoftAndCentred(ReadOnlySpan<byte> pixels) =>
        BoxOfSoftInk(pixels) is { LongSide: >= MinLongSide and <= MaxLongSide } box
        && Math.Abs(box.Left + box.Right - EmnistForm.Size) <= 1
        && Math.Abs(box.Top + box.Bottom - EmnistForm.Size) <= 1;
}
