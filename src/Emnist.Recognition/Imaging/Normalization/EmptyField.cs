using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Tells a picture of nothing but a form's or the paper's lines from one of a character of straight strokes, by where the lines end: at
/// each other, or where the picture does. It takes all ink together, for faint lines are of many pieces, and those of small pictures too
/// coarse for <see cref="FormLines"/> and <see cref="CutLines"/>.
/// </summary>
internal static class EmptyField
{
    /// <summary>Lines have this part of full ink; beside them there is nothing that has this part of it.</summary>
    private const float LineLevel = 0.4f;
    private const float RestLevel = 0.15f;

    /// <summary>
    /// What is so many cells from a line is beside it, and of this part of the picture's longer side, and so many cells, more than a speck.
    /// </summary>
    private const double Beside = 2;
    private const double RestPart = 0.05;
    private const int RestCells = 3;

    /// <summary>Of what was taken for a character, all but this part is in the lines.</summary>
    private const double MaxBeside = 0.25;

    /// <summary>More than this part of a picture is no lines.</summary>
    private const double MaxInk = 0.5;

    /// <summary>Whether there is nothing but lines, and they are no character's strokes.</summary>
    /// <param name="ink">The picture less its ground.</param>
    /// <param name="map">Its ink without the lines that were found before.</param>
    /// <param name="kept">Set for the labels of what was taken for a character.</param>
    /// <param name="box">
    /// The box around that. Where it is away from the picture's left and right sides and from its edge, it is no form's.
    /// </param>
    public static bool IsAll(InkContrast ink, InkMap map, bool[] kept, PixelBox box)
    {
        (int width, int height) = (ink.Contrast.Width, ink.Contrast.Height);
        if (box.Left > FormLines.WallZone * width && box.Right < (1 - FormLines.WallZone) * width && !box.Touches(width, height))
        {
            return false;
        }

        using LineMask mask = LineMask.Of(ink.Contrast, ink.Threshold(LineLevel));
        int count = mask.Count;
        if (count == 0 || count > MaxInk * mask.Width * mask.Height)
        {
            return false;
        }

        using LineMask turned = mask.Transpose();
        List<FieldLine> upright = FieldLineSearch.Find(turned);
        if (upright.Count == 0)
        {
            return false;
        }

        var lines = new FieldLines(mask.Width, mask.Height, FieldLineSearch.Find(mask), upright);
        return lines.AreForm() && AreIn(lines, map, kept, mask.Side) && !HasRest(ink, lines);
    }

    /// <summary>Whether what was taken for a character, which may be far fainter than the lines, is more of them.</summary>
    private static bool AreIn(FieldLines lines, InkMap map, bool[] kept, int side)
    {
        (int all, int beside) = (0, 0);
        int width = map.Coverage.Width;
        for (int i = 0; i < map.Labels.Length; i++)
        {
            if (kept[map.Labels[i]] && map.Labels[i] != 0)
            {
                all++;
                beside += lines.Covers(i % width / side, i / width / side, 1) ? 0 : 1;
            }
        }

        return beside <= MaxBeside * all;
    }

    /// <summary>Whether some ink beside the lines hangs together that is more than a speck, or may lie between lines as close as that.</summary>
    private static bool HasRest(InkContrast ink, FieldLines lines)
    {
        using LineMask mask = LineMask.Of(ink.Contrast, ink.Threshold(RestLevel));
        double least = Math.Max(RestCells, RestPart * Math.Max(mask.Width, mask.Height));
        if (!lines.LeaveRoom(Beside, least))
        {
            return true;
        }

        Plane rest = Plane.Rent(mask.Width, mask.Height);
        ReadOnlySpan<bool> cells = mask.Cells;
        for (int i = 0; i < cells.Length; i++)
        {
            (int x, int y) = (i % mask.Width, i / mask.Width);
            rest.Values[i] = cells[i] && !lines.Covers(x, y, Beside) && !lines.LeaveAt(x, y, Beside) ? 1 : 0;
        }

        using InkMap pieces = InkMap.Label(rest);
        return pieces.Pieces.Any(piece => piece.Box.LongSide >= least);
    }
}
