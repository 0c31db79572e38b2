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

    /// <summary>What is so many cells from a line is beside it, and of this part of the picture's longer side, and so many cells, more than a speck.</summary>
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
    /// <param name="box">The box around that. Of a form's lines there is always something at the picture's sides, or it is cut.</param>
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
        List<FieldLine> upright = turned.Lines();
        if (upright.Count == 0)
        {
            return false;
        }

        var lines = new FieldLines(mask.Width, mask.Height, mask.Lines(), upright);
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
                beside += lines.Cover(i % width / side, i / width / side, 1) ? 0 : 1;
            }
        }

        return beside <= MaxBeside * all;
    }

    /// <summary>Whether some ink beside the lines hangs together that is more than a speck.</summary>
    private static bool HasRest(InkContrast ink, FieldLines lines)
    {
        using LineMask mask = LineMask.Of(ink.Contrast, ink.Threshold(RestLevel));
        bool[] isRest = mask.Cells.ToArray();
        for (int i = 0; i < isRest.Length; i++)
        {
            isRest[i] &= !lines.Cover(i % mask.Width, i / mask.Width, Beside);
        }

        double least = Math.Max(RestCells, RestPart * Math.Max(mask.Width, mask.Height));
        Stack<int> open = new();
        for (int i = 0; i < isRest.Length; i++)
        {
            if (isRest[i] && SideOf(i) >= least)
            {
                return true;
            }
        }

        return false;

        // The longer side of the rest that hangs together with a cell, which is taken out.
        int SideOf(int start)
        {
            (int left, int right, int top, int bottom) = (int.MaxValue, 0, int.MaxValue, 0);
            isRest[start] = false;
            open.Push(start);
            while (open.TryPop(out int place))
            {
                (int x, int y) = (place % mask.Width, place / mask.Width);
                (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
                for (int row = Math.Max(0, y - 1); row <= Math.Min(mask.Height - 1, y + 1); row++)
                {
                    for (int column = Math.Max(0, x - 1); column <= Math.Min(mask.Width - 1, x + 1); column++)
                    {
                        int next = (row * mask.Width) + column;
                        if (isRest[next])
                        {
                            isRest[next] = false;
                            open.Push(next);
                        }
                    }
                }
            }

            return Math.Max(right - left, bottom - top) + 1;
        }
    }
}
