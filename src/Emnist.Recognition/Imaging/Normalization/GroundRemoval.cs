using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Takes the ground out of a picture (background subtraction), whichever of ground and ink is the darker: as one
/// brightness where it has one, else as a smooth surface, else as what is around each pixel.
/// </summary>
internal static class GroundRemoval
{
    /// <summary>How far each pixel stands out from its ground, ink positive, in grey levels.</summary>
    /// <param name="picture">Grey values, 0 to 255.</param>
    public static Plane Contrast(Plane picture)
    {
        if (BilevelGround.Contrast(picture) is { } plain)
        {
            return plain;
        }

        // The first surface is one through ground and ink, good enough to tell them apart; the second is the ground's.
        using Plane flat = LightSurface.Subtract(picture, null);
        float threshold = Histogram.Otsu(flat.Values);
        bool lightInk = Polarity.HasLightInk(flat, threshold);
        Plane contrast = LightSurface.Subtract(picture, i => flat.Values[i] < threshold == lightInk);
        if (!lightInk)
        {
            TensorPrimitives.Negate(contrast.Values, contrast.Values);
        }

        if (GroundCheck.IsEven(picture, contrast, lightInk))
        {
            return contrast;
        }

        contrast.Dispose();
        return LocalGround.Contrast(picture, Polarity.HasLightStrokes(picture));
    }
}
