using System.Numerics;
using System.Numerics.Tensors;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Finds rows of boxes without lines: white ones on a tinted ground, or tinted ones on white paper. Their walls are where
/// the brightness steps: the rims of darker areas are lines, as those of other boxes are.
/// </summary>
internal static class TintedBoxes
{
    /// <summary>Smaller pictures show no row.</summary>
    private const int MinSide = 64;

    /// <summary>Rims are looked for in a picture of this size at most, and are so many of its pixels wide.</summary>
    private const int WorkingSide = 1024;
    private const int Rim = 2;

    /// <summary>
    /// Whether there are areas at all is told by a picture of this size, without dark strokes: there are where the brightness steps by so
    /// many grey levels at so many places.
    /// </summary>
    private const int ReducedSide = 256;
    private const int Closing = 4;
    private const float MinStep = 8;
    private const int MinPlaces = 40;

    /// <summary>A rim is so many grey levels high at least, and so many standard deviations of the noise, most of which is smoothed away.</summary>
    private const double MinRim = 6;
    private const double NoiseFactor = 2;

    /// <summary>
    /// The least side of a box, in pixels of the picture in which they are looked for, and how wide it is for its height. So many boxes make
    /// a row; two with walls all round may stand beside one.
    /// </summary>
    private const double MinBox = 12;
    private const float MinAspect = 0.5f;
    private const float MaxAspect = 1.4f;
    private const int MinRow = 3;

    /// <summary>
    /// This part of a row's boxes, or more, are none that a rim divides which goes through this part of it, none whose ground is darker than this
    /// part of the lightest in the picture, and stand on a tint: the ground steps at their walls by this part of what is measured there, for
    /// lines may be drawn around them.
    /// </summary>
    private const double MinBoxes = 0.5;
    private const double MinWall = 0.9;
    private const double MinLight = 0.4;
    private const double MinStepPart = 0.33;

    /// <summary>What is darker than its ground by more than this part of the lightest is ink, and no tint.</summary>
    private const double MaxStep = 0.6;

    /// <summary>Where a wall's step is measured, in parts of its length.</summary>
    private static readonly double[] WallPlaces = [0.2, 0.35, 0.5, 0.65, 0.8];

    /// <summary>Finds the rows.</summary>
    /// <param name="picture">Grey values, 0 to 255.</param>
    /// <param name="framing">How the characters in them are framed.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The rows and the picture's ink, as if all ground were of one brightness; null where there are none.</returns>
    public static (FormBoxes Forms, InkContrast Ink)? Find(Plane picture, CharacterFraming framing, CancellationToken cancellationToken)
    {
        if (Math.Max(picture.Width, picture.Height) < MinSide || !HasSteps(picture))
        {
            return null;
        }

        using Plane small = BoxReduction.ToLongSide(picture, WorkingSide);
        using Plane smooth = LocalGround.Smooth(small);
        using Plane rims = RimsOf(smooth);
        double floor = Math.Max(MinRim, NoiseFactor * TintedGround.NoiseOf(small, smooth));
        if (BoxRowSearch.Find(InkContrast.From(rims, (float)floor), PaperLines.None, cancellationToken) is not { } found)
        {
            return null;
        }

        List<BoxRow> rows = BoxRowSearch.Apart(found, row => MayBe(row) && !BoxRowSearch.IsOfSeveral(row, found) ? row : null);
        double step = Median.Of(rows.SelectMany(static row => row.Boxes).Select(box => StepOf(rims, box)).DefaultIfEmpty(0));
        double light = LightOf(smooth);
        rows.RemoveAll(row => row.Boxes.Count(IsBox) < MinBoxes * row.Boxes.Count);
        if (step > MaxStep * light || !rows.Exists(static row => row.Boxes.Count >= MinRow))
        {
            return null;
        }

        int factor = BoxReduction.Factor(picture.Width, picture.Height, WorkingSide);
        rows = [.. rows.Select(row => row with { Boxes = [.. row.Boxes.Select(box => box.Enlarge(factor))] })];
        InkContrast ink = TintedGround.Ink(picture, [.. rows.SelectMany(static row => row.Boxes)], step, factor);
        FormBoxes forms = FormBoxes.OfTinted(ink, rows, framing, cancellationToken);
        if (forms.Rows.Count > 0)
        {
            return (forms, ink);
        }

        ink.Contrast.Dispose();
        return null;

        bool IsBox(FormBox box) => TintedGround.LevelOf(smooth, box) >= MinLight * light
            && TintedGround.IsOnTint(smooth, box, MinStepPart * step) && !IsDivided(box, rims, step);
    }

