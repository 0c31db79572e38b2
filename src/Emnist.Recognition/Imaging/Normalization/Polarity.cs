using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Whether ink is darker or lighter than its ground. Two rules: by how much there is of either, where the ground is of
/// one brightness, and by the width of strokes, where it is not.
/// </summary>
internal static class Polarity
{
    /// <summary>
    /// Strokes are narrower than what is between them: of dark things and light ones, the ink are those of which more
    /// fits into small squares. These are their sides, as parts of the picture's longer side.
    /// </summary>
    private static readonly double[] StrokeParts = [1.0 / 30, 1.0 / 15, 1.0 / 10];

    /// <summary>The longer side, in pixels, to which a picture is reduced to look at its strokes.</summary>
    private const int ReducedSide = 256;

    /// <summary>Contrast below this, in grey levels, is no stroke.</summary>
    private const float Noise = 20;

    /// <summary>
    /// Whether ink is what is lighter than a threshold: it is less of the picture and less of its edge.
    /// </summary>
    /// <param name="picture">Grey values on a ground of one brightness.</param>
    /// <param name="threshold">The grey value from which a pixel is light.</param>
    public static bool HasLightInk(Plane picture, float threshold)
    {
        int light = Sweep.CountFrom(picture.Values, threshold);
        Span<float> edge = stackalloc float[picture.EdgeLength];
        picture.CopyEdge(edge);
        return ((double)light / picture.Values.Length) + ((double)Sweep.CountFrom(edge, threshold) / edge.Length) < 1;
    }

    /// <summary>
    /// Whether the fine strokes of a picture are lighter than what is around them, whatever its ground.
    /// </summary>
    /// <param name="picture">Grey values.</param>
    public static bool HasLightStrokes(Plane picture)
    {
        using Plane reduced = BoxReduction.ToLongSide(picture, ReducedSide);
        return StandingOut(reduced, true) - StandingOut(reduced, false) > 0;
    }

    private static double StandingOut(Plane picture, bool lightInk)
    {
        double sum = 0;
        using LocalGround ground = new(picture, lightInk);
        foreach (double part in StrokeParts)
        {
            using Plane contrast = ground.Contrast(part);
            sum += Sweep.SumFrom(contrast.Values, Noise) - ((double)Noise * Sweep.CountFrom(contrast.Values, Noise));
        }

        return sum;
    }
}
