using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>A wall of a box, followed from row to row of its patch.</summary>
internal sealed class BoxWall
{
    /// <summary>In a row where less of its thickness is ink than this, there is none of it.</summary>
    private const double MinInk = 0.5;

    /// <summary>Ink that goes on beyond a wall by more than this part of its thickness, and a pixel, is a stroke's.</summary>
    private const double StrokeFrom = 0.2;

    /// <summary>Ink that is so many times as dark as a wall lies over it.</summary>
    private const float DarkerFrom = 1.4f;

    /// <summary>
    /// A wall is as thick as this quantile of the runs of ink across it: fewer than half, since strokes along it and the pen make runs longer.
    /// </summary>
    private const double Thinner = 0.4;

    /// <summary>
    /// A wall that is drawn by hand goes aside by so many times what its place may be off. What a step aside costs, and what the farthest
    /// place, in parts of what a row of the wall is worth.
    /// </summary>
    private const double Reach = 2.5;
    private const float StepCost = 0.25f;
    private const float FarCost = 0.1f;

    /// <summary>What a wall leaves beside it: pixels that it covers in part.</summary>
    private const int SoftEdge = 2;

    private readonly Plane _lines;
    private readonly int _first;
    private readonly int[] _starts;
    private readonly float _threshold;
    private readonly float _level;
    private readonly int _inwards;
    private readonly (int From, int To) _side;

    private BoxWall(
        Plane lines, int first, int[] starts, (int From, int To) side, int thickness, float threshold, float level, int inwards)
    {
        (_lines, _first, _starts, _side, Thickness) = (lines, first, starts, side, thickness);
        (_threshold, _level, _inwards) = (threshold, level, inwards);
    }

    private int Thickness { get; }

    /// <summary>Finds a wall.</summary>
    /// <param name="lines">The patch, or the patch turned: the wall goes from row to row.</param>
    /// <param name="place">The column that it is said to be at.</param>
    /// <param name="rows">The rows that it may be in.</param>
    /// <param name="side">The rows of the box's side.</param>
    /// <param name="threshold">A pixel is ink from this contrast on.</param>
    /// <param name="tolerance">How far it may be from its place.</param>
    /// <param name="longest">How thick it may be.</param>
    /// <param name="inwards">1 where the box is to the right of it, -1 to the left.</param>
    /// <param name="drawn">There is a wall where so much of those rows has one.</param>
    /// <returns>The wall; null where there is none.</returns>
    public static BoxWall? Find(
        Plane lines, int place, (int From, int To) rows, (int From, int To) side, float threshold, int tolerance, int longest, int inwards,
        double drawn)
    {
        List<int> lengths = [];
        List<float> peaks = [];
        for (int y = rows.From; y < rows.To; y++)
        {
            ReadOnlySpan<float> row = lines.Row(y);
            (int start, int end) = RunNear(row, place, threshold, tolerance);
            if (end > start && end - start <= longest)
            {
                lengths.Add(end - start);
                float peak = 0;
                for (int x = start; x < end; x++)
                {
                    peak = Math.Max(peak, row[x]);
                }

                peaks.Add(peak);
            }
        }

        if (lengths.Count == 0 || lengths.Count < drawn * (rows.To - rows.From))
        {
            return null;
        }

        lengths.Sort();
        peaks.Sort();
        int thickness = lengths[(int)(Thinner * lengths.Count)];
        float level = peaks[peaks.Count / 2];
        int[] starts = Follow(lines, place - (thickness / 2), rows, thickness, level, (int)(Reach * tolerance));
        return new BoxWall(lines, rows.From, starts, side, thickness, threshold, level, inwards);
    }

