using System.Numerics;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>Finds boxes with walls on all four sides, single or side by side, that share walls or stand apart.</summary>
internal sealed class ClosedBoxes(LineFamilies lines)
{
    /// <summary>The least side of a box in pixels, and how wide it is for its height.</summary>
    private const double MinSide = 9;
    private const double MinAspect = 0.4;
    private const double MaxAspect = 1.8;

    /// <summary>Walls meet within so many pixels and this part of a side, or of a side of so many pixels.</summary>
    private const double MeetWithin = 3;
    private const double MeetPart = 0.1;
    private const double MeetSide = 100;

    /// <summary>A wall that goes through a whole box lacks less than this part of its height at either end.</summary>
    private const float WholeWall = 0.05f;

    /// <summary>
    /// This part of each wall is drawn, by ink of any kind, and of an upright one so much could be followed: strokes may cover the rest.
    /// Where a row would have a box, less is enough.
    /// </summary>
    private const double MinDrawn = 0.72;
    private const double MinTraced = 0.25;
    private const double MinDrawnInRow = 0.6;

    /// <summary>The boxes of a row have heights and places within this part of each other, and widths within this.</summary>
    private const double SameHeight = 0.25;
    private const double SamePlace = 0.2;
    private const double SameWidth = 0.3;

    /// <summary>Boxes whose middles are nearer than this part of their mean sides lie over each other.</summary>
    private const double OverlapPart = 0.7;

    /// <summary>Where serifs are looked for beyond an outer wall, and from where on there are none any more, in widths.</summary>
    private const float SerifFrom = 0.12f;
    private const float SerifTo = 0.3f;
    private const float SerifEnd = 0.6f;

    /// <summary>Neighbours in a row are no further apart than this, in widths.</summary>
    private const double MaxDistance = 3.6;

    /// <summary>So many neighbouring lines are tried as a box's other wall.</summary>
    private const int Tried = 4;

    /// <summary>With more boxes than this the picture is a texture.</summary>
    private const int MaxCandidates = 4_000;

    /// <summary>A row goes on to the picture's edge where this part of a box, or more, is left there.</summary>
    private const double MinAtEdge = 0.55;

    /// <summary>How far the end of a level line is from its middle, upwards or downwards, at most.</summary>
    private readonly double _steepest =
        lines.Levels.Select(static line => Math.Abs(line.Slope) * line.Length).DefaultIfEmpty(0).Max();

    private readonly record struct Candidate(FormBox Box, TracedLine Top, TracedLine Bottom, double Thickness);

    /// <summary>Finds the rows.</summary>
    public List<BoxRow> Find(CancellationToken cancellationToken)
    {
        List<Candidate> candidates = [];
        for (int bottom = 0; bottom < lines.Levels.Count; bottom++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddBoxes(bottom, candidates);
            if (candidates.Count > MaxCandidates || lines.Drawing.IsExhausted)
            {
                return [];
            }
        }

        List<FormBox> taken = [];
        List<BoxRow> rows = [];
        foreach (List<Candidate> row in RowsOf(candidates).OrderByDescending(Weight))
        {
            row.RemoveAll(candidate => taken.Exists(box => Overlap(box, candidate.Box)));
            if (row.Count > 0)
            {
                BoxRow complete = Complete(row);
                taken.AddRange(complete.Boxes);
                if (!HasSerifs(complete))
                {
                    rows.Add(complete);
                }
            }
        }

        return rows;
    }

    /// <summary>Of rows that lie over each other, that of the most and the largest boxes is right.</summary>
    private static double Weight(List<Candidate> row) =>
        row.Sum(static candidate => (double)candidate.Box.Width * candidate.Box.Height) * Math.Sqrt(row.Count);

    private static double Tolerance(double side) => MeetWithin + (MeetPart * Math.Min(side, MeetSide));

