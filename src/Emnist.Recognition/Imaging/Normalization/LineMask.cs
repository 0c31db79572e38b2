using System.Buffers;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Where a picture has ink, in cells of a few pixels, so that lines are looked for in as many of a large one as of a small one.</summary>
internal readonly struct LineMask : IDisposable
{
    /// <summary>At most so many cells are along a side.</summary>
    private const int MostCells = 128;

    /// <summary>A line goes through this part of the picture and so many cells, and no more than so many are looked for.</summary>
    private const double MinLength = 0.15;
    private const int LeastCells = 5;
    private const int MostLines = 16;

    /// <summary>Its gaps, where it is faint, are no longer than this part of the picture, and this part of it is set at least.</summary>
    private const double MaxGap = 0.08;
    private const double MinSet = 0.7;

    /// <summary>What is thicker than this part of the picture's shorter side is no line.</summary>
    private const double MaxThickness = 0.12;

    private readonly bool[] _rented;

    private LineMask(int width, int height, int side)
    {
        (Width, Height, Side, _rented) = (width, height, side, ArrayPool<bool>.Shared.Rent(width * height));
        Cells.Clear();
    }

    /// <summary>Cells in a row.</summary>
    public int Width { get; }

    /// <summary>Cells in a column.</summary>
    public int Height { get; }

    /// <summary>A cell's side in pixels.</summary>
    public int Side { get; }

    /// <summary>How many cells have ink.</summary>
    public int Count => Cells.Count(true);

    /// <summary>Whether each has ink, row by row.</summary>
    public Span<bool> Cells => _rented.AsSpan(0, Width * Height);

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<bool>.Shared.Return(_rented);

    /// <summary>The cells of a picture in which a pixel stands out by a contrast.</summary>
    public static LineMask Of(Plane contrast, float threshold)
    {
        int side = (Math.Max(contrast.Width, contrast.Height) + MostCells - 1) / MostCells;
        LineMask mask = new((contrast.Width + side - 1) / side, (contrast.Height + side - 1) / side, side);
        Span<bool> cells = mask.Cells;
        for (int y = 0; y < contrast.Height; y++)
        {
            ReadOnlySpan<float> row = contrast.Row(y);
            Span<bool> cellRow = cells.Slice(y / side * mask.Width, mask.Width);
            for (int x = Sweep.IndexFrom(row, threshold, 0); x >= 0; x = Sweep.IndexFrom(row, threshold, x))
            {
                for (; x < row.Length && row[x] >= threshold; x++)
                {
                    cellRow[x / side] = true;
                }
            }
        }

        return mask;
    }

    /// <summary>The same with rows for columns.</summary>
    public LineMask Transpose()
    {
        LineMask turned = new(Height, Width, Side);
        for (int i = 0; i < Cells.Length; i++)
        {
            turned.Cells[(i % Width * Height) + (i / Width)] = Cells[i];
        }

        return turned;
    }

    /// <summary>
    /// The nearly level lines, those of the most cells first; each is looked for in what the others leave. It ends with the first that is
    /// none: where there is anything else, the picture is no empty field.
    /// </summary>
    public List<FieldLine> Lines()
    {
        List<FieldLine> lines = new(1);
        (int X, int Y)[] rented = ArrayPool<(int X, int Y)>.Shared.Rent(Width * Height);
        Span<(int X, int Y)> left = rented;
        int count = 0;
        for (int i = 0; i < Cells.Length; i++)
        {
            left[count] = (i % Width, i / Width);
            count += Cells[i] ? 1 : 0;
        }

        while (lines.Count < MostLines && Next(left[..count]) is { } line)
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

    private FieldLine? Next(ReadOnlySpan<(int X, int Y)> left)
    {
        int steps = (int)(RuledLineSearch.MaxSlope * Width / 2);
        (int most, int bestStep, int bestRow) = (0, 0, 0);
        Span<int> counts = stackalloc int[Height];
        Span<int> down = stackalloc int[Width];
        for (int i = 0; i <= 2 * steps; i++)
        {
            // The levellest first: of equal ones it is taken.
            int step = (i & 1) == 0 ? i / 2 : -(i + 1) / 2;
            double slope = SlopeOf(step);
            for (int x = 0; x < down.Length; x++)
            {
                down[x] = DownAt(slope, x);
            }

            counts.Clear();
            foreach ((int x, int y) in left)
            {
                int row = y - down[x];
                if ((uint)row < (uint)counts.Length)
                {
                    counts[row]++;
                }
            }

            for (int row = 0; row < counts.Length; row++)
            {
                if (counts[row] > most)
                {
                    (most, bestStep, bestRow) = (counts[row], step, row);
                }
            }
        }

        int least = Math.Max(LeastCells, (int)(MinLength * Width));
        if (most < MinSet * least)
        {
            return null;
        }

        // The columns in which it is set, and the longest run of them.
        double best = SlopeOf(bestStep);
        Span<bool> set = stackalloc bool[Width];
        set.Clear();
        foreach ((int x, int y) in left)
        {
            set[x] |= Math.Abs(y - DownAt(best, x) - bestRow) <= 1;
        }

        (int from, int to) = LongestRun(set);
        if (to - from + 1 < least)
        {
            return null;
        }

        counts.Clear();
        foreach ((int x, int y) in left)
        {
            int row = y - DownAt(best, x);
            if (x >= from && x <= to && row >= 0 && row < counts.Length)
            {
                counts[row]++;
            }
        }

        int half = (to - from + 1) / 2;
        (int top, int bottom) = (bestRow, bestRow);
        while (top > 0 && counts[top - 1] >= half)
        {
            top--;
        }

        while (bottom < counts.Length - 1 && counts[bottom + 1] >= half)
        {
            bottom++;
        }

        int thickness = bottom - top + 1;
        return thickness <= Math.Max(3, MaxThickness * Math.Min(Width, Height)) && to - from + 1 > 2 * thickness
            ? new FieldLine((top + bottom) / 2f, (float)best, (Width - 1) / 2f, (short)thickness, (short)from, (short)to)
            : null;
    }

    private double SlopeOf(int step) => 2.0 * step / Width;

    private int DownAt(double slope, int x) => (int)Math.Round(slope * (x - ((Width - 1) / 2.0)));

    private static (int From, int To) LongestRun(ReadOnlySpan<bool> set)
    {
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
}
