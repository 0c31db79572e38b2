using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Takes the lines of ruled or squared paper, and frame lines along the edge, out of a picture by the lengths of the
/// runs along them: where ink crosses a line, the run of set rows is longer than the line is thick, and stays.
/// </summary>
internal static class RuledLines
{
    /// <summary>
    /// Lines fainter than this part of full ink are no trouble later: their coverage is below
    /// <see cref="InkMap.FaintFrom"/>.
    /// </summary>
    private const float MinPartOfFullInk = 0.3f;

    /// <summary>A run of so many times a line's thickness holds ink.</summary>
    private const double CrossedFrom = 1.6;

    /// <summary>So many lines are paper; fewer may be strokes of a character that fills its picture.</summary>
    private const int SurelyPaper = 3;

    /// <summary>
    /// Parallel lines no thicker than this part of the picture's shorter side are a ruled sheet, empty or with little on it: the
    /// bars of a character that reach from edge to edge, as an E's may, are as thick as pens draw them.
    /// </summary>
    private const double SheetLine = 0.03;

    /// <summary>Few lines are no strokes either when they are thinner than this part of the strokes.</summary>
    private const double ThinLine = 0.5;

    /// <summary>Without its lines a picture keeps this part of its ink, or they were the character.</summary>
    private const double MinRest = 0.1;

    /// <summary>Erases the lines.</summary>
    /// <param name="contrast">The picture less its ground, ink and lines positive.</param>
    /// <param name="full">The contrast of full ink.</param>
    /// <returns>The picture without lines; the same one where there are none.</returns>
    public static Plane Erase(Plane contrast, float full)
    {
        float threshold = MinPartOfFullInk * full;
        List<RuledLine> level = RuledLineSearch.Find(contrast, threshold);
        Plane turned = contrast.Transpose();
        List<RuledLine> upright = RuledLineSearch.Find(turned, threshold);
        if (level.Count + upright.Count == 0)
        {
            return contrast;
        }

        // Each family is looked for and traced in the untouched picture: a line that is gone leaves gaps in the others.
        Plane withoutUpright = Erased(turned, upright, threshold).Transpose();
        Plane rest = Minimum(Erased(contrast, level, threshold), withoutUpright);
        return IsRuledSheet(contrast, level) || IsRuledSheet(contrast, upright) || IsPlausible(contrast, rest, [.. level, .. upright], full)
            ? rest
            : contrast;
    }

    private static Plane Erased(Plane contrast, List<RuledLine> lines, float threshold)
    {
        Plane rest = contrast.Crop(new PixelBox(0, 0, contrast.Width, contrast.Height));
        foreach (RuledLine line in lines)
        {
            for (int x = 0; x < contrast.Width; x++)
            {
                (int top, int bottom) = RuledLineSearch.RunAt(contrast, threshold, x, line.RowAt(x, contrast.Width));
                if (bottom > top && bottom - top <= (CrossedFrom * line.Thickness) + 1)
                {
                    for (int y = Math.Max(0, top - 2); y < Math.Min(contrast.Height, bottom + 2); y++)
                    {
                        rest.Values[(y * contrast.Width) + x] = 0;
                    }
                }
            }
        }

        return rest;
    }

    private static Plane Minimum(Plane a, Plane b)
    {
        Plane least = new(a.Width, a.Height);
        for (int i = 0; i < least.Values.Length; i++)
        {
            least.Values[i] = Math.Min(a.Values[i], b.Values[i]);
        }

        return least;
    }

    private static bool IsRuledSheet(Plane picture, List<RuledLine> parallel) =>
        parallel.Count >= SurelyPaper
        && parallel.Max(line => line.Thickness) <= SheetLine * Math.Min(picture.Width, picture.Height);

    /// <summary>Whether what is left may be the character, and what is gone need not have been part of it.</summary>
    private static bool IsPlausible(Plane before, Plane after, List<RuledLine> lines, float full)
    {
        int inkBefore = before.Values.Count(v => v >= full / 2);
        int inkAfter = after.Values.Count(v => v >= full / 2);
        return inkAfter >= MinRest * inkBefore
            && (lines.Count >= SurelyPaper || !TouchesEdge(after, full / 2) || AreThin(lines, after, full));
    }

    private static bool AreThin(List<RuledLine> lines, Plane rest, float full)
    {
        Plane ink = new(rest.Width, rest.Height, [.. rest.Values.Select(v => Math.Clamp(v / full, 0, 1))]);
        return lines.Max(line => line.Thickness) <= ThinLine * StrokeWidth.Estimate(ink);
    }

    private static bool TouchesEdge(Plane plane, float threshold) =>
        plane.EdgePlaces().Any(place => plane.Values[place] >= threshold);
}
