using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Takes the ground out of a picture (background subtraction), whichever of ground and ink is the darker: as one
/// brightness where it has one, else as a smooth surface and what that leaves of the light, else as what is around each pixel.
/// </summary>
internal static class GroundRemoval
{
    /// <summary>How far each pixel stands out from its ground, ink positive, in grey levels.</summary>
    /// <param name="picture">Grey values, 0 to 255.</param>
    /// <returns>That, Otsu's threshold of it, and whether it is from what is around each pixel.</returns>
    public static (Plane Contrast, float Threshold, bool IsLocal) Contrast(Plane picture)
    {
        if (BilevelGround.Contrast(picture) is { } plain)
        {
            return (plain, Histogram.Otsu(plain.Values), false);
        }

        // The first surface is one through ground and ink, good enough to tell them apart; the second is the ground's.
        using Plane flat = LightSurface.Subtract(picture, null);
        float middle = Histogram.Otsu(flat.Values);
        bool lightInk = HasLightInkOnPage(flat, middle) ?? Polarity.HasLightInk(flat, middle);
        Plane contrast = LightSurface.Subtract(picture, i => flat.Values[i] < middle == lightInk);
        if (!lightInk)
        {
            TensorPrimitives.Negate(contrast.Values, contrast.Values);
        }

        float threshold = Histogram.Otsu(contrast.Values);
        if (GroundCheck.IsEven(picture, contrast, threshold, lightInk))
        {
            if (LightRest.Subtract(contrast))
            {
                threshold = Histogram.Otsu(contrast.Values);
            }

            return (contrast, threshold, false);
        }

        contrast.Dispose();
        (Plane local, float ofLocal) = LocalContrast(picture);
        return (local, ofLocal, true);
    }

    /// <summary>How far each pixel stands out from what is around it, whatever a surface would leave.</summary>
    /// <param name="picture">Grey values, 0 to 255.</param>
    /// <returns>That, and Otsu's threshold of it.</returns>
    public static (Plane Contrast, float Threshold) LocalContrast(Plane picture)
    {
        Plane local = LocalGround.Contrast(picture, Polarity.HasLightStrokes(picture));
        return (local, Histogram.Otsu(local.Values));
    }

    /// <summary>Whether the little ink of a noisy page is lighter than it; null where there is more than noise.</summary>
    private static bool? HasLightInkOnPage(Plane flat, float threshold)
    {
        using Plane samples = InkContrast.Samples(flat, InkContrast.MostNoiseSamples);
        return PageNoise.Measure(samples.Values, threshold)?.HasLightInk(flat);
    }
}
