using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Takes the lines of ruled or squared paper, and frame lines along the edge, out of a picture by the lengths of the
/// runs along them: where ink crosses a line, the run of set rows is longer than the line is thick, and stays. Where the lines are
/// nearly all of the ink, their number, thickness and places tell a sheet or a cell with little in it, or nothing, from a
/// character that fills its picture.
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

    /// <summary>What is darker than a line by so much, in the mean of so many columns to either side, is a stroke along it.</summary>
    private const float DarkerThanLine = 1.5f;
    private const int Along = 3;

    /// <summary>
    /// Of ink whose contrast, at this percentile, is so many times a line's, what crosses the line is darker than so many times the line.
    /// </summary>
    private const float InkLevel = 0.75f;
    private const float DarkInk = 1.6f;
    private const float FaintAsLine = 1.35f;

    /// <summary>So many lines are paper; fewer may be strokes of a character that fills its picture.</summary>
    private const int SurelyPaper = 3;

    /// <summary>
    /// Parallel lines no thicker than this part of the picture's shorter side are a ruled sheet, empty or with little on it: the
    /// bars of a character that reach from edge to edge, as an E's may, are as thick as pens draw them.
    /// </summary>
    private const double SheetLine = 0.03;

    /// <summary>Nor is a wall thicker than this where no more than two are in the picture: strokes that reach from edge to edge may be.</summary>
    private const double CornerLine = 0.11;

    /// <summary>
    /// Of lines that cross within the picture, one of each kind might be a t, unless they are thinner than this part of its shorter side
    /// and the upright one is further from its middle, or the level one further down, than these parts of its width and height.
    /// </summary>
    private const double CrossLine = 0.04;
    public const double StemZone = 0.15;
    private const double BarZone = 0.65;

    /// <summary>Those thinner than this part of it are no t wherever they cross: no pen is so thin in a picture that was cut out closely.</summary>
    private const double CrossHair = 0.02;

    /// <summary>The border of a scan is set along this part of the picture's edge.</summary>
    private const double BorderSet = 0.98;

    /// <summary>What stands out by less than so many grey levels, from edge to edge, is a crease of the paper.</summary>
    private const float CreaseContrast = 45;

    /// <summary>Few lines are no strokes either when they are thinner than this part of the strokes.</summary>
    private const double ThinLine = 0.5;

    /// <summary>What is left without the lines has no more than this part of full ink, where there may be fainter lines.</summary>
    private const float FaintRest = 0.5f;

    /// <summary>A picture without its lines keeps this part of its ink, or it is one of a form, or they were the character.</summary>
    private const double MinRest = 0.1;

    /// <summary>
    /// Erases the lines, and those that are so faint beside them, as beside a dark margin, that they were none before.
    /// </summary>
    /// <param name="ink">The picture less its ground, lines and all.</param>
    /// <param name="erased">The lines that are gone; none where the picture is returned as it is.</param>
    /// <param name="left">The picture without lines, its full ink measured again; null where nothing is left.</param>
    /// <returns>The picture without lines; the same one where there are none.</returns>
    public static Plane Erase(InkContrast ink, out PaperLines erased, out InkContrast? left)
    {
        Plane rest = Erase(ink.Contrast, ink.FullInk, out erased);
        left = ink.AfterErasing(rest);
        if (rest == ink.Contrast || left is null || left.FullInk > FaintRest * ink.FullInk)
        {
            return rest;
        }

        // In the untouched picture: where the dark ones are gone, the others have gaps.
        Plane fainter = Erase(ink.Contrast, left.FullInk, out PaperLines all);
        if (fainter == ink.Contrast)
        {
            return rest;
        }

        if (all.Level.Count + all.Upright.Count <= erased.Level.Count + erased.Upright.Count)
        {
            fainter.Dispose();
            return rest;
        }

        // A line that is too thick beside the faint ones is a stroke then, and stays gone.
        TensorPrimitives.Min(fainter.Values, rest.Values, fainter.Values);
        rest.Dispose();
        erased = all;
        left = ink.AfterErasing(fainter);
        return fainter;
    }

    /// <summary>Erases the lines.</summary>
    /// <param name="contrast">The picture less its ground, ink and lines positive.</param>
    /// <param name="full">The contrast of full ink.</param>
    /// <returns>The picture without lines; the same one where there are none.</returns>
    public static Plane Erase(Plane contrast, float full) => Erase(contrast, full, out _);

    /// <summary>Erases the lines, and tells which they were.</summary>
    /// <param name="contrast">The picture less its ground, ink and lines positive.</param>
    /// <param name="full">The contrast of full ink.</param>
    /// <param name="erased">The lines that are gone; none where the picture is returned as it is.</param>
    public static Plane Erase(Plane contrast, float full, out PaperLines erased)
    {
        erased = PaperLines.None;
        float threshold = MinPartOfFullInk * full;
        List<RuledLine> level = RuledLineSearch.Find(contrast, threshold, upright: false);
        List<RuledLine> upright = RuledLineSearch.Find(contrast, threshold, upright: true);
        double thickest = Math.Max(2, RuledLineSearch.MaxThickness * Math.Min(contrast.Width, contrast.Height));

        // As thick as no line of paper is, they are a cell's walls together or not at all.
        if (AreThickWalls(level, upright, Math.Min(contrast.Width, contrast.Height)) && (level.Exists(IsThick) || upright.Exists(IsThick))
            && AreWalls(contrast, level, upright, full)
            && Without(level, upright) is var empty && HasLittleInk(contrast, empty, full))
        {
            erased = new PaperLines(level, upright);
            return empty;
        }

        level.RemoveAll(IsThick);
        upright.RemoveAll(IsThick);
        if (level.Count + upright.Count == 0)
        {
            return contrast;
        }

        Plane rest = Without(level, upright);
        bool isForm = HasLittleInk(contrast, rest, full)
            ? AreWalls(contrast, level, upright, full)
            : IsPlausible(rest, [.. level, .. upright], full);
        PaperLines lines = new(level, upright);
        if (!isForm && !lines.AreSquared && !IsRuledSheet(contrast, level) && !IsRuledSheet(contrast, upright))
        {
            return contrast;
        }

        erased = lines;
        return rest;

        bool IsThick(RuledLine line) => line.Thickness > thickest;

        // Each family is looked for and traced in the untouched picture: a line that is gone leaves gaps in the others.
        Plane Without(List<RuledLine> level, List<RuledLine> upright)
        {
            using Plane turned = contrast.Transpose();
            Plane rest = Rest(turned, level, upright, 0);
            if (level.Count + upright.Count < PaperLines.Sheet || LevelOf(rest, threshold) is not { } ink)
            {
                return rest;
            }

            // The ink is known only now.
            rest.Dispose();
            return Rest(turned, level, upright, ink);
        }

        Plane Rest(Plane turned, List<RuledLine> level, List<RuledLine> upright, float ink)
        {
            using Plane withoutLevel = Erased(contrast, level, threshold, ink);
            using Plane withoutUpright = Erased(turned, upright, threshold, ink);
            using Plane turnedBack = withoutUpright.Transpose();
            Plane rest = Minimum(withoutLevel, turnedBack);
            EraseCrossings(rest, level, upright, full / 2);
            return rest;
        }
    }

    /// <summary>A part of a picture without the level lines that run through it, whatever they are, but for the ink that crosses them.</summary>
    /// <param name="contrast">The part.</param>
    /// <param name="full">The contrast of full ink.</param>
    /// <param name="lines">The lines.</param>
    /// <returns>Null where there are none.</returns>
    public static Plane? WithoutLevel(Plane contrast, float full, out List<RuledLine> lines)
    {
        float threshold = MinPartOfFullInk * full;
        lines = RuledLineSearch.Find(contrast, threshold, upright: false);
        return lines.Count == 0 ? null : Erased(contrast, lines, threshold, 0);
    }

    /// <summary>The contrast of the ink that is left; null where there is none.</summary>
    private static float? LevelOf(Plane rest, float threshold)
    {
        using Plane ink = Plane.Rent(rest.Width, rest.Height);
        int count = Sweep.CopyAbove(rest.Values, threshold, ink.Values);
        return count == 0 ? null : Histogram.Percentile(ink.Values[..count], InkLevel);
    }

    /// <summary>Erases what is left where two lines cross and no ink does: there both seem to be crossed.</summary>
    private static void EraseCrossings(Plane rest, List<RuledLine> level, List<RuledLine> upright, float threshold)
    {
        foreach (RuledLine across in level)
        {
            foreach (RuledLine down in upright)
            {
                int x = down.RowAt(across.RowAt((int)down.Middle, rest.Width), rest.Height);
                int y = across.RowAt(x, rest.Width);
                if (x < 0 || x >= rest.Width || y < 0 || y >= rest.Height)
                {
                    continue;
                }

                PixelBox crossing = new PixelBox(x, y, x + 1, y + 1)
                    .Grow(Math.Max(across.Thickness, down.Thickness) + 2, rest.Width, rest.Height);
                if (IsAlone(rest, crossing, threshold))
                {
                    for (int row = crossing.Top; row < crossing.Bottom; row++)
                    {
                        rest.Row(row)[crossing.Left..crossing.Right].Clear();
                    }
                }
            }
        }
    }

    /// <summary>Whether no ink leads from a box, which may lie at the picture's edge.</summary>
    private static bool IsAlone(Plane picture, PixelBox box, float threshold)
    {
        for (int y = box.Top; y < box.Bottom; y++)
        {
            bool wholeRow = (y == box.Top && y > 0) || (y == box.Bottom - 1 && box.Bottom < picture.Height);
            for (int x = box.Left; x < box.Right; x++)
            {
                bool isOnRing = wholeRow || (x == box.Left && x > 0) || (x == box.Right - 1 && box.Right < picture.Width);
                if (isOnRing && picture.Values[(y * picture.Width) + x] >= threshold)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The picture without some lines, but for the ink that crosses them and what is darker along them than they are.</summary>
    /// <param name="contrast">The picture.</param>
    /// <param name="lines">The lines, all of them level.</param>
    /// <param name="threshold">A pixel is set from this contrast on.</param>
    /// <param name="ink">
    /// The contrast of ink, 0 where it is not known: where it is much darker than a line, what is as faint as the line is none of the ink
    /// that crosses it.
    /// </param>
    private static Plane Erased(Plane contrast, List<RuledLine> lines, float threshold, float ink)
    {
        Plane rest = contrast.Copy();
        Span<float> darkest = stackalloc float[contrast.Width];
        Span<float> seen = stackalloc float[contrast.Width];
        foreach (RuledLine line in lines)
        {
            int count = 0;
            for (int x = 0; x < darkest.Length; x++)
            {
                (int top, int bottom) = RunOf(line, x);
                darkest[x] = 0;
                for (int y = top; y < bottom; y++)
                {
                    darkest[x] = Math.Max(darkest[x], contrast.Values[(y * contrast.Width) + x]);
                }

                seen[count] = darkest[x];
                count += bottom > top ? 1 : 0;
            }

            float level = count == 0 ? 0 : Histogram.Percentile(seen[..count], 0.5f);
            bool isFaint = level > 0 && level * DarkInk <= ink;
            float inkFrom = isFaint ? MathF.Sqrt(level * ink) : float.PositiveInfinity;
            for (int x = 0; x < darkest.Length; x++)
            {
                (int top, int bottom) = RunOf(line, x);
                ReadOnlySpan<float> near = darkest[Math.Max(0, x - Along)..Math.Min(darkest.Length, x + Along + 1)];
                if (bottom > top && TensorPrimitives.Sum(near) < DarkerThanLine * level * near.Length)
                {
                    Clear(x, top, bottom, inkFrom);
                }
                else if (isFaint)
                {
                    int row = line.RowAt(x, contrast.Width) - (line.Thickness / 2);
                    Clear(x, row, row + line.Thickness, FaintAsLine * level);
                }
            }
        }

        return rest;

        // The rows of a line in a column; none where ink crosses it.
        (int Top, int Bottom) RunOf(RuledLine line, int x)
        {
            (int top, int bottom) = RuledLineSearch.RunAt(contrast, threshold, x, line.RowAt(x, contrast.Width));
            return bottom - top <= (CrossedFrom * line.Thickness) + 1 ? (top, bottom) : (0, 0);
        }

        // What is fainter than a contrast in some rows of a column, and beside them.
        void Clear(int x, int top, int bottom, float below)
        {
            for (int y = Math.Max(0, top - 2); y < Math.Min(contrast.Height, bottom + 2); y++)
            {
                ref float value = ref rest.Values[(y * contrast.Width) + x];
                value = value < below ? 0 : value;
            }
        }
    }

    private static Plane Minimum(Plane a, Plane b)
    {
        Plane least = Plane.Rent(a.Width, a.Height);
        TensorPrimitives.Min(a.Values, b.Values, least.Values);
        return least;
    }

    private static bool IsRuledSheet(Plane picture, List<RuledLine> parallel) =>
        parallel.Count >= PaperLines.Sheet
        || (parallel.Count >= SurelyPaper
            && parallel.Max(line => line.Thickness) <= SheetLine * Math.Min(picture.Width, picture.Height));

    /// <summary>Whether lines may be the walls of a cell, some of which the picture may lack; where it has one or two, none is thick.</summary>
    private static bool AreThickWalls(List<RuledLine> level, List<RuledLine> upright, int side) =>
        level.Count + upright.Count > 0 && level.Count <= 2 && upright.Count <= 2
        && (level.Count + upright.Count > 2 || (Thickest(level) <= CornerLine * side && Thickest(upright) <= CornerLine * side));

    private static double Thickest(List<RuledLine> lines)
    {
        double thickest = 0;
        foreach (RuledLine line in lines)
        {
            thickest = Math.Max(thickest, line.Thickness);
        }

        return thickest;
    }

    private static bool HasLittleInk(Plane before, Plane after, float full) =>
        Sweep.CountFrom(after.Values, full / 2) < MinRest * Sweep.CountFrom(before.Values, full / 2);

    /// <summary>
    /// Whether lines that are nearly all of the ink are those of a form, and not a character that fills the picture: they are at its
    /// sides, as the walls of a cell or a margin, or level ones alone anywhere. An E that fills its picture has a bar in the middle.
    /// </summary>
    private static bool AreWalls(Plane picture, List<RuledLine> level, List<RuledLine> upright, float full)
    {
        (int width, int height) = (picture.Width, picture.Height);
        bool isL = level.Count == 1 && upright.Count == 1
            && upright[0].Middle <= upright[0].Thickness && level[0].Middle >= height - 1 - level[0].Thickness
            && !IsBorder(picture, full / 2);
        return !isL
            && (((full < CreaseContrast || AreAtSides(upright, width)) && (upright.Count == 0 || AreAtSides(level, height)))
                || AreCrossing(level, upright, width, height));
    }

    /// <summary>Whether lines go on beyond where they cross, as those of paper do, and are no t.</summary>
    private static bool AreCrossing(List<RuledLine> level, List<RuledLine> upright, int width, int height) =>
        level.Count > 0 && upright.Count > 0
        && level.TrueForAll(line => IsWithin(line, height)) && upright.TrueForAll(line => IsWithin(line, width))
        && (level.Count + upright.Count >= SurelyPaper
            || Math.Max(Thickest(level), Thickest(upright)) <= CrossHair * Math.Min(width, height)
            || (Math.Max(Thickest(level), Thickest(upright)) <= Math.Max(1, CrossLine * Math.Min(width, height))
                && (Math.Abs((upright[0].Middle / width) - 0.5) > StemZone || level[0].Middle > BarZone * height)));

    private static bool IsWithin(RuledLine line, int length) =>
        Math.Min(line.Middle, length - 1 - line.Middle) > line.Thickness;

    /// <summary>Whether ink fills the very edge, left and below, as the border of a scan does; a written L bends away from it.</summary>
    private static bool IsBorder(Plane picture, float threshold)
    {
        int set = 0;
        for (int y = 0; y < picture.Height; y++)
        {
            set += picture.Row(y)[0] >= threshold ? 1 : 0;
        }

        return set >= BorderSet * picture.Height
            && Sweep.CountFrom(picture.Row(picture.Height - 1), threshold) >= BorderSet * picture.Width;
    }

    private static bool AreAtSides(List<RuledLine> lines, int length) =>
        lines.TrueForAll(line => Math.Min(line.Middle, length - 1 - line.Middle) <= FormLines.WallZone * length);

    /// <summary>Whether what is left may be the character, and what is gone need not have been part of it.</summary>
    private static bool IsPlausible(Plane after, List<RuledLine> lines, float full) =>
        lines.Count >= SurelyPaper || !TouchesEdge(after, full / 2) || AreThin(lines, after, full);

    private static bool AreThin(List<RuledLine> lines, Plane rest, float full)
    {
        using Plane ink = Plane.Rent(rest.Width, rest.Height);
        TensorPrimitives.Divide(rest.Values, full, ink.Values);
        TensorPrimitives.Clamp(ink.Values, 0, 1, ink.Values);
        return lines.Max(line => line.Thickness) <= ThinLine * StrokeWidth.Estimate(ink);
    }

    private static bool TouchesEdge(Plane plane, float threshold)
    {
        Span<float> edge = stackalloc float[plane.EdgeLength];
        plane.CopyEdge(edge);
        return Sweep.IndexFrom(edge, threshold, 0) >= 0;
    }
}