    /// <summary>The boxes that stand on a level line.</summary>
    private void AddBoxes(int bottomIndex, List<Candidate> candidates)
    {
        TracedLine bottom = lines.Levels[bottomIndex];
        List<(TracedLine Line, Vector2 Foot)> walls = [];
        foreach (TracedLine upright in lines.Uprights)
        {
            Vector2 foot = LineFamilies.Crossing(bottom, upright);
            double tolerance = Tolerance(upright.Length);
            if (foot.X >= bottom.Start - tolerance && foot.X <= bottom.End + tolerance
                && foot.Y <= upright.End + tolerance && foot.Y - upright.Start >= MinSide - MeetWithin)
            {
                walls.Add((upright, foot));
            }
        }

        walls.Sort(static (a, b) => a.Foot.X.CompareTo(b.Foot.X));
        for (int left = 0; left < walls.Count; left++)
        {
            for (int right = left + 1; right <= Math.Min(left + Tried, walls.Count - 1); right++)
            {
                if (walls[right].Foot.X - walls[left].Foot.X >= MinSide
                    && BoxOn(bottom, bottomIndex, walls[left], walls[right]) is { } box
                    && !walls[(left + 1)..right].Exists(wall => IsWhole(wall.Line, box.Box)))
                {
                    candidates.Add(box);
                }
            }
        }
    }

    /// <summary>Whether a wall goes through all of a box, which is two boxes then, or one and the gap beside it.</summary>
    private static bool IsWhole(TracedLine wall, FormBox box)
    {
        float tolerance = 2 + (WholeWall * box.Height);
        return wall.Start <= Math.Max(box.TopLeft.Y, box.TopRight.Y) + tolerance
            && wall.End >= Math.Min(box.BottomLeft.Y, box.BottomRight.Y) - tolerance;
    }

    private Candidate? BoxOn(TracedLine bottom, int bottomIndex, (TracedLine Line, Vector2 Foot) left, (TracedLine Line, Vector2 Foot) right)
    {
        double width = right.Foot.X - left.Foot.X;
        for (int i = bottomIndex - 1; i >= 0; i--)
        {
            TracedLine top = lines.Levels[i];
            if (top.Middle + _steepest < Math.Min(left.Foot.Y, right.Foot.Y) - (width / MinAspect))
            {
                break;
            }

            (Vector2 topLeft, Vector2 topRight) = (LineFamilies.Crossing(top, left.Line), LineFamilies.Crossing(top, right.Line));
            double height = (left.Foot.Y - topLeft.Y + right.Foot.Y - topRight.Y) / 2.0;

            double tolerance = Tolerance(Math.Min(width, height));
            if (height < MinSide || width < MinAspect * height || width > MaxAspect * height
                || topLeft.X < top.Start - tolerance || topRight.X > top.End + tolerance
                || Math.Min(left.Line.Length, right.Line.Length) < MinTraced * height)
            {
                continue;
            }

            double reach = 1 + (0.03 * Math.Min(width, height));
            if (IsDrawn(left.Foot, right.Foot, reach) && IsDrawn(topLeft, topRight, reach)
                && IsDrawn(topLeft, left.Foot, reach) && IsDrawn(topRight, right.Foot, reach))
            {
                double thickness = (top.Thickness + bottom.Thickness + left.Line.Thickness + right.Line.Thickness) / 4;
                return new Candidate(new FormBox(topLeft, topRight, right.Foot, left.Foot), top, bottom, thickness);
            }
        }

        return null;
    }

    private bool IsDrawn(Vector2 from, Vector2 to, double reach) => lines.Drawing.PartDrawn(from, to, reach) >= MinDrawn;

    /// <summary>Sorts boxes into rows of boxes that are alike.</summary>
    private static List<List<Candidate>> RowsOf(List<Candidate> candidates)
    {
        List<List<Candidate>> rows = [];
        foreach (Candidate candidate in candidates.OrderBy(static candidate => candidate.Box.Center.X))
        {
            List<Candidate>? row = rows
                .Where(row => AreNeighbours(row[^1].Box, candidate.Box))
                .MaxBy(static row => row.Count);
            if (row is null)
            {
                rows.Add([candidate]);
            }
            else if (!Overlap(row[^1].Box, candidate.Box))
            {
                row.Add(candidate);
            }
        }

        return rows;
    }

