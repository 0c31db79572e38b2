namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Recognises images that are MNIST's own, or were made the same way, as <see cref="EmnistImage"/> does EMNIST's. The numbers hold
/// for all but two in a hundred of MNIST's training images.
/// </summary>
internal static class MnistImage
{
    /// <summary>
    /// How far the centre of mass is from the middle, in pixels: half a pixel, and what an edge lost to the ground makes.
    /// </summary>
    private const double MaxOffset = 0.6;

    /// <summary>The thinnest strokes in pixels; MNIST's median is 2.4.</summary>
    private const double MinStroke = 1.4;

    /// <summary>
    /// What an image shows that is 28 x 28, light ink on black, with soft edges, in a box of 20 and centred by its mass; null for
    /// others.
    /// </summary>
    public static PredictionStatus? StatusOf(GrayImage image) =>
        image.Width == EmnistForm.Size && image.Height == EmnistForm.Size && IsSoftAndCentred(image.Pixels)
            ? EmnistImage.StatusOf(image, MinStroke, MnistForm.LongSide)
            : null;

    private static bool IsSoftAndCentred(ReadOnlySpan<byte> pixels)
    {
        if (EmnistImage.BoxOfSoftInk(pixels) is not { LongSide: MnistForm.LongSide - 1 or MnistForm.LongSide })
        {
            return false;
        }

        (double x, double y) = MnistForm.CenterOfMass(pixels);
        return Math.Abs(x - MnistForm.Middle) <= MaxOffset && Math.Abs(y - MnistForm.Middle) <= MaxOffset;
    }
}