    /// <summary>
    /// The way along which most ink lies that goes aside by a column in a row at most, and that rather seldom (dynamic programming).
    /// </summary>
    /// <returns>The first column of the wall in each row.</returns>
    private static int[] Follow(Plane lines, int place, (int From, int To) rows, int thickness, float level, int reach)
    {
        int count = (2 * reach) + 1;
        int length = rows.To - rows.From;
        float[] best = new float[count];
        float[] next = new float[count];
        sbyte[] steps = new sbyte[count * length];
        for (int i = 0; i < length; i++)
        {
            ReadOnlySpan<float> row = lines.Row(rows.From + i);
            float ink = Ink(row, place - reach, thickness, level);
            for (int j = 0; j < count; j++)
            {
                int step = 0;
                float from = best[j];
                foreach (int k in (ReadOnlySpan<int>)[-1, 1])
                {
                    if (j + k >= 0 && j + k < count && best[j + k] - StepCost > from)
                    {
                        (step, from) = (k, best[j + k] - StepCost);
                    }
                }

                steps[(i * count) + j] = (sbyte)step;
                next[j] = from + ink - (FarCost * Math.Abs(j - reach) / reach);
                ink += (At(row, place - reach + j + thickness) - At(row, place - reach + j)) / (level * thickness);
            }

            (best, next) = (next, best);
        }

        int[] starts = new int[length];
        int last = Array.IndexOf(best, best.Max());
        for (int i = length - 1; i >= 0; i--)
        {
            starts[i] = place - reach + last;
            last += steps[(i * count) + last];
        }

        return starts;

        float At(ReadOnlySpan<float> row, int x) => x >= 0 && x < row.Length ? Math.Min(row[x], level) : 0;
    }

    /// <summary>How much of so many columns is ink, 0 to 1.</summary>
    private static float Ink(ReadOnlySpan<float> row, int start, int thickness, float level)
    {
        float sum = 0;
        for (int x = Math.Max(0, start); x < Math.Min(row.Length, start + thickness); x++)
        {
            sum += Math.Min(row[x], level);
        }

        return sum / (level * thickness);
    }

    /// <summary>Erases the wall.</summary>
    /// <param name="clear">Clears a pixel, told by its row and column.</param>
    /// <param name="others">The walls that it meets.</param>
    /// <param name="stroke">How wide strokes are.</param>
    /// <param name="leavesBetween">Whether it stays from the first to the last stroke that touches it, where there are two.</param>
    /// <returns>Whether a stroke that touches it in two places may go on under it between them.</returns>
    public bool Erase(Action<int, int> clear, BoxWall[] others, int stroke, bool leavesBetween)
    {
        (int[] before, int[] after) = (new int[_starts.Length], new int[_starts.Length]);
        for (int i = 0; i < _starts.Length; i++)
        {
            if (HasWall(i) && !MeetsAny(others, i))
            {
                (before[i], after[i]) = (Beyond(i, -1), Beyond(i, 1));
            }
        }

        bool[] left = AreStrokes(before);
        bool[] right = AreStrokes(after);

        // What touches it from within, beside its corners.
        bool[] within = _inwards > 0 ? right : left;
        bool[] touched = [.. within.Select((isStroke, i) => isStroke && _first + i > _side.From && _first + i < _side.To)];
        (int first, int last) = (Array.IndexOf(touched, true), Array.LastIndexOf(touched, true));
        bool mayGoOn = first >= 0 && touched.AsSpan()[first..last].Contains(false);
        int near = (Thickness / 2) + 1;
        int[] hidden = Hidden(_inwards > 0 ? after : before, within, stroke);
        for (int i = 0; i < _starts.Length; i++)
        {
            if (!HasWall(i) || (IsNear(left, i) && IsNear(right, i)) || (leavesBetween && mayGoOn && i >= first && i <= last))
            {
                continue;
            }

            ReadOnlySpan<float> row = _lines.Row(_first + i);
            (int start, int end) = (_starts[i], _starts[i] + Thickness);
            int from = left[i] ? start : Soft(row, start - before[i] - 1, -1) + 1;
            int to = right[i] ? end : Soft(row, end + after[i], 1);
            (from, to) = _inwards > 0 ? (from, to - hidden[i]) : (from + hidden[i], to);
            for (int x = Math.Max(0, from); x < Math.Min(row.Length, to); x++)
            {
                if (row[x] <= DarkerFrom * _level)
                {
                    clear(_first + i, x);
                }
            }
        }

        return mayGoOn;

        bool IsNear(bool[] strokes, int i) => strokes.AsSpan()[Math.Max(0, i - near)..Math.Min(strokes.Length, i + near + 1)].Contains(true);

        // Where the soft edge ends.
        int Soft(ReadOnlySpan<float> row, int x, int step)
        {
            for (int i = 0; i < SoftEdge && x >= 0 && x < row.Length && row[x] < _threshold; i++)
            {
                x += step;
            }

            return x;
        }
    }