    private static bool AreNeighbours(FormBox left, FormBox right)
    {
        Vector2 slope = left.BottomRight - left.BottomLeft;
        Vector2 way = right.Center - left.Center;
        return way.X <= MaxDistance * left.Width
            && Math.Abs(way.Y - (way.X * slope.Y / slope.X)) <= SamePlace * left.Height
            && Math.Abs(right.Height - left.Height) <= SameHeight * Math.Max(left.Height, right.Height)
            && Math.Abs(right.Width - left.Width) <= SameWidth * Math.Max(left.Width, right.Width);
    }

    private static bool Overlap(FormBox a, FormBox b)
    {
        Vector2 distance = Vector2.Abs(a.Center - b.Center);
        return (distance.X < Math.Max(a.Width, b.Width) / 2 && distance.Y < Math.Max(a.Height, b.Height) / 2)
            || (distance.X < OverlapPart * (a.Width + b.Width) / 2 && distance.Y < OverlapPart * (a.Height + b.Height) / 2);
    }

    /// <summary>Adds the boxes whose walls could not all be followed, between two of the row's and where it goes on.</summary>
    private BoxRow Complete(List<Candidate> row)
    {
        double width = Median(row.Select(static candidate => (double)candidate.Box.Width));
        double pitch = row.Count == 1 ? width : Median(row.Zip(row.Skip(1), static (a, b) => (double)(b.Box.Center.X - a.Box.Center.X)));
        List<FormBox> boxes = [row[0].Box];
        foreach (Candidate next in row.Skip(1))
        {
            AddBetween(boxes, next.Box, pitch);
            boxes.Add(next.Box);
        }

        if (pitch > (1 + SameWidth) * width)
        {
            GoOnApart(boxes, (float)pitch);
        }
        else
        {
            GoOn(boxes, row[^1], width, isRight: true);
            GoOn(boxes, row[0], width, isRight: false);
        }

        double spread = row.Max(static candidate => candidate.Box.Width) - row.Min(static candidate => candidate.Box.Width);
        return new BoxRow(boxes, IsClosed: true) { Thickness = row.Average(static candidate => candidate.Thickness), Spread = spread / width };
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(sorted.Length - 1) / 2];
    }

    /// <summary>Adds the boxes for which there is room between two, at even distances, where their walls are drawn.</summary>
    private void AddBetween(List<FormBox> boxes, FormBox next, double pitch)
    {
        FormBox last = boxes[^1];
        double distance = next.Center.X - last.Center.X;
        int count = (int)Math.Round(distance / pitch);
        if (Math.Abs((distance / count) - pitch) > SameWidth * pitch)
        {
            return;
        }

        for (int i = 1; i < count; i++)
        {
            FormBox between = Between(last, next, (float)i / count);
            if (HasWalls(between))
            {
                boxes.Add(between);
            }
        }
    }

    private static FormBox Between(FormBox a, FormBox b, float part) => new(
        Vector2.Lerp(a.TopLeft, b.TopLeft, part), Vector2.Lerp(a.TopRight, b.TopRight, part),
        Vector2.Lerp(a.BottomRight, b.BottomRight, part), Vector2.Lerp(a.BottomLeft, b.BottomLeft, part));

    /// <summary>
    /// Whether a box that a row would have there is drawn; a side wall that it may share with its neighbour is not asked for.
    /// </summary>
    private bool HasWalls(FormBox box)
    {
        double reach = 2 + (0.04 * Math.Min(box.Width, box.Height));
        return lines.Drawing.PartDrawn(box.TopLeft, box.TopRight, reach) >= MinDrawnInRow
            && lines.Drawing.PartDrawn(box.BottomLeft, box.BottomRight, reach) >= MinDrawnInRow
            && lines.Drawing.PartDrawn(box.TopLeft, box.BottomLeft, reach)
                + lines.Drawing.PartDrawn(box.TopRight, box.BottomRight, reach) >= 2 * MinDrawnInRow;
    }

    /// <summary>Goes on at either end of boxes that stand apart, while there is one more.</summary>
    private void GoOnApart(List<FormBox> boxes, float pitch)
    {
        Vector2 slope = boxes[^1].BottomRight - boxes[0].BottomLeft;
        Vector2 step = slope * (pitch / slope.X);
        for (FormBox next = Moved(boxes[^1], step); HasWalls(next); next = Moved(next, step))
        {
            boxes.Add(next);
        }

        for (FormBox next = Moved(boxes[0], -step); HasWalls(next); next = Moved(next, -step))
        {
            boxes.Insert(0, next);
        }
    }

    private static FormBox Moved(FormBox box, Vector2 way) =>
        new(box.TopLeft + way, box.TopRight + way, box.BottomRight + way, box.BottomLeft + way);

    /// <summary>Goes on along the level walls of an end of a row, as far as they are drawn, to the picture's edge.</summary>
    private void GoOn(List<FormBox> boxes, Candidate end, double width, bool isRight)
    {
        double reach = 1 + (0.03 * width);
        while (true)
        {
            FormBox box = isRight ? boxes[^1] : boxes[0];
            double sign = isRight ? 1 : -1;
            Vector2 top = isRight ? box.TopRight : box.TopLeft;
            Vector2 bottom = isRight ? box.BottomRight : box.BottomLeft;
            double edge = isRight ? lines.Drawing.Width - 1 - Math.Max(top.X, bottom.X) : Math.Min(top.X, bottom.X);
            if (edge < MinAtEdge * width)
            {
                return;
            }

            // A wall that is too much covered to be followed, or the picture's edge in its place.
            double step = edge < (1 + SameWidth) * width && edge < 1.5 * width ? Math.Min(edge, width) : width;
            bool isAtEdge = edge - step < SameWidth * width;
            Vector2 farTop = PointOn(end.Top, top.X + (sign * step));
            Vector2 farBottom = PointOn(end.Bottom, bottom.X + (sign * step));
            double wall = lines.Drawing.PartDrawn(farTop, farBottom, reach + (0.08 * width));
            if (!(IsDrawn(top, farTop, reach) || IsAtEdge(farTop)) || !(IsDrawn(bottom, farBottom, reach) || IsAtEdge(farBottom)) || (wall < MinDrawn && !isAtEdge))
            {
                return;
            }

            if (isAtEdge && wall < MinDrawn)
            {
                farTop = PointOn(end.Top, top.X + (sign * edge));
                farBottom = PointOn(end.Bottom, bottom.X + (sign * edge));
            }

            if (isRight)
            {
                boxes.Add(new FormBox(top, farTop, farBottom, bottom));
            }
            else
            {
                boxes.Insert(0, new FormBox(farTop, top, bottom, farBottom));
            }
        }
    }

    /// <summary>
    /// Whether level lines go on a little beyond an outer wall and then end, as the serifs of letters do, which make boxes where
    /// they touch.
    /// </summary>
    private bool HasSerifs(BoxRow row)
    {
        (FormBox first, FormBox last) = (row.Boxes[0], row.Boxes[^1]);
        float width = row.Boxes.Average(static box => box.Width);
        return GoesOnALittle(first.TopLeft, first.TopLeft - first.TopRight) || GoesOnALittle(first.BottomLeft, first.BottomLeft - first.BottomRight)
            || GoesOnALittle(last.TopRight, last.TopRight - last.TopLeft) || GoesOnALittle(last.BottomRight, last.BottomRight - last.BottomLeft);

        bool GoesOnALittle(Vector2 corner, Vector2 way)
        {
            Vector2 step = Vector2.Normalize(way) * width;
            double reach = 1 + (0.03 * width);
            return IsDrawn(corner + (step * SerifFrom), corner + (step * SerifTo), reach)
                && lines.Drawing.PartDrawn(corner + (step * SerifEnd), corner + step, reach) < MinDrawn;
        }
    }

    /// <summary>Whether a level wall would be at the picture's edge, where the picture may lack it.</summary>
    private bool IsAtEdge(Vector2 wall) => wall.Y <= 1 || wall.Y >= lines.Drawing.Height - 2;

    private static Vector2 PointOn(TracedLine level, double x) => new((float)x, (float)level.At(x));
}
