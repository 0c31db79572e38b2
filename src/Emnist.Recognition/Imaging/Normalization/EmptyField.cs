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

    /// <summary>The mean along so many pixels, at least, and this part of the longer side shows lines of that part of the noise.</summary>
    private const int LeastAlong = 9;
    private const double Along = 0.06;
    private const float FaintFactor = 2.5f;

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
        bool isAway = box.Left > FormLines.WallZone * width && box.Right < (1 - FormLines.WallZone) * width && !box.Touches(width, height);
        if (isAway && box.Height < StrayLines.Bar * box.Width)
        {
            // What is upright may be the middle tooth of a comb.
            return false;
        }

        float threshold = ink.Threshold(LineLevel);
        if (AreLines(threshold, ink.Threshold(RestLevel), ink.Contrast, null))
        {
            return true;
        }

        // What is hardly above the noise is seen along lines.
        if (threshold > ink.Threshold(0))
        {
            return false;
        }

        int length = Math.Max(LeastAlong, (int)(Along * Math.Max(width, height)));
        using Plane along = LineMean.Of(ink.Contrast, length);
        using Plane turned = ink.Contrast.Transpose();
        using Plane alongTurned = LineMean.Of(turned, length);
        return AreLines(threshold / FaintFactor, threshold, along, alongTurned);

        // Whether what is of one contrast, in the picture or in means along its rows and columns, is a form's lines, and nothing of the other is beside.
        bool AreLines(float from, float restFrom, Plane rows, Plane? columns)
        {
            using LineMask mask = LineMask.Of(rows, from);
            int count = mask.Count;
            if (count == 0 || count > MaxInk * mask.Width * mask.Height)
            {
                return false;
            }

            using LineMask byColumns = columns is null ? mask.Transpose() : LineMask.Of(columns, from);
            List<FieldLine> upright = FieldLineSearch.Find(byColumns);
            if (upright.Count == 0)
            {
                return false;
            }

            var lines = new FieldLines(mask.Width, mask.Height, FieldLineSearch.Find(mask), upright);
            return (isAway ? lines.IsComb(hasTooth: true) : lines.AreForm()) && AreIn(lines, map, kept, mask.Side)
                && !HasRest(ink.Contrast, restFrom, lines);
        }
    }

    /// <summary>Whether what was taken for a character, which may be far fainter than the lines, is more of them.</summary>
    private static bool AreIn(FieldLines lines, InkMap map, bool[] kept, int side)
    {
        (int all, int beside) = (0, 0);
        int width = map.Coverage.Width;

        // In a small picture two cells are a stroke.
        double near = side > 1 ? Beside : 1;
        for (int i = 0; i < map.Labels.Length; i++)
        {
            if (kept[map.Labels[i]] && map.Labels[i] != 0)
            {
                all++;
                beside += lines.Covers(i % width / side, i / width / side, near) ? 0 : 1;
            }
        }

        return beside <= MaxBeside * all;
    }

    /// <summary>Whether some ink beside the lines hangs together that is more than a speck, or may lie between lines as close as that.</summary>
    private static bool HasRest(Plane contrast, float threshold, FieldLines lines)
    {
        using LineMask mask = LineMask.Of(contrast, threshold);
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
