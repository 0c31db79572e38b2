using System.Numerics;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Finds combs, and rows of boxes that are open at the top: upright walls at even distances that end on one level line.
/// </summary>
internal sealed class OpenBoxes(LineFamilies lines)
{
    /// <summary>The least distance of walls, and their least length, in pixels.</summary>
    private const double MinWidth = 10;
    private const double MinWall = 4;

    /// <summary>Walls end on the line within so many pixels and this part of their length.</summary>
    public const double EndWithin = 2.5;
    public const double EndPart = 0.12;

    /// <summary>The walls' distances are within this part of each other, and their lengths within this.</summary>
    private const double SameWidth = 0.14;
    private const double SameLength = 0.4;

    /// <summary>At least so many walls make a row.</summary>
    private const int MinWalls = 3;

    /// <summary>This part of the walls at most may be covered by strokes, none of them an outer one.</summary>
    private const double MaxImplied = 0.34;

    /// <summary>
    /// So many strokes for each wall, at most, stand on the line as walls do: more are upright strokes at uneven distances.
    /// </summary>
    private const double MaxBetween = 0.34;

    /// <summary>The line is drawn in this part of its length.</summary>
    private const double MinDrawn = 0.9;

    /// <summary>The line goes on beyond the last wall by less than this, in widths, or to the picture's edge.</summary>
    private const double MaxOverhang = 0.25;

    /// <summary>A row goes on to the picture's edge where this part of a box, or more, is left there.</summary>
    private const double MinAtEdge = 0.55;

    /// <summary>
    /// Walls shorter than this, in widths, are those of a comb, which is written above; others are the height of their boxes.
    /// </summary>
    private const double CombWall = 0.8;
    public const double CombHeight = 1.4;

    /// <summary>The least and the greatest width of a box for the length of its walls; a comb's are shorter.</summary>
    private const double MinAspect = 0.4;
    private const double MaxAspect = 9;

    /// <summary>So many of the next walls are tried as the second one of a row.</summary>
    private const int Tried = 5;

    /// <param name="Line">The line.</param>
    /// <param name="Foot">Where it meets the level one.</param>
    /// <param name="Length">How long it is from there.</param>
    /// <param name="IsTallEnd">Whether it is an outer wall that is longer than those between.</param>
    private readonly record struct Wall(TracedLine Line, Vector2 Foot, double Length, bool IsTallEnd = false);

    /// <summary>Finds the rows.</summary>
    public List<BoxRow> Find(CancellationToken cancellationToken)
    {
        List<BoxRow> rows = [];
        List<(TracedLine Level, List<Wall> Walls, bool IsAbove)> pairs = [];
        foreach (TracedLine level in lines.Levels.Where(level => level.Length >= 2 * MinWidth))
        {
            if (lines.Drawing.IsExhausted)
            {
                return [];
            }

            cancellationToken.ThrowIfCancellationRequested();
            foreach (bool isAbove in (ReadOnlySpan<bool>)[true, false])
            {
                if (RowOn(level, isAbove, pairs) is { } row && !rows.Exists(row.Overlaps))
                {
                    rows.Add(row);
                }
            }
        }

        BoxRow[] found = rows.Count == 0 ? [] : [.. pairs.Select(pair => Check(pair.Level, pair.Walls, pair.IsAbove)).OfType<BoxRow>()];
        for (int i = 0; i < rows.Count; i++)
        {
            // A pair may stand beside another one, which becomes a row.
            foreach (BoxRow pair in found)
            {
                if (AreBeside(rows[i], pair) && !rows.Exists(pair.Overlaps))
                {
                    rows.Add(pair);
                }
            }
        }

        return rows;
    }

    private static bool AreBeside(BoxRow row, BoxRow pair) => row.Boxes.Any(box =>
        BoxComparison.AreNeighbours(box, pair.Boxes[0]) || BoxComparison.AreNeighbours(pair.Boxes[^1], box));

