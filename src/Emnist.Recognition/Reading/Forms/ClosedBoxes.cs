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
    public const double MeetWithin = 3;
    public const double MeetPart = 0.1;
    private const double MeetSide = 100;

    /// <summary>A wall that goes through a whole box lacks less than this part of its height at either end.</summary>
    private const float WholeWall = 0.05f;

    /// <summary>
    /// This part of each wall is drawn, by ink of any kind, and of an upright one so much could be followed: strokes may cover the rest.
    /// </summary>
    public const double MinDrawn = 0.72;
    private const double MinTraced = 0.25;

    /// <summary>So many neighbouring lines are tried as a box's other wall.</summary>
    private const int Tried = 4;

    /// <summary>With more boxes than this the picture is a texture.</summary>
    public const int MaxCandidates = 4_000;

    private readonly RowCompletion _completion = new(lines);

    /// <summary>How far the end of a level line is from its middle, upwards or downwards, at most.</summary>
    private readonly double _steepest =
        lines.Levels.Select(static line => Math.Abs(line.Slope) * line.Length).DefaultIfEmpty(0).Max();

    /// <summary>Finds the rows.</summary>
    public List<BoxRow> Find(CancellationToken cancellationToken)
    {
        List<BoxCandidate> candidates = [];
        for (int bottom = 0; bottom < lines.Levels.Length; bottom++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddBoxes(bottom, candidates);
            if (candidates.Count > MaxCandidates || lines.Drawing.IsExhausted)
            {
                return [];
            }
        }

        FormBox[] whole = [.. candidates.Where(static candidate => candidate.IsWhole).Select(static candidate => candidate.Box)];
        candidates.RemoveAll(candidate => !candidate.IsWhole && Array.Exists(whole, box => BoxComparison.Overlap(box, candidate.Box)));
        List<FormBox> taken = [];
        List<BoxRow> rows = [];
        foreach (List<BoxCandidate> row in RowsOf(candidates).OrderByDescending(Weight))
        {
            row.RemoveAll(candidate => taken.Exists(box => BoxComparison.Overlap(box, candidate.Box)));
            if (row.Count == 0)
            {
                continue;
            }

            // Another row's boxes may stand where this one seems to go on.
            BoxRow complete = _completion.Complete(row, candidates);
            List<FormBox> own = [.. complete.Boxes.Where(box => !taken.Exists(other => BoxComparison.Overlap(other, box)))];
            taken.AddRange(own);
            int next = own.Count == complete.Boxes.Count ? -1 : rows.FindIndex(other => AreOne(other, own));
            if (next >= 0)
            {
                rows[next] = rows[next] with { Boxes = [.. rows[next].Boxes.Concat(own).OrderBy(static box => box.Center.X)] };
            }
            else if (own.Count > 0 && !Serifs.Are(complete, lines.Drawing))
            {
                rows.Add(complete with { Boxes = own });
            }
        }

        return rows;
    }

    private static bool AreOne(BoxRow row, List<FormBox> boxes) =>
        boxes.Count > 0 && (BoxComparison.AreNeighbours(row.Boxes[^1], boxes[0]) || BoxComparison.AreNeighbours(boxes[^1], row.Boxes[0]));

    /// <summary>Of rows that lie over each other, that of the most and the largest boxes is right.</summary>
    private static double Weight(List<BoxCandidate> row) =>
        row.Sum(static candidate => (double)candidate.Box.Width * candidate.Box.Height) * Math.Sqrt(row.Count);

    private static double Tolerance(double side) => MeetWithin + (MeetPart * Math.Min(side, MeetSide));

    /// <summary>The boxes that stand on a level line.</summary>
    private void AddBoxes(int bottomIndex, List<BoxCandidate> candidates)
    {
        TracedLine bottom = lines.Levels[bottomIndex];
        List<(TracedLine Line, Vector2 Foot)> walls = [];
        foreach (TracedLine upright in lines.UprightsNear(bottom))
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
                    && !IsDivided(box.Box, walls[(left + 1)..right]))
                {
                    candidates.Add(box);
                }
            }
        }
    }

    private static bool IsDivided(FormBox box, List<(TracedLine Line, Vector2 Foot)> between) =>
        between.Exists(wall => IsWhole(wall.Line, box));

    /// <summary>Whether a wall goes through all of a box, which is two boxes then, or one and the gap beside it.</summary>
    private static bool IsWhole(TracedLine wall, FormBox box)
    {
        float tolerance = 2 + (WholeWall * box.Height);
        return wall.Start <= Math.Max(box.TopLeft.Y, box.TopRight.Y) + tolerance
            && wall.End >= Math.Min(box.BottomLeft.Y, box.BottomRight.Y) - tolerance;
    }

    private BoxCandidate? BoxOn(TracedLine bottom, int bottomIndex, (TracedLine Line, Vector2 Foot) left, (TracedLine Line, Vector2 Foot) right)
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
                var box = new FormBox(topLeft, topRight, right.Foot, left.Foot);
                return new BoxCandidate(box, top, bottom, IsWhole(left.Line, box) && IsWhole(right.Line, box));
            }
        }

        return null;
    }

    private bool IsDrawn(Vector2 from, Vector2 to, double reach) => lines.Drawing.PartDrawn(from, to, reach) >= MinDrawn;

    /// <summary>Sorts boxes into rows of boxes that are alike.</summary>
    public static List<List<BoxCandidate>> RowsOf(List<BoxCandidate> candidates)
    {
        List<List<BoxCandidate>> rows = [];
        foreach (BoxCandidate candidate in candidates.OrderBy(static candidate => candidate.Box.Center.X))
        {
            List<BoxCandidate>? row = rows
                .Where(row => BoxComparison.AreNeighbours(row[^1].Box, candidate.Box))
                .MaxBy(static row => row.Count);
            if (row is null)
            {
                rows.Add([candidate]);
            }
            else if (!BoxComparison.Overlap(row[^1].Box, candidate.Box))
            {
                row.Add(candidate);
            }
        }

        return rows;
    }
}