    private bool HasWall(int i) => Ink(_lines.Row(_first + i), _starts[i], Thickness, _level) >= MinInk;

    private bool MeetsAny(BoxWall[] others, int i)
    {
        foreach (BoxWall other in others)
        {
            if (other.Meets(_first + i, _starts[i] + (Thickness / 2)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a wall of the other kind goes through a place on this one's, told by its row and column there.</summary>
    private bool Meets(int column, int row)
    {
        int start = _starts[Math.Clamp(row - _first, 0, _starts.Length - 1)];
        return column >= start - SoftEdge && column < start + Thickness + SoftEdge;
    }

    /// <summary>
    /// How far ink goes on beside the wall in a row: to where it ends, or to its lightest place before it is darker again by the threshold,
    /// where another stroke begins. The wall's own edge may be soft.
    /// </summary>
    private int Beyond(int i, int step)
    {
        ReadOnlySpan<float> row = _lines.Row(_first + i);
        int edge = step > 0 ? _starts[i] + Thickness : _starts[i] - 1;
        int x = edge - (step * (Thickness / 4));
        int lightest = x;
        for (; x >= 0 && x < row.Length && row[x] >= _threshold; x += step)
        {
            if (row[x] <= row[lightest])
            {
                lightest = x;
            }
            else if (row[x] > row[lightest] + _threshold)
            {
                return Math.Max(0, (lightest - edge) * step);
            }
        }

        return Math.Max(0, (x - edge) * step);
    }

    /// <summary>What goes on beside the wall no farther than this is the wall's own.</summary>
    private int MostOfWall => 1 + (int)Math.Round(StrokeFrom * Thickness);

    /// <summary>
    /// Where what goes on beside the wall is a stroke, and what hangs together with that along it for as far as the wall is thick.
    /// </summary>
    private bool[] AreStrokes(int[] beyond)
    {
        bool[] are = new bool[beyond.Length];
        for (int i = 0; i < beyond.Length; i++)
        {
            if (beyond[i] > MostOfWall)
            {
                for (int k = i; k >= Math.Max(0, i - Thickness) && beyond[k] > 0; k--)
                {
                    are[k] = true;
                }

                for (int k = i; k <= Math.Min(beyond.Length - 1, i + Thickness) && beyond[k] > 0; k++)
                {
                    are[k] = true;
                }
            }
        }

        return are;
    }

    /// <summary>How much of a stroke that lies along the wall is hidden by it, in each row.</summary>
    private int[] Hidden(int[] beyond, bool[] are, int stroke)
    {
        int[] hidden = new int[beyond.Length];
        for (int start = 0; start < are.Length; start++)
        {
            int end = start;
            while (end < are.Length && are[end])
            {
                end++;
            }

            if (end > start)
            {
                int[] widths = [.. beyond[start..end].Where(width => width > MostOfWall).Order()];
                if (widths.Length > 0 && widths[widths.Length / 2] < stroke)
                {
                    for (int i = start; i < end; i++)
                    {
                        hidden[i] = Math.Clamp(stroke - beyond[i], 0, Thickness);
                    }
                }

                start = end;
            }
        }

        return hidden;
    }

    /// <summary>The run of ink nearest to a place; an empty one where there is none.</summary>
    private static (int Start, int End) RunNear(ReadOnlySpan<float> row, int place, float threshold, int tolerance)
    {
        for (int distance = 0; distance <= tolerance; distance++)
        {
            foreach (int x in (ReadOnlySpan<int>)[place - distance, place + distance])
            {
                if (x >= 0 && x < row.Length && row[x] >= threshold)
                {
                    (int start, int end) = (x, x + 1);
                    while (start > 0 && row[start - 1] >= threshold)
                    {
                        start--;
                    }

                    while (end < row.Length && row[end] >= threshold)
                    {
                        end++;
                    }

                    return (start, end);
                }
            }
        }

        return (0, 0);
    }
}