    /// <summary>The row on a level line; where there is none, two boxes with one tooth between longer walls, which a row beside them proves.</summary>
    private BoxRow? RowOn(TracedLine level, bool isAbove, List<(TracedLine Level, List<Wall> Walls, bool IsAbove)> pairs)
    {
        List<Wall> walls = [];
        foreach (TracedLine upright in lines.UprightsNear(level))
        {
            Vector2 foot = LineFamilies.Crossing(level, upright);
            double length = isAbove ? foot.Y - upright.Start : upright.End - foot.Y;
            double beyond = isAbove ? upright.End - foot.Y : foot.Y - upright.Start;
            double tolerance = EndWithin + (EndPart * length);
            if (length >= MinWall && Math.Abs(beyond) <= tolerance + level.Thickness
                && foot.X >= level.Start - tolerance && foot.X <= level.End + tolerance)
            {
                walls.Add(new Wall(upright, foot, length));
            }
        }

        if (walls.Count < MinWalls)
        {
            return null;
        }

        walls.Sort(static (a, b) => a.Foot.X.CompareTo(b.Foot.X));
        (List<Wall> best, int bestSeen) = ([], 0);
        HashSet<(int First, int Second)> followed = [];
        for (int first = 0; first < walls.Count - 1; first++)
        {
            for (int second = first + 1; second <= Math.Min(first + Tried, walls.Count - 1); second++)
            {
                if (walls[second].Foot.X - walls[first].Foot.X < MinWidth || followed.Contains((first, second))
                    || !AreAlike(walls[first], walls[second]))
                {
                    continue;
                }

                (List<Wall> row, int implied) = Follow(walls, first, second, followed);
                if (row.Count - (2 * implied) > bestSeen)
                {
                    (best, bestSeen) = (row, row.Count - (2 * implied));
                }
            }
        }

        if (best.Count < MinWalls)
        {
            pairs.AddRange(walls.Select(wall => PairAround(walls, wall)).OfType<List<Wall>>().Select(pair => (level, pair, isAbove)));
        }

        int between = best.Count == 0 ? 0 : walls.Count(wall =>
            wall.Foot.X > best[0].Foot.X && wall.Foot.X < best[^1].Foot.X
            && AreAlike(wall, best.Find(static one => !one.IsTallEnd)) && StandsOn(wall) && !best.Contains(wall));
        return best.Count >= MinWalls && between <= MaxBetween * best.Count ? Check(level, best, isAbove) : null;

        // A digit may end a little above the line.
        bool StandsOn(Wall wall) => (isAbove ? wall.Foot.Y - wall.Line.End : wall.Line.Start - wall.Foot.Y) <= (level.Thickness / 2) + 1;
    }

    /// <summary>The walls that go on from two at the same distance, and how many of them are covered by strokes.</summary>
    /// <param name="walls">The walls from the left.</param>
    /// <param name="first">The index of the first one.</param>
    /// <param name="second">That of the second one.</param>
    /// <param name="followed">Takes each wall of the row with the next one: from there the row would nearly always be a part of this one.</param>
    private static (List<Wall> Row, int Implied) Follow(List<Wall> walls, int first, int second, HashSet<(int First, int Second)> followed)
    {
        List<Wall> row = [walls[first], walls[second]];
        double width = walls[second].Foot.X - walls[first].Foot.X;
        int last = second;
        int implied = 0;
        while (true)
        {
            if (Nearest(walls, walls[last], width, AreAlike) is >= 0 and int next)
            {
                followed.Add((last, next));
                row.Add(walls[last = next]);
            }
            else if (implied < MaxImplied * row.Count && Nearest(walls, walls[last], 2 * width, AreAlike) is >= 0 and int far)
            {
                // A stroke covers the wall between.
                implied++;
                row.Add(walls[far] with { Foot = (row[^1].Foot + walls[far].Foot) / 2 });
                row.Add(walls[last = far]);
            }
            else
            {
                break;
            }

            width = (row[^1].Foot.X - row[0].Foot.X) / (row.Count - 1);
        }

        return (WithTallEnds(walls, row, width), implied);
    }

