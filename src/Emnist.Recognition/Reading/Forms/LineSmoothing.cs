using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Makes faint lines stand out from noise: the mean of some pixels along a line is the line's contrast still, and has less of the noise.
/// </summary>
internal static class LineSmoothing
{
    /// <summary>The mean is of so many pixels on either side and the one between: a line of 10 degrees goes aside by half a pixel.</summary>
    private const int Reach = 3;

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

        Plane levels = Shifted(picture.Contrast, static (plane, y, shift, sums) =>
        {
            (int from, int count) = (Math.Max(0, shift), plane.Width - Math.Abs(shift));
            if (count > 0)
            {
                Add(plane.Row(y).Slice(from, count), sums.Slice(Math.Max(0, -shift), count));
            }
        });
        Plane uprights = Shifted(picture.Contrast, static (plane, y, shift, sums) =>
            Add(plane.Row(Math.Clamp(y + shift, 0, plane.Height - 1)), sums));
        return (Ink(levels), Ink(uprights));

        static void Add(ReadOnlySpan<float> values, Span<float> sums) => TensorPrimitives.Add(sums, values, sums);

        LineInk Ink(Plane plane) => new(plane, Math.Max(
            Math.Max(MinGrayLevels, FormBoxes.LineContrasts[^1] * picture.FullInk), InkContrast.NoiseFloor(plane, Histogram.Otsu(plane.Values))));
    }

    private delegate void AddShifted(Plane plane, int y, int shift, Span<float> sums);

    private static Plane Shifted(Plane plane, AddShifted add)
    {
        Plane mean = new(plane.Width, plane.Height);
        for (int y = 0; y < plane.Height; y++)
        {
            for (int shift = -Reach; shift <= Reach; shift++)
            {
                add(plane, y, shift, mean.Row(y));
            }
        }

        TensorPrimitives.Multiply(mean.Values, 1f / ((2 * Reach) + 1), mean.Values);
        return mean;
    }
}
