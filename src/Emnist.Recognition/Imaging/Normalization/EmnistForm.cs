using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// The last steps of EMNIST's recipe (arXiv 1702.05373, figure 1): centred with a border, bicubic to 28 x 28, soft,
/// grey values 0 to 255.
/// </summary>
internal static class EmnistForm
{
    /// <summary>The side of the square.</summary>
    public const int Size = 28;

    /// <summary>
    /// The longer side of a character, between the places where coverage is one half: EMNIST has 22 to 23, which with
    /// the soft edges fill 24 to 26 and leave a border of 1 or 2.
    /// </summary>
    private const double LongSide = 22.6;

    /// <summary>
    /// The standard deviation of the blur that a sharp edge gets, in pixels of the result. EMNIST's edges have 0.6, but
    /// pens on paper draw thinner strokes, 2.5 pixels in the median after such a blur; with this they have 2.9, and
    /// EMNIST's 3.0.
    /// </summary>
    private const double EdgeSigma = 0.9;

    /// <summary>The softness that a picture's own pixels bring along, in its pixels.</summary>
    private const double PixelSigma = 0.5;

    /// <summary>Of the pixels with ink, this part is full ink or nearly.</summary>
    private const float FullPart = 0.17f;

    private const float NearlyFull = 250;

    /// <summary>Draws a character.</summary>
    /// <param name="ink">Coverage, 0 to 1; nothing but the character.</param>
    /// <param name="box">The box around the ink.</param>
    /// <param name="destination">28 x 28 values, all of them written, 255 for full ink.</param>
    public static void Draw(Plane ink, PixelBox box, Span<byte> destination) =>
        Draw(ink, box, LongSide, EdgeSigma, FullPart, destination);

    /// <summary>Draws a character, the box around it in the middle.</summary>
    /// <param name="ink">Coverage, 0 to 1; nothing but the character.</param>
    /// <param name="box">The box around the ink.</param>
    /// <param name="longSide">What the box's longer side becomes, in pixels.</param>
    /// <param name="edgeSigma">The standard deviation of the blur that a sharp edge gets, in pixels of the result.</param>
    /// <param name="fullPart">The part of the pixels with ink that becomes full ink or nearly.</param>
    /// <param name="destination">28 x 28 values, all of them written, 255 for full ink.</param>
    public static void Draw(Plane ink, PixelBox box, double longSide, double edgeSigma, float fullPart, Span<byte> destination)
    {
        double scale = longSide / box.LongSide;
        using Plane square = BicubicResampling.ToSquare(ink, scale, (box.Left + box.Right) / 2.0, (box.Top + box.Bottom) / 2.0, Size);
        GaussianBlur.Apply(square, Math.Sqrt(Math.Max(0, (edgeSigma * edgeSigma) - (scale * scale * PixelSigma * PixelSigma))));
        Quantize(square, fullPart, destination);
    }

    /// <summary>Brings the strokes' ridges, which blur has lowered, back to full ink.</summary>
    private static void Quantize(Plane square, float fullPart, Span<byte> destination)
    {
        Span<float> ink = stackalloc float[Size * Size];
        ink = ink[..Sweep.CopyAbove(square.Values, 0.5f / 255, ink)];
        if (ink.IsEmpty)
        {
            destination.Clear();
            return;
        }

        float gain = NearlyFull / Histogram.Percentile(ink, 1 - fullPart);
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = (byte)Math.Clamp((square.Values[i] * gain) + 0.5f, 0, 255);
        }
    }
}