    /// <summary>Adds the outer walls of a comb where both are longer than its teeth, and as long as each other.</summary>
    private static List<Wall> WithTallEnds(List<Wall> walls, List<Wall> row, double width)
    {
        return Nearest(walls, row[0], -width, IsTallEnd) is >= 0 and int first && Nearest(walls, row[^1], width, IsTallEnd) is >= 0 and int last
            && AreAlike(walls[first], walls[last])
                ? [walls[first] with { IsTallEnd = true }, .. row, walls[last] with { IsTallEnd = true }]
                : row;
    }

    /// <summary>A tooth and the longer walls that are as far from it on both sides; null where there are none.</summary>
    private static List<Wall>? PairAround(List<Wall> walls, Wall tooth)
    {
        int first = FirstFrom(walls, tooth.Foot.X + MinWidth);
        for (int right = first; right < Math.Min(first + Tried, walls.Count); right++)
        {
            double width = walls[right].Foot.X - tooth.Foot.X;
            if (IsTallEnd(tooth, walls[right]) && Nearest(walls, tooth, -width, IsTallEnd) is >= 0 and int left && AreAlike(walls[left], walls[right]))
            {
                return [walls[left] with { IsTallEnd = true }, tooth, walls[right] with { IsTallEnd = true }];
            }
        }

        return null;
    }

    private static bool IsTallEnd(Wall tooth, Wall wall) =>
        wall.Length > tooth.Length && !HaveOneLength(wall, tooth) && HaveOneThickness(wall, tooth);

    /// <summary>The index of the wall that is nearest to a distance from another one; -1 where none is near.</summary>
    /// <param name="walls">The walls from the left, among which only those near that place are looked at.</param>
    /// <param name="from">The other one.</param>
    /// <param name="distance">The distance; negative to the left.</param>
    /// <param name="fits">Whether, beside the other one, a wall is asked for.</param>
    private static int Nearest(List<Wall> walls, Wall from, double distance, Func<Wall, Wall, bool> fits)
    {
        double tolerance = SameWidth * Math.Abs(distance);
        int nearest = -1;
        double least = double.PositiveInfinity;

        // A pixel more on either side, for what rounding makes of the sum of a place and a distance.
        for (int i = FirstFrom(walls, from.Foot.X + distance - tolerance - 1);
            i < walls.Count && walls[i].Foot.X <= from.Foot.X + distance + tolerance + 1; i++)
        {
            double off = Math.Abs(walls[i].Foot.X - from.Foot.X - distance);
            if (off <= tolerance && off < least && fits(from, walls[i]))
            {
                (nearest, least) = (i, off);
            }
        }

        return nearest;
    }

    /// <summary>The index of the first wall that stands at a place or to the right of it.</summary>
    private static int FirstFrom(List<Wall> walls, double place)
    {
        (int first, int end) = (0, walls.Count);
        while (first < end)
        {
            int middle = (first + end) / 2;
            (first, end) = walls[middle].Foot.X < place ? (middle + 1, end) : (first, middle);
        }

        return first;
    }

    private static bool AreAlike(Wall a, Wall b) => HaveOneLength(a, b) && HaveOneThickness(a, b);

    private static bool HaveOneLength(Wall a, Wall b) => Math.Abs(a.Length - b.Length) <= (SameLength * Math.Max(a.Length, b.Length)) + 1;

    private static bool HaveOneThickness(Wall a, Wall b) =>
        Math.Abs(a.Line.Thickness - b.Line.Thickness) <= 1 + (0.5 * Math.Min(a.Line.Thickness, b.Line.Thickness));

