using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Boxes that reach the picture's edge divide its ground, and what is between walls may be taken for light ink. Then so much of the
/// picture seems to be ink that it can be no form; and it is looked at once more, for dark ink on what is light around it.
/// </summary>
internal static class DoubtfulGround
{
    /// <summary>Walls and strokes cover less of a form than this.</summary>
    private const double MaxInk = 0.35;

    /// <summary>The dark ink of a picture whose ink was not told from its ground; null where there is no doubt, or no ink.</summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="ink">What was taken for its ink.</param>
    public static InkContrast? DarkInk(Plane picture, InkContrast ink) => DarkInk(picture, ink.Contrast, ink.FullInk / 2);

    /// <summary>The same of a picture in which no ink was found, for all between the walls is as far above the ground as its noise.</summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="contrast">How far each stands out from what was taken for the ground.</param>
    public static InkContrast? DarkInk(Plane picture, Plane contrast) => DarkInk(picture, contrast, InkContrast.MinGrayLevels);

    private static InkContrast? DarkInk(Plane picture, Plane standingOut, float threshold)
    {
        if (Sweep.CountFrom(standingOut.Values, threshold) <= MaxInk * standingOut.Values.Length)
        {
            return null;
        }

        Plane contrast = LocalGround.Contrast(picture, lightInk: false);
        return InkContrast.Measure(contrast, Histogram.Otsu(contrast.Values));
    }
}
