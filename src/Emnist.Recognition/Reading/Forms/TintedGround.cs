using System.Numerics;
using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Takes the ground out of a picture with boxes that are lighter or darker than what is around them. The ground is the grey closing of the
/// ink; in a box it is no lighter than the box is, and outside of them the tint is ground too.
/// </summary>
internal static class TintedGround
{
    /// <summary>Strokes are no wider than twice this part of a box's shorter side, and a pixel.</summary>
    private const double StrokePart = 0.25;

    /// <summary>A box's own brightness is the median over the middle of it, this part of it from its walls.</summary>
    private const double AwayFromWalls = 0.2;
    private const int Places = 12;

    /// <summary>The ground in a box is lighter than its median by this part of the step at most.</summary>
    private const double Uneven = 0.35;

    /// <summary>
    /// Outside, what stands out from the ground by less than so many times the step may be the tint, by which all else is paler too: faint
    /// writing beside boxes on a dark tint is lost.
    /// </summary>
    private const double TintFactor = 1.5;

    /// <summary>
    /// In a box, what stands out by less than this part of the step and than so many grey levels, or less than so many times the noise is its
    /// ground.
    /// </summary>
    private const double MinInk = 0.7;
    private const double MostFloor = 24;
    private const double NoiseFactor = 5;

    /// <summary>
    /// So near to a wall, in pixels of the picture that it was found in and a part of the shorter side, boxes and tint run into each other.
    /// </summary>
    private const double SoftEdge = 1.5;
    private const double SoftPart = 0.03;

    /// <summary>
    /// Boxes stand on a tint where the brightness steps by so many grey levels, always up or always down, at this part of the places along
    /// their upper and lower walls, of those that the picture's edge does not cut, so far on either side: pixels, and a part of their height.
    /// </summary>
    public const double MinStep = 8;
    private const double MinSame = 0.7;
    private const double BesideWall = 3;
    private const double BesidePart = 0.05;

    /// <summary>Whether the ground in a box is lighter, or darker, than above and below it.</summary>
    /// <param name="picture">Grey values, 0 to 255.</param>
    /// <param name="box">The box.</param>
    /// <param name="step">By how many grey levels at least.</param>
    public static bool IsOnTint(Plane picture, FormBox box, double step)
    {
        double beside = BesidePart + (BesideWall / box.Height);
        (int lighter, int darker, int seen) = (0, 0, 0);
        for (int i = 0; i < Places; i++)
        {
            double place = AwayFromWalls + ((1 - (2 * AwayFromWalls)) * i / (Places - 1));
            foreach (double change in (ReadOnlySpan<double>)
                [
                    At(picture, box.At(place, beside)) - At(picture, box.At(place, -beside)),
                    At(picture, box.At(place, 1 - beside)) - At(picture, box.At(place, 1 + beside)),
                ])
            {
                seen += double.IsNaN(change) ? 0 : 1;
                lighter += change >= step ? 1 : 0;
                darker += change <= -step ? 1 : 0;
            }
        }

        return seen >= Places && Math.Max(lighter, darker) >= MinSame * seen;
    }

    /// <summary>The picture's ink.</summary>
    /// <param name="picture">Grey values, 0 to 255.</param>
    /// <param name="boxes">The boxes, none of them over another.</param>
    /// <param name="step">By how much the brightness changes at their walls.</param>
    /// <param name="factor">The pixels to one of the picture that they were found in.</param>
    public static InkContrast Ink(Plane picture, IReadOnlyList<FormBox> boxes, double step, int factor)
    {
        using Plane smooth = LocalGround.Smooth(picture);
        using Plane ground = smooth.Copy();
        int reach = Math.Max(1, (int)(StrokePart * Median.Of(boxes.Select(static box => (double)Math.Min(box.Width, box.Height)))));
        GrayDilation.Dilate(ground, reach);
        GrayDilation.Erode(ground, reach);
        float floor = (float)Math.Max(Math.Min(MinInk * step, MostFloor), NoiseFactor * NoiseOf(picture, smooth));
        Plane contrast = Plane.Rent(picture.Width, picture.Height);
        TensorPrimitives.Subtract(ground.Values, picture.Values, contrast.Values);
        TensorPrimitives.Subtract(contrast.Values, (float)(TintFactor * step), contrast.Values);
        TensorPrimitives.Max(contrast.Values, 0, contrast.Values);
        foreach (FormBox box in boxes)
        {
            float lightest = (float)(LevelOf(ground, box) + (Uneven * step));
            float bias = (float)Median.Of(
                PlacesIn(ground, box).Select(point => (double)Math.Min(At(ground, point), lightest) - At(picture, point)));
            double soft = (SoftEdge * factor) + (SoftPart * Math.Min(box.Width, box.Height));
            (Vector2 least, Vector2 most) = box.Around(0, 0, 1, 1);
            for (int y = Math.Max(0, (int)least.Y); y <= Math.Min(picture.Height - 1, (int)most.Y); y++)
            {
                for (int x = Math.Max(0, (int)least.X); x <= Math.Min(picture.Width - 1, (int)most.X); x++)
                {
                    if (box.DistanceInside(new Vector2(x, y)) >= soft)
                    {
                        float ink = Math.Min(ground.Row(y)[x], lightest) - picture.Row(y)[x] - bias;
                        contrast.Row(y)[x] = ink >= floor ? ink : 0;
                    }
                }
            }
        }

        return InkContrast.From(contrast, floor);
    }

    /// <summary>A box's own brightness.</summary>
    public static double LevelOf(Plane ground, FormBox box) => Median.Of(PlacesIn(ground, box).Select(point => (double)At(ground, point)));

    /// <summary>Places all over a box, away from its walls, and in the picture.</summary>
    private static IEnumerable<Vector2> PlacesIn(Plane picture, FormBox box)
    {
        Vector2 most = new(picture.Width - 1, picture.Height - 1);
        return Enumerable.Range(0, Places * Places)
            .Select(i => Vector2.Clamp(box.At(Part(i % Places), Part(i / Places)), Vector2.Zero, most));

        static double Part(int i) => AwayFromWalls + ((1 - (2 * AwayFromWalls)) * i / (Places - 1));
    }

    /// <summary>The value at a point; no number beyond the picture.</summary>
    private static float At(Plane plane, Vector2 point) => point.X >= 0 && point.Y >= 0 && point.X < plane.Width && point.Y < plane.Height
        ? plane.Row((int)point.Y)[(int)point.X]
        : float.NaN;

    /// <summary>The noise's standard deviation, from how far pixels are from the mean of what is around them.</summary>
    public static double NoiseOf(Plane picture, Plane smooth)
    {
        const double toStandardDeviation = 1.4826;
        using Plane rest = Plane.Rent(picture.Width, picture.Height);
        TensorPrimitives.Subtract(picture.Values, smooth.Values, rest.Values);
        TensorPrimitives.Abs(rest.Values, rest.Values);
        using Plane samples = InkContrast.Samples(rest, InkContrast.MostNoiseSamples);
        return toStandardDeviation * Histogram.Percentile(samples.Values, 0.5f);
    }
}