    private BoxRow? Check(TracedLine level, List<Wall> walls, bool isAbove)
    {
        double width = (walls[^1].Foot.X - walls[0].Foot.X) / (walls.Count - 1);
        double[] lengths = [.. walls.Where(static wall => !wall.IsTallEnd).Select(static wall => wall.Length).Order()];
        double length = lengths[lengths.Length / 2];
        if (width < MinAspect * length || width > MaxAspect * length
            || lines.Drawing.PartDrawn(walls[0].Foot, walls[^1].Foot, 1 + (0.02 * width)) < MinDrawn)
        {
            return null;
        }

        (double left, double right) = (
            Rest(walls[0].Foot.X, walls[0].Foot.X - level.Start, -width), Rest(walls[^1].Foot.X, level.End - walls[^1].Foot.X, width));
        (bool atLeft, bool atRight) = (level.Start <= 2, level.End >= lines.Drawing.Width - 3);
        if (!IsEnd(left, atLeft) || !IsEnd(right, atRight))
        {
            return null;
        }

        double[] widths = [.. walls.Zip(walls.Skip(1), static (a, b) => (double)(b.Foot.X - a.Foot.X))];
        double spread = Math.Max(
            (widths.Max() - widths.Min()) / width, (lengths[^1] - lengths[0] - 1) / length);
        bool isComb = length < CombWall * width;
        double height = !isComb ? length : walls[0].IsTallEnd && walls[0].Length >= CombWall * width ? walls[0].Length : CombHeight * width;
        List<FormBox> boxes = [.. walls.Zip(walls.Skip(1), (a, b) => Box(a, b, a.Foot, b.Foot))];
        if (IsBox(right))
        {
            boxes.Add(Box(walls[^1], walls[^1], walls[^1].Foot, PointOn(level, walls[^1].Foot.X + right)));
        }

        if (IsBox(left))
        {
            boxes.Insert(0, Box(walls[0], walls[0], PointOn(level, walls[0].Foot.X - left), walls[0].Foot));
        }

        return new BoxRow(boxes, IsClosed: false) { Spread = spread };

        // How far the line goes on; a stroke over its last box may have kept it from being followed to the outer wall.
        double Rest(double from, double rest, double step)
        {
            return rest > MaxOverhang * width && rest < width && Part(0, 1) >= MinDrawn && Part(1 + MaxOverhang, 2) < MinDrawn / 2 ? width : rest;

            double Part(double first, double last) => lines.Drawing.PartDrawn(
                PointOn(level, from + (first * step)), PointOn(level, from + (last * step)), 1 + (0.02 * width));
        }

        // The line ends there, or a box later, whose wall is covered by strokes, or at the picture's edge.
        bool IsEnd(double rest, bool atEdge) =>
            atEdge || rest <= (MaxOverhang * width) + 2 || Math.Abs(rest - width) <= (SameWidth * width) + 2;

        bool IsBox(double rest) => rest >= MinAtEdge * width && rest < 1.5 * width;

        FormBox Box(Wall leftWall, Wall rightWall, Vector2 from, Vector2 to)
        {
            double up = isAbove ? -height : height;
            (double leftDrawn, double rightDrawn) = (Drawn(leftWall), Drawn(rightWall));
            var farLeft = new Vector2((float)(from.X + (leftWall.Line.Slope * up)), (float)(from.Y + up));
            var farRight = new Vector2((float)(to.X + (rightWall.Line.Slope * up)), (float)(to.Y + up));
            return isAbove
                ? new FormBox(farLeft, farRight, to, from) { Upright = (leftDrawn, rightDrawn), IsOpen = true }
                : new FormBox(from, to, farRight, farLeft) { Upright = (-leftDrawn, -rightDrawn), IsOpen = true };
        }

        double Drawn(Wall wall) => isComb ? (wall.IsTallEnd ? wall.Length : length) / height : 1;
    }

    private static Vector2 PointOn(TracedLine level, double x) => new((float)x, (float)level.At(x));
}
