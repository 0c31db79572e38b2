using System.Numerics;
using Emnist.Recognition.Imaging.Normalization;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Tells the squares of squared paper from the boxes of a form: lines of both kinds go on beyond them. A form's row ends at its walls, a
/// table's lines go on from row to row and end beside them. Of faint paper squares are found here and there, not all around.
/// </summary>
internal static class PaperSquares
{
    /// <summary>Lines are looked for from so far beyond a corner on, where an overshooting wall has ended, in parts of a box's side.</summary>
    private const float From = 0.15f;
    private const float To = 0.65f;

    /// <summary>They are looked for within this part of the side, and a pixel.</summary>
    private const double AsidePart = 0.03;

    /// <summary>A line goes on that is drawn along so much of that, and a side of a row where so many of its lines do.</summary>
    private const double MinDrawn = 0.6;
    private const double MinLines = 0.6;

    /// <summary>Of a line that leaves the picture, so much of that is seen, or nothing is told by it.</summary>
    private const double MinSeen = 0.3;

    /// <summary>Rows with this part of all boxes are squares of paper, or none is.</summary>
    private const double MinBoxes = 0.34;

    /// <summary>So many lines of each kind go through the picture where there are as many rows; else as many as a sheet has.</summary>
    private const int MinThrough = 3;

    /// <summary>
    /// A line goes through that is followed along this part of the picture's side, and drawn along this part of its whole way, within so
    /// many pixels. Where there are fewer of them than a sheet has, they are drawn to the edge at one end at least: of the way this part is
    /// looked at there.
    /// </summary>
    private const double Followed = 0.25;
    private const double Drawn = 0.85;
    private const double Aside = 2;
    private const float AtEdge = 0.04f;

    /// <summary>Lines less than this apart, in pixels, are one.</summary>
    private const double MinSquare = 6;

    /// <summary>Those of some rows of boxes that tell that all of them are squares of paper; none where they are not.</summary>
    public static IReadOnlyList<BoxRow> Telling(IReadOnlyList<BoxRow> rows, LineFamilies lines)
    {
        if (GoThrough(lines, rows.Count >= MinThrough ? MinThrough : PaperLines.Sheet))
        {
            return rows;
        }

        BoxRow[] going = [.. rows.Where(row => GoesOn(row, lines.Drawing, rows.Count))];
        return going.Sum(static row => row.Boxes.Count) >= MinBoxes * rows.Sum(static row => row.Boxes.Count) ? going : [];
    }

    private static bool GoThrough(LineFamilies lines, int least)
    {
        (int levels, int levelsToEdge) =
            CountThrough(lines.Drawing, lines.Levels, static (along, across) => new Vector2(along, across), lines.Drawing.Width);
        (int uprights, int uprightsToEdge) =
            CountThrough(lines.Drawing, lines.Uprights, static (along, across) => new Vector2(across, along), lines.Drawing.Height);
        return (levels >= PaperLines.Sheet || levelsToEdge >= least) && (uprights >= PaperLines.Sheet || uprightsToEdge >= least);
    }

    /// <summary>
    /// How many lines go through the picture, from whichever edge they meet to another, since turned ones leave it by the next side, and how
    /// many of them are drawn to an edge: those of a table with a margin are not.
    /// </summary>
    private static (int Through, int ToEdge) CountThrough(
        LineDrawing drawing, IReadOnlyList<TracedLine> lines, Func<float, float, Vector2> point, int side)
    {
        (int through, int toEdge, double last) = (0, 0, double.NegativeInfinity);
        foreach (TracedLine line in lines.Where(line => line.Length >= Followed * side))
        {
            double middle = line.At(side / 2.0);
            if (middle - last >= MinSquare
                && drawing.Within(point(0, (float)line.At(0)), point(side - 1, (float)line.At(side - 1))) is var (from, to)
                && (to - from).Length() >= Followed * side && drawing.PartDrawn(from, to, Aside) >= Drawn)
            {
                (through, last) = (through + 1, middle);
                toEdge += ReachesEdge(from, to) || ReachesEdge(to, from) ? 1 : 0;
            }
        }

        return (through, toEdge);

        bool ReachesEdge(Vector2 edge, Vector2 other) => drawing.PartDrawn(edge, Vector2.Lerp(edge, other, AtEdge), Aside) >= MinDrawn;
    }

    /// <summary>
    /// Whether lines go on beyond a row above or below, and beside it; of one of many that has no room beside it, above and below.
    /// </summary>
    private static bool GoesOn(BoxRow row, LineDrawing drawing, int rows)
    {
        (FormBox first, FormBox last) = (row.Boxes[0], row.Boxes[^1]);
        bool? above = GoOn(row.Boxes.Select(static box => (box.BottomLeft, box.TopLeft)).Append((last.BottomRight, last.TopRight)), drawing);
        bool? below = GoOn(row.Boxes.Select(static box => (box.TopLeft, box.BottomLeft)).Append((last.TopRight, last.BottomRight)), drawing);
        bool? left = GoOn([(first.TopRight, first.TopLeft), (first.BottomRight, first.BottomLeft)], drawing);
        bool? right = GoOn([(last.TopLeft, last.TopRight), (last.BottomLeft, last.BottomRight)], drawing);
        bool hasNoRoom = (left ?? right) is null && rows >= MinThrough && above != false && below != false;
        return (above == true || below == true) && (left == true || right == true || hasNoRoom);
    }

    /// <summary>Whether walls go on beyond their ends; null where the picture shows too little of them.</summary>
    private static bool? GoOn(IEnumerable<(Vector2 Start, Vector2 End)> walls, LineDrawing drawing)
    {
        (int seen, int drawn) = (0, 0);
        foreach ((Vector2 start, Vector2 end) in walls)
        {
            Vector2 way = end - start;
            (Vector2 from, Vector2 to) = (end + (From * way), end + (To * way));
            if (drawing.Within(from, to) is var (visibleFrom, visibleTo) && (visibleTo - visibleFrom).Length() >= MinSeen * (to - from).Length())
            {
                seen++;
                drawn += drawing.PartDrawn(visibleFrom, visibleTo, 1 + (AsidePart * way.Length())) >= MinDrawn ? 1 : 0;
            }
        }

        return seen == 0 ? null : drawn >= MinLines * seen;
    }
}