    private static bool MayBe(BoxRow row) =>
        row.Boxes.Count >= (row.IsClosed ? 2 : MinRow)
        && row.Boxes.Average(static box => Math.Min(box.Width, box.Height)) >= MinBox
        && row.Boxes.Average(static box => box.Width / box.Height) is >= MinAspect and <= MaxAspect;

    /// <summary>Whether a picture has areas of more than one brightness.</summary>
    private static bool HasSteps(Plane picture)
    {
        using Plane areas = BoxReduction.ToLongSide(picture, ReducedSide);
        GrayDilation.Dilate(areas, Closing);
        GrayDilation.Erode(areas, Closing);
        using Plane rims = areas.Copy();
        GrayDilation.Dilate(rims, 1);
        TensorPrimitives.Subtract(rims.Values, areas.Values, rims.Values);
        return Sweep.CountFrom(rims.Values, MinStep) >= MinPlaces;
    }

    /// <summary>How much lighter the lightest of what is near to each pixel is, less what the noise makes of that.</summary>
    private static Plane RimsOf(Plane smooth)
    {
        Plane rims = smooth.Copy();
        GrayDilation.Dilate(rims, Rim);
        TensorPrimitives.Subtract(rims.Values, smooth.Values, rims.Values);
        using Plane samples = InkContrast.Samples(rims, InkContrast.MostNoiseSamples);
        TensorPrimitives.Subtract(rims.Values, Histogram.Percentile(samples.Values, 0.5f), rims.Values);
        return rims;
    }

    /// <summary>Whether a wall goes through a box, and no stroke, which is far darker: it is several boxes.</summary>
    private static bool IsDivided(FormBox box, Plane rims, double step)
    {
        int count = (int)Math.Max(box.Width, box.Height);
        for (int i = 0; i <= count; i++)
        {
            double place = 0.2 + (0.6 * i / count);
            if (PartDrawn(along => box.At(along, place)) >= MinWall || PartDrawn(along => box.At(place, along)) >= MinWall)
            {
                return true;
            }
        }

        return false;

        double PartDrawn(Func<double, Vector2> at) =>
            Enumerable.Range(0, count).Average(i => At(rims, at(0.1 + (0.8 * i / count))) is float rim && rim >= step / 2 && rim <= 2 * step ? 1 : 0);

        static float At(Plane plane, Vector2 point) => plane.Row(
            Math.Clamp((int)MathF.Round(point.Y), 0, plane.Height - 1))[Math.Clamp((int)MathF.Round(point.X), 0, plane.Width - 1)];
    }

    /// <summary>The brightness of the lightest ground.</summary>
    private static float LightOf(Plane picture)
    {
        using Plane samples = InkContrast.Samples(picture, InkContrast.MostNoiseSamples);
        return Histogram.Percentile(samples.Values, 0.95f);
    }

    /// <summary>By how much the brightness steps at the walls of a box: the median over places on them.</summary>
    private static double StepOf(Plane rims, FormBox box)
    {
        return Median.Of(WallPlaces.SelectMany(place =>
            new[] { At(box.At(place, 0)), At(box.At(place, 1)), At(box.At(0, place)), At(box.At(1, place)) }));

        // The rim nearest to a point may be a little aside.
        double At(Vector2 point)
        {
            double most = 0;
            (int x, int y) = ((int)MathF.Round(point.X), (int)MathF.Round(point.Y));
            for (int row = Math.Max(0, y - Rim); row <= Math.Min(rims.Height - 1, y + Rim); row++)
            {
                for (int column = Math.Max(0, x - Rim); column <= Math.Min(rims.Width - 1, x + Rim); column++)
                {
                    most = Math.Max(most, rims.Row(row)[column]);
                }
            }

            return most;
        }
    }
}
