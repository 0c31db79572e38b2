using System.Buffers;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Finds the nearly level lines of a <see cref="LineMask"/>, as a Hough transform of few slopes does.</summary>
internal static class FieldLineSearch
{
    /// <summary>A line goes through this part of the picture and so many cells, and no more than so many are looked for.</summary>
    private const double MinLength = 0.15;
    private const int LeastCells = 5;
    private const int MostLines = 16;

    /// <summary>Its gaps, where it is faint, are no longer than this part of the picture, and this part of it is set at least.</summary>
    private const double MaxGap = 0.08;
    private const double MinSet = 0.7;

    /// <summary>What is thicker than this part of the picture's shorter side is no line.</summary>
    private const double MaxThickness = 0.12;

    /// <summary>
    /// The lines, those of the most cells first; each is looked for in what the others leave. It ends with the first that is none: where
    /// there is anything else, the picture is no empty field.
    /// </summary>
    public static List<FieldLine> Find(LineMask mask)
    {
        List<FieldLine> lines = new(1);
        (int X, int Y)[] rented = ArrayPool<(int X, int Y)>.Shared.Rent(mask.Width * mask.Height);
        Span<(int X, int Y)> left = rented;
        ReadOnlySpan<bool> cells = mask.Cells;
        int count = 0;
        for (int i = 0; i < cells.Length; i++)
        {
            left[count] = (i % mask.Width, i / mask.Width);
            count += cells[i] ? 1 : 0;
        }

        while (lines.Count < MostLines && Next(mask, left[..count]) is { } line)
        {
            lines.Add(line);
            int kept = 0;
            foreach ((int x, int y) in left[..count])
            {
                left[kept] = (x, y);
                kept += line.Covers(x, y, 1) ? 0 : 1;
            }

            count = kept;
        }

        ArrayPool<(int X, int Y)>.Shared.Return(rented);
        return lines;
    }

    private static FieldLine? Next(LineMask mask, ReadOnlySpan<(int X, int Y)> cells)
    {
        (int row, double slope, int count) = Fullest(mask, cells);
        int least = Math.Max(LeastCells, (int)(MinLength * mask.Width));
        if (count < MinSet * least)
        {
            return null;
        }

        (int from, int to) = LongestRun(mask, cells, row, slope);
        if (to - from + 1 < least)
        {
            return null;
        }

        (int top, int bottom) = Rows(mask, cells, row, slope, from, to);
        int thickness = bottom - top + 1;
        return thickness <= Math.Max(3, MaxThickness * Math.Min(mask.Width, mask.Height)) && to - from + 1 > 2 * thickness
            ? new FieldLine((top + bottom) / 2f, (float)slope, (mask.Width - 1) / 2f, (short)thickness, (short)from, (short)to)
            : null;
    }

    /// <summary>The straight line through the most cells: its row at the middle column, its slope, and how many.</summary>
    private static (int Row, double Slope, int Count) Fullest(LineMask mask, ReadOnlySpan<(int X, int Y)> cells)
    {
        (int row, double slope, int most) = (0, 0, 0);
        Span<int> counts = stackalloc int[mask.Height];
        Span<int> down = stackalloc int[mask.Width];
        int steps = (int)(RuledLineSearch.MaxSlope * mask.Width / 2);
        for (int i = 0; i <= 2 * steps; i++)
        {
            // The levellest first: of equal ones it is taken.
            double next = 2.0 * ((i & 1) == 0 ? i / 2 : -(i + 1) / 2) / mask.Width;
            for (int x = 0; x < down.Length; x++)
            {
                down[x] = DownAt(mask, next, x);
            }

            counts.Clear();
            foreach ((int x, int y) in cells)
            {
                int at = y - down[x];
                if ((uint)at < (uint)counts.Length)
                {
                    counts[at]++;
                }
            }

            for (int y = 0; y < counts.Length; y++)
            {
                if (counts[y] > most)
                {
                    (row, slope, most) = (y, next, counts[y]);
                }
            }
        }

        return (row, slope, most);
    }

    /// <summary>The longest run of columns in which a line is set, but for short gaps; empty where too few are.</summary>
    private static (int From, int To) LongestRun(LineMask mask, ReadOnlySpan<(int X, int Y)> cells, int row, double slope)
    {
        Span<bool> set = stackalloc bool[mask.Width];
        set.Clear();
        foreach ((int x, int y) in cells)
        {
            set[x] |= Math.Abs(y - DownAt(mask, slope, x) - row) <= 1;
        }

        int gap = Math.Max(2, (int)(MaxGap * set.Length));
        (int bestFrom, int bestTo, int from, int last) = (0, -1, -1, -1);
        for (int x = 0; x < set.Length; x++)
        {
            if (!set[x])
            {
                continue;
            }

            from = last < 0 || x - last > gap + 1 ? x : from;
            last = x;
            if (last - from > bestTo - bestFrom || bestTo < 0)
            {
                (bestFrom, bestTo) = (from, last);
            }
        }

        return bestTo >= 0 && set[bestFrom..(bestTo + 1)].Count(true) >= MinSet * (bestTo - bestFrom + 1) ? (bestFrom, bestTo) : (0, -1);
    }

    /// <summary>The rows beside a line that are set in half of its columns at least.</summary>
    private static (int Top, int Bottom) Rows(
        LineMask mask, ReadOnlySpan<(int X, int Y)> cells, int row, double slope, int from, int to)
    {
        Span<int> counts = stackalloc int[mask.Height];
        counts.Clear();
        foreach ((int x, int y) in cells)
        {
            int at = y - DownAt(mask, slope, x);
            if (x >= from && x <= to && (uint)at < (uint)counts.Length)
            {
                counts[at]++;
            }
        }

        int half = (to - from + 1) / 2;
        (int top, int bottom) = (row, row);
        while (top > 0 && counts[top - 1] >= half)
        {
            top--;
        }

        while (bottom < counts.Length - 1 && counts[bottom + 1] >= half)
        {
            bottom++;
        }

        return (top, bottom);
    }

    private static int DownAt(LineMask mask, double slope, int x) => (int)Math.Round(slope * (x - ((mask.Width - 1) / 2.0)));
}
