using System.Numerics;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>Adds to a row the boxes whose walls could not all be followed: between two of its boxes, and where it goes on.</summary>
internal sealed class RowCompletion(LineFamilies lines)
{
    /// <summary>This part of a wall is drawn where a row would have a box.</summary>
    private const double MinDrawnInRow = 0.6;

    /// <summary>A row of so many boxes goes on over fainter walls.</summary>
    private const int MinSure = 3;

    /// <summary>Of a box that the picture's edge cuts, a wall is looked at of which so much is in the picture.</summary>
    private const double MinSeen = 0.4;

    /// <summary>Boxes stand apart where they are so much further from each other than they are wide, in widths.</summary>
    private const double MinGap = 0.08;

    /// <summary>Boxes do not lie over each other: their middles are this part of a width from each other, or more.</summary>
    private const double MinPitch = 0.92;

    /// <summary>A row goes on to the picture's edge where this part of a box, or more, is left there.</summary>
    private const double MinAtEdge = 0.55;

    /// <summary>Whether the boxes have upper walls.</summary>
    public bool HaveTops { get; init; } = true;

    /// <summary>Adds the boxes whose walls could not all be followed, between two of the row's and where it goes on.</summary>
    public BoxRow Complete(List<BoxCandidate> row, List<BoxCandidate> all)
    {
        double width = Median.Of(row.Select(static candidate => (double)candidate.Box.Width));
        double pitch = row.Count == 1 ? width : Median.Of(row.Zip(row.Skip(1), static (a, b) => (double)(b.Box.Center.X - a.Box.Center.X)));
        List<FormBox> boxes = [row[0].Box];
        foreach (BoxCandidate next in row.Skip(1))
        {
            AddBetween(boxes, next.Box, pitch, width);
            boxes.Add(next.Box);
        }

        if (pitch > (1 + MinGap) * width)
        {
            GoOnApart(boxes, (float)pitch, all);
        }
        else if (row[0].Top is { } first && row[^1].Top is { } last)
        {
            GoOn(boxes, last, row[^1].Bottom, width, isRight: true);
            GoOn(boxes, first, row[0].Bottom, width, isRight: false);
        }

        RowStraightening.Straighten(boxes, lines.Drawing);
        double spread = row.Max(static candidate => candidate.Box.Width) - row.Min(static candidate => candidate.Box.Width);
        return new BoxRow(boxes, IsClosed: HaveTops) { Spread = spread / width };
    }

    /// <summary>Adds the boxes for which there is room between two, at even distances, where their walls are drawn.</summary>
    private void AddBetween(List<FormBox> boxes, FormBox next, double pitch, double width)
    {
        FormBox last = boxes[^1];
        double distance = next.Center.X - last.Center.X;
        int count = (int)Math.Round(distance / pitch);
        if (Math.Abs((distance / count) - pitch) > BoxComparison.SameWidth * pitch || distance < MinPitch * count * width)
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

    private static FormBox Between(FormBox a, FormBox b, float part) => a with
    {
        TopLeft = Vector2.Lerp(a.TopLeft, b.TopLeft, part),
        TopRight = Vector2.Lerp(a.TopRight, b.TopRight, part),
        BottomRight = Vector2.Lerp(a.BottomRight, b.BottomRight, part),
        BottomLeft = Vector2.Lerp(a.BottomLeft, b.BottomLeft, part),
    };

    /// <summary>
    /// Whether a box that a row would have there is drawn; a side wall that it may share with its neighbour is not asked for.
    /// </summary>
    private bool HasWalls(FormBox box)
    {
        double reach = 2 + (0.04 * Math.Min(box.Width, box.Height));
        return (!HaveTops || Part(box.TopLeft, box.TopRight) is not < MinDrawnInRow)
            && Part(box.BottomLeft, box.BottomRight) is not < MinDrawnInRow
            && Part(box.At(0, 1 - box.Upright.Left), box.BottomLeft) + Part(box.At(1, 1 - box.Upright.Right), box.BottomRight) >= 2 * MinDrawnInRow;

        // Of what the picture has of a wall; null where it has too little to tell.
        double? Part(Vector2 from, Vector2 to) =>
            lines.Drawing.Within(from, to) is var (start, end) && (end - start).Length() >= MinSeen * (to - from).Length()
                ? lines.Drawing.PartDrawn(start, end, reach)
                : null;
    }

    /// <summary>Goes on at either end of boxes that stand apart, while there is one more.</summary>
    private void GoOnApart(List<FormBox> boxes, float pitch, List<BoxCandidate> all)
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
            FormBox moved = last with
            {
                TopLeft = last.TopLeft + way,
                TopRight = last.TopRight + way,
                BottomRight = last.BottomRight + way,
                BottomLeft = last.BottomLeft + way,
            };
            FormBox? found = all.Find(candidate => BoxComparison.IsSame(candidate.Box, moved)).Box;
            return found ?? (HasWalls(moved) ? moved : null);
        }
    }

    /// <summary>Goes on along the level walls of an end of a row, as far as they are drawn, to the picture's edge.</summary>
    private void GoOn(List<FormBox> boxes, TracedLine upper, TracedLine lower, double width, bool isRight)
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
            double step = edge < (1 + BoxComparison.SameWidth) * width ? Math.Min(edge, width) : width;
            bool isAtEdge = edge - step < BoxComparison.SameWidth * width;
            Vector2 farTop = PointOn(upper, top.X + (sign * step));
            Vector2 farBottom = PointOn(lower, bottom.X + (sign * step));
            double wall = lines.Drawing.PartDrawn(farTop, farBottom, reach + (0.08 * width));
            if (!(IsDrawn(top, farTop, reach) || IsBeyond(farTop)) || !(IsDrawn(bottom, farBottom, reach) || IsBeyond(farBottom))
                || (wall < (boxes.Count < MinSure ? ClosedBoxes.MinDrawn : MinDrawnInRow) && !isAtEdge))
            {
                return;
            }

            if (isAtEdge && wall < ClosedBoxes.MinDrawn)
            {
                farTop = PointOn(upper, top.X + (sign * edge));
                farBottom = PointOn(lower, bottom.X + (sign * edge));
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

    /// <summary>Whether a level wall would be beyond the picture's edge.</summary>
    private bool IsBeyond(Vector2 wall) => wall.Y < 0 || wall.Y > lines.Drawing.Height - 1;

    private bool IsDrawn(Vector2 from, Vector2 to, double reach) => lines.Drawing.PartDrawn(from, to, reach) >= ClosedBoxes.MinDrawn;

    private static Vector2 PointOn(TracedLine level, double x) => new((float)x, (float)level.At(x));
}
