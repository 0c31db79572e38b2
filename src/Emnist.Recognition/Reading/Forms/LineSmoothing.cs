using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Makes faint lines stand out from noise: the mean of some pixels along a line is the line's contrast still, and has less of the noise.
/// </summary>
internal static class LineSmoothing
{
    /// <summary>The mean is of so many pixels: a line of 10 degrees goes aside by half a pixel on either side.</summary>
    private const int Length = 7;

    /// <summary>Where noise hides more than this part of full ink's contrast, lines are looked for so.</summary>
    private const float MaxNoise = 0.13f;

    /// <summary>Contrast below this, in grey levels, is no line.</summary>
    private const float MinGrayLevels = 4;

    /// <summary>A picture's ink, along level and along upright lines, whose planes are the caller's; null where noise hides nothing.</summary>
    public static (LineInk Levels, LineInk Uprights)? Smooth(InkContrast picture)
    {
        float floor = picture.Threshold(0);
        if (floor <= MaxNoise * picture.FullInk)
        {
            return null;
        }

        Plane levels = LineMean.Of(picture.Contrast, Length);
        using Plane turned = picture.Contrast.Transpose();
        using Plane along = LineMean.Of(turned, Length);
        Plane uprights = along.Transpose();
        return (Ink(levels), Ink(uprights));

        LineInk Ink(Plane plane) => new(plane, Math.Max(
            Math.Max(MinGrayLevels, FormBoxes.LineContrasts[^1] * picture.FullInk), InkContrast.NoiseFloor(plane, Histogram.Otsu(plane.Values))));
    }
}
