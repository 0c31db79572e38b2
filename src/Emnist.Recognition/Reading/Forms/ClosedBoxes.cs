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

    /// <summary>A row of so many boxes goes on over fainter walls.</summary>
    private const int MinSure = 3;

    /// <summary>Of a box that the picture's edge cuts, a wall is looked at of which so much is in the picture.</summary>
    private const double MinSeen = 0.4;

    /// <summary>The boxes of a row have heights and places within this part of each other, and widths within this.</summary>
    private const double SameHeight = 0.25;
    private const double SamePlace = 0.2;
    private const double SameWidth = 0.3;

    /// <summary>Boxes stand apart where they are so much further from each other than they are wide, in widths.</summary>
    private const double MinGap = 0.08;

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

    /// <param name="Box">The box.</param>
    /// <param name="Top">The line along its upper wall.</param>
    /// <param name="Bottom">The line along its lower wall.</param>
    /// <param name="Thickness">The mean of its walls.</param>
    /// <param name="IsWhole">Whether both side walls go through all of it: else one may be a stroke in a wider box.</param>
    private readonly record struct Candidate(FormBox Box, TracedLine Top, TracedLine Bottom, double Thickness, bool IsWhole);

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

        FormBox[] whole = [.. candidates.Where(static candidate => candidate.IsWhole).Select(static candidate => candidate.Box)];
        candidates.RemoveAll(candidate => !candidate.IsWhole && Array.Exists(whole, box => Overlap(box, candidate.Box)));
        List<FormBox> taken = [];
        List<BoxRow> rows = [];
        foreach (List<Candidate> row in RowsOf(candidates).OrderByDescending(Weight))
        {
            row.RemoveAll(candidate => taken.Exists(box => Overlap(box, candidate.Box)));
            if (row.Count == 0)
            {
                continue;
            }

            // Another row's boxes may stand where this one seems to go on.
            BoxRow complete = Complete(row, candidates);
            List<FormBox> own = [.. complete.Boxes.Where(box => !taken.Exists(other => Overlap(other, box)))];
            taken.AddRange(own);
            int next = own.Count == complete.Boxes.Count ? -1 : rows.FindIndex(other => AreOne(other, own));
            if (next >= 0)
            {
                rows[next] = rows[next] with { Boxes = [.. rows[next].Boxes.Concat(own).OrderBy(static box => box.Center.X)] };
            }
            else if (own.Count > 0 && !HasSerifs(complete))
            {
                rows.Add(complete with { Boxes = own });
            }
        }

        return rows;
    }

    private static bool AreOne(BoxRow row, List<FormBox> boxes) =>
        boxes.Count > 0 && (AreNeighbours(row.Boxes[^1], boxes[0]) || AreNeighbours(boxes[^1], row.Boxes[0]));

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
                var box = new FormBox(topLeft, topRight, right.Foot, left.Foot);
                return new Candidate(box, top, bottom, thickness, IsWhole(left.Line, box) && IsWhole(right.Line, box));
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
    private BoxRow Complete(List<Candidate> row, List<Candidate> all)
    {
        double width = Median(row.Select(static candidate => (double)candidate.Box.Width));
        double pitch = row.Count == 1 ? width : Median(row.Zip(row.Skip(1), static (a, b) => (double)(b.Box.Center.X - a.Box.Center.X)));
        List<FormBox> boxes = [row[0].Box];
        foreach (Candidate next in row.Skip(1))
        {
            AddBetween(boxes, next.Box, pitch);
            boxes.Add(next.Box);
        }

        if (pitch > (1 + MinGap) * width)
        {
            GoOnApart(boxes, (float)pitch, all);
        }
        else
        {
            GoOn(boxes, row[^1], width, isRight: true);
            GoOn(boxes, row[0], width, isRight: false);
        }

        RowStraightening.Straighten(boxes, lines.Drawing);
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
        return Part(box.TopLeft, box.TopRight) is not < MinDrawnInRow
            && Part(box.BottomLeft, box.BottomRight) is not < MinDrawnInRow
            && Part(box.TopLeft, box.BottomLeft) + Part(box.TopRight, box.BottomRight) >= 2 * MinDrawnInRow;

        // Of what the picture has of a wall; null where it has too little to tell.
        double? Part(Vector2 from, Vector2 to) =>
            lines.Drawing.Within(from, to) is var (start, end) && (end - start).Length() >= MinSeen * (to - from).Length()
                ? lines.Drawing.PartDrawn(start, end, reach)
                : null;
    }

    /// <summary>Goes on at either end of boxes that stand apart, while there is one more.</summary>
    private void GoOnApart(List<FormBox> boxes, float pitch, List<Candidate> all)
    {
        Vector2 slope = boxes[^1].BottomRight - boxes[0].BottomLeft;
        Vector2 step = slope * (pitch / slope.X);
        while (Next(boxes[^1], step) is { } next)
        {
            boxes.Add(next);
        }

        while (Next(boxes[0], -step) is { } next)
        {
            boxes.Insert(0, next);
        }

        // One that was found there is at its own place, others are where they would be.
        FormBox? Next(FormBox last, Vector2 way)
        {
            FormBox moved = new(last.TopLeft + way, last.TopRight + way, last.BottomRight + way, last.BottomLeft + way);
            FormBox? found = all.Find(candidate => IsSame(candidate.Box, moved)).Box;
            return found ?? (HasWalls(moved) ? moved : null);
        }
    }

    /// <summary>Whether a box is one that was expected, a little aside.</summary>
    private static bool IsSame(FormBox box, FormBox expected)
    {
        Vector2 distance = Vector2.Abs(box.Center - expected.Center);
        return distance.X <= SameWidth * expected.Width && distance.Y <= SamePlace * expected.Height
            && Math.Abs(box.Width - expected.Width) <= SameWidth * expected.Width
            && Math.Abs(box.Height - expected.Height) <= SameHeight * expected.Height;
    }

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
            if (!(IsDrawn(top, farTop, reach) || IsBeyond(farTop)) || !(IsDrawn(bottom, farBottom, reach) || IsBeyond(farBottom))
                || (wall < (boxes.Count < MinSure ? MinDrawn : MinDrawnInRow) && !isAtEdge))
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

    /// <summary>Whether a level wall would be beyond the picture's edge.</summary>
    private bool IsBeyond(Vector2 wall) => wall.Y < 0 || wall.Y > lines.Drawing.Height - 1;

    private static Vector2 PointOn(TracedLine level, double x) => new((float)x, (float)level.At(x));
}
