using System.Numerics;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Finds rows of boxes that are open at the top and stand apart: two upright walls of one length, and a level one between their feet.
/// </summary>
internal sealed class SeparateOpenBoxes(LineFamilies lines)
{
    /// <summary>The least width of a box and the least length of its walls, in pixels.</summary>
    private const double MinWidth = 10;
    private const double MinWall = 6;

    /// <summary>Walls end on the level one within so many pixels and this part of their length.</summary>
    public const double EndWithin = 2.5;
    public const double EndPart = 0.12;

    /// <summary>The two walls are of one length but for this part of it.</summary>
    private const double SameLength = 0.25;

    /// <summary>The width of a box for the length of its walls.</summary>
    private const double MinAspect = 0.45;
    private const double MaxAspect = 3;

    /// <summary>This part of each wall is drawn.</summary>
    private const double MinDrawn = 0.8;

    /// <summary>At least so many boxes make a row.</summary>
    private const int MinBoxes = 2;

    /// <summary>Walls shorter than this, in widths, are those of a box that is written above them, which is so high.</summary>
    private const double LowWall = 0.6;
    private const double LowBoxHeight = 1.4;

    /// <summary>So many of the next walls are tried as the other one of a box.</summary>
    private const int Tried = 3;

    private readonly RowCompletion _completion = new(lines) { HaveTops = false };

    /// <summary>Finds the rows.</summary>
    public List<BoxRow> Find(CancellationToken cancellationToken)
    {
        List<BoxCandidate> candidates = [];
        foreach (TracedLine level in lines.Levels.Where(static level => level.Length >= MinWidth))
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddBoxes(level, candidates);
            if (candidates.Count > ClosedBoxes.MaxCandidates || lines.Drawing.IsExhausted)
            {
                return [];
            }
        }

        List<BoxRow> rows = [];
        IEnumerable<List<BoxCandidate>> alike = ClosedBoxes.RowsOf(candidates).Where(static row => row.Count >= MinBoxes);
        foreach (List<BoxCandidate> found in alike.OrderByDescending(static row => row.Count))
        {
            BoxRow row = _completion.Complete(found, candidates);
            if (!rows.Exists(row.Overlaps) && !Serifs.Are(row, lines.Drawing))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>The boxes that stand on a level line.</summary>
    private void AddBoxes(TracedLine level, List<BoxCandidate> candidates)
    {
        List<(TracedLine Line, Vector2 Foot, double Length)> walls = [];
        foreach (TracedLine upright in lines.UprightsNear(level))
        {
            Vector2 foot = LineFamilies.Crossing(level, upright);
            double length = foot.Y - upright.Start;
            double tolerance = EndWithin + (EndPart * length);
            if (length >= MinWall && Math.Abs(upright.End - foot.Y) <= tolerance + level.Thickness
                && foot.X >= level.Start - tolerance && foot.X <= level.End + tolerance)
            {
                walls.Add((upright, foot, length));
            }
        }

        walls.Sort(static (a, b) => a.Foot.X.CompareTo(b.Foot.X));
        for (int left = 0; left < walls.Count; left++)
        {
            for (int right = left + 1; right <= Math.Min(left + Tried, walls.Count - 1); right++)
            {
                if (BoxOf(level, walls[left], walls[right]) is { } box
                    && !walls[(left + 1)..right].Exists(wall => AreAlike(wall.Length, walls[left].Length)))
                {
                    candidates.Add(box);
                }
            }
        }
    }

    private BoxCandidate? BoxOf(
        TracedLine level, (TracedLine Line, Vector2 Foot, double Length) left, (TracedLine Line, Vector2 Foot, double Length) right)
    {
        (double width, double length) = (right.Foot.X - left.Foot.X, (left.Length + right.Length) / 2);
        if (width < MinWidth || width < MinAspect * length || width > MaxAspect * length || !AreAlike(left.Length, right.Length))
        {
            return null;
        }

        double height = length < LowWall * width ? LowBoxHeight * width : length;
        double reach = 1 + (0.03 * Math.Min(width, length));
        if (!IsDrawn(left.Foot, right.Foot, reach)
            || !IsDrawn(Above(left, length), left.Foot, reach) || !IsDrawn(Above(right, length), right.Foot, reach))
        {
            return null;
        }

        FormBox box = new(Above(left, height), Above(right, height), right.Foot, left.Foot)
        {
            Upright = (length / height, length / height),
            IsOpen = true,
        };
        return new BoxCandidate(box, Top: null, level, IsWhole: true);

        static Vector2 Above((TracedLine Line, Vector2 Foot, double Length) wall, double height) =>
            new((float)(wall.Foot.X - (wall.Line.Slope * height)), (float)(wall.Foot.Y - height));
    }

    private static bool AreAlike(double a, double b) => Math.Abs(a - b) <= (SameLength * Math.Max(a, b)) + 1;

    private bool IsDrawn(Vector2 from, Vector2 to, double reach) => lines.Drawing.PartDrawn(from, to, reach) >= MinDrawn;
}
