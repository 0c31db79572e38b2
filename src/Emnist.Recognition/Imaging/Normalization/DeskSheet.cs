using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Finds a sheet of paper that lies on a darker desk, so that what is around it can be cut away: the sheet's edge looks like strokes, and
/// its ruled lines end where no line of paper ends.
/// </summary>
internal static class DeskSheet
{
    /// <summary>The longer side, in pixels, to which a picture is reduced; a smaller picture shows no desk.</summary>
    private const int ReducedSide = 256;
    private const int MinSide = 200;

    /// <summary>The edge of the picture is darker than this part of what is light in it, or there is no desk.</summary>
    private const float DeskTo = 0.8f;
    private const float LightPart = 0.75f;

    /// <summary>What is written and ruled goes by a closing that reaches so many pixels of the reduced picture.</summary>
    private const int Closing = 3;

    /// <summary>The sheet takes up so much of the picture, and reaches no more than this part of the picture's edge.</summary>
    private const double MinArea = 0.25;
    private const double MaxOnEdge = 0.15;

    /// <summary>It has so much of its convex hull, and of the box around it: it is a rectangle, and turned by some degrees at most.</summary>
    private const double MinSolidity = 0.96;
    private const double MinFill = 0.85;

    /// <summary>What is cut out is paper along this part of each side, and so much of the sheet.</summary>
    private const double PaperOnSide = 0.98;
    private const double MinCutOut = 0.7;

    /// <summary>Pixels of the reduced picture along a sheet's edge that it covers in part.</summary>
    private const int SoftEdge = 1;

    /// <summary>The sheet, without what its turn puts beyond an upright rectangle; null where there is none.</summary>
    /// <param name="picture">Grey values, 0 to 255.</param>
    public static PixelBox? Find(Plane picture)
    {
        if (Math.Max(picture.Width, picture.Height) < MinSide || !HasDarkEdge(picture))
        {
            return null;
        }

        using Plane small = BoxReduction.ToLongSide(picture, ReducedSide);
        GrayDilation.Dilate(small, Closing);
        GrayDilation.Erode(small, Closing);
        float threshold = Histogram.Otsu(small.Values);
        Sweep.SetFrom(small.Values, threshold, small.Values);
        Span<float> edge = stackalloc float[small.EdgeLength];
        small.CopyEdge(edge);
        if (Sweep.CountFrom(edge, 1) > MaxOnEdge * edge.Length)
        {
            return null;
        }

        using InkMap map = InkMap.Label(small);
        if (map.Pieces.MaxBy(static piece => piece.Area) is not { } sheet
            || sheet.Area < MinArea * small.Values.Length
            || sheet.Area < MinFill * sheet.Box.Width * sheet.Box.Height
            || sheet.Area < MinSolidity * ConvexHull.AreaOf(map, sheet))
        {
            return null;
        }

        PixelBox inside = Inscribed(map, sheet);
        if (map.AreaIn(inside, sheet) < MinCutOut * sheet.Area)
        {
            return null;
        }

        int factor = BoxReduction.Factor(picture.Width, picture.Height, ReducedSide);
        return new PixelBox(
            (inside.Left + SoftEdge) * factor, (inside.Top + SoftEdge) * factor,
            Math.Min(picture.Width, (inside.Right - SoftEdge) * factor), Math.Min(picture.Height, (inside.Bottom - SoftEdge) * factor));
    }

    private static bool HasDarkEdge(Plane picture)
    {
        Span<float> edge = stackalloc float[picture.EdgeLength];
        picture.CopyEdge(edge);
        float ofEdge = Histogram.Percentile(edge, LightPart);
        if (ofEdge >= DeskTo * TensorPrimitives.Max(picture.Values))
        {
            return false;
        }

        using Plane samples = InkContrast.Samples(picture, InkContrast.MostNoiseSamples);
        return ofEdge < DeskTo * Histogram.Percentile(samples.Values, LightPart);
    }

    /// <summary>The box around the sheet, its sides moved inwards, the worst one first, until all lie on the sheet.</summary>
    private static PixelBox Inscribed(InkMap map, InkPiece sheet)
    {
        PixelBox box = sheet.Box;
        while (box.Width > 2 && box.Height > 2)
        {
            (PixelBox Line, PixelBox Within)[] sides =
            [
                (box with { Right = box.Left + 1 }, box with { Left = box.Left + 1 }),
                (box with { Left = box.Right - 1 }, box with { Right = box.Right - 1 }),
                (box with { Bottom = box.Top + 1 }, box with { Top = box.Top + 1 }),
                (box with { Top = box.Bottom - 1 }, box with { Bottom = box.Bottom - 1 }),
            ];
            (PixelBox line, PixelBox rest) = sides.MinBy(side => PaperOn(side.Line));
            if (PaperOn(line) >= PaperOnSide)
            {
                break;
            }

            box = rest;
        }

        return box;

        double PaperOn(PixelBox line) => (double)map.AreaIn(line, sheet) / (line.Width * line.Height);
    }
}
