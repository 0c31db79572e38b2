using System.Buffers;
using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>A straight line from the left edge of a picture to the right.</summary>
/// <param name="Middle">Its row at the picture's middle column.</param>
/// <param name="Slope">Rows down to a column to the right.</param>
/// <param name="Thickness">Its rows, where no ink crosses it.</param>
internal readonly record struct RuledLine(double Middle, double Slope, int Thickness)
{
    public int RowAt(int x, int width) => (int)Math.Round(Middle + (Slope * (x - (width / 2.0))));
}

/// <summary>
/// Finds the lines that run across a picture, nearly level and parallel, by a Radon transform over a few degrees: the
/// picture is summed along every slope, and lines are the rows in which nearly every column is set.
/// </summary>
internal static class RuledLineSearch
{
    /// <summary>The steepest line: 6 degrees.</summary>
    private const double MaxSlope = 0.1;

    /// <summary>At most so many columns take part.</summary>
    private const int Columns = 256;

    /// <summary>A line is set in this part of the columns, and in this part of those near either end.</summary>
    private const double MinSet = 0.75;
    private const double MinSetAtEnd = 0.6;

    /// <summary>The columns near an end, as a part of all.</summary>
    private const double EndPart = 0.06;

    /// <summary>What is thicker, as a part of the picture's shorter side, is no line: of paper, and of a cell's walls.</summary>
    public const double MaxThickness = 0.06;
    private const double MaxWallThickness = 0.12;

    /// <summary>Finds the lines, those as thick as walls among them.</summary>
    /// <param name="contrast">The picture less its ground, ink and lines positive.</param>
    /// <param name="threshold">A pixel is set from this contrast on.</param>
    /// <param name="upright">Whether the lines are looked for that run from the top to the bottom, in the picture with rows for columns.</param>
    public static List<RuledLine> Find(Plane contrast, float threshold, bool upright)
    {
        (int width, int height) = upright ? (contrast.Height, contrast.Width) : (contrast.Width, contrast.Height);
        int columns = ColumnsOf(width);
        ushort[] rented = ArrayPool<ushort>.Shared.Rent((columns + 1) * height);
        Span<ushort> before = rented.AsSpan(0, (columns + 1) * height);
        before.Clear();
        int least = (int)(MinSet * columns);
        int steps = AddSet(contrast, threshold, upright, before) < least ? -1 : (int)(MaxSlope * width / 2);
        Span<ushort> sums = stackalloc ushort[height];
        Span<ushort> best = stackalloc ushort[height];
        (double bestSlope, long bestScore) = (0, 0);
        for (int i = -steps; i <= steps; i++)
        {
            double slope = 2.0 * i / width;
            Sum(before, width, slope, sums);
            long score = 0;
            foreach (ushort sum in sums)
            {
                score += sum >= least ? (long)sum * sum : 0;
            }

            if (score > bestScore)
            {
                (bestSlope, bestScore) = (slope, score);
                sums.CopyTo(best);
            }
        }

        ArrayPool<ushort>.Shared.Return(rented);
        if (bestScore == 0)
        {
            return [];
        }

        using Plane? turned = upright ? contrast.Transpose() : null;
        return Lines(turned ?? contrast, threshold, bestSlope, best, least);
    }

    /// <summary>
    /// How many pixels are set of those that lie before a column in a row, of some columns, evenly spread. A pixel counts where it or
    /// the one above or below it is set: a line of one pixel is a staircase, which no slope follows exactly.
    /// </summary>
    /// <param name="contrast">The picture.</param>
    /// <param name="threshold">A pixel is set from this contrast on.</param>
    /// <param name="upright">Whether columns stand for rows.</param>
    /// <param name="before"><c>[columns + 1, height]</c>, zeros; written.</param>
    /// <returns>In how many columns anything is set.</returns>
    private static int AddSet(Plane contrast, float threshold, bool upright, Span<ushort> before)
    {
        (int width, int height) = upright ? (contrast.Height, contrast.Width) : (contrast.Width, contrast.Height);
        int step = StepFor(width);
        for (int row = 0; row < contrast.Height; row++)
        {
            ReadOnlySpan<float> values = contrast.Row(row);
            if (upright && row % step != step / 2)
            {
                continue;
            }

            for (int place = Sweep.IndexFrom(values, threshold, 0); place >= 0; place = Sweep.IndexFrom(values, threshold, place))
            {
                for (; place < values.Length && values[place] >= threshold; place++)
                {
                    (int x, int y) = upright ? (row, place) : (place, row);
                    if (x % step == step / 2)
                    {
                        Span<ushort> column = before.Slice(((x / step) + 1) * height, height);
                        column[Math.Max(0, y - 1)] = 1;
                        column[y] = 1;
                        column[Math.Min(height - 1, y + 1)] = 1;
                    }
                }
            }
        }

        int columns = 0;
        for (int start = height; start < before.Length; start += height)
        {
            Span<ushort> column = before.Slice(start, height);
            columns += column.ContainsAnyExcept((ushort)0) ? 1 : 0;
            TensorPrimitives.Add(column, before.Slice(start - height, height), column);
        }

        return columns;
    }

    private static int StepFor(int width) => (width + Columns - 1) / Columns;

    private static int ColumnsOf(int width) => StepFor(width) is var step ? (width - (step / 2) + step - 1) / step : 0;

    /// <summary>Counts for each row the columns in which the line through it with a slope is set.</summary>
    private static void Sum(ReadOnlySpan<ushort> before, int width, double slope, Span<ushort> sums)
    {
        sums.Clear();
        RuledLine line = new(0, slope, 1);
        (int step, int columns) = (StepFor(width), ColumnsOf(width));
        int end;
        for (int first = 0; first < columns; first = end)
        {
            // The columns in which the line is equally far up or down count at once.
            int down = DownAt(first);
            for (end = first + 1; end < columns && DownAt(end) == down; end++)
            {
            }

            int count = sums.Length - Math.Abs(down);
            if (count > 0)
            {
                int from = Math.Max(0, down);
                Span<ushort> to = sums.Slice(Math.Max(0, -down), count);
                TensorPrimitives.Add(to, before.Slice((end * sums.Length) + from, count), to);
                TensorPrimitives.Subtract(to, before.Slice((first * sums.Length) + from, count), to);
            }
        }

        int DownAt(int column) => line.RowAt((step / 2) + (column * step), width);
    }

    private static List<RuledLine> Lines(Plane contrast, float threshold, double slope, ReadOnlySpan<ushort> sums, int least)
    {
        List<RuledLine> lines = [];
        for (int y = 0; y < sums.Length; y++)
        {
            if (sums[y] < least)
            {
                continue;
            }

            int first = y;
            int peak = y;
            for (; y < sums.Length && sums[y] >= least; y++)
            {
                peak = sums[y] > sums[peak] ? y : peak;
            }

            int middle = sums[peak] == sums[(first + y - 1) / 2] ? (first + y - 1) / 2 : peak;
            RuledLine line = new(middle, slope, 1);
            if (ThicknessOf(contrast, threshold, line) is { } thickness
                && thickness <= Math.Max(2, MaxWallThickness * Math.Min(contrast.Width, contrast.Height)))
            {
                lines.Add(line with { Thickness = thickness });
            }
        }

        return lines;
    }

    /// <summary>The median run of set rows along a line; null where it does not reach both edges.</summary>
    private static int? ThicknessOf(Plane contrast, float threshold, RuledLine line)
    {
        int end = Math.Max(2, (int)(EndPart * contrast.Width));
        (int setLeft, int setRight) = (0, 0);
        Span<int> runs = stackalloc int[contrast.Width];
        int count = 0;
        for (int x = 0; x < contrast.Width; x++)
        {
            (int top, int bottom) = RunAt(contrast, threshold, x, line.RowAt(x, contrast.Width));
            if (bottom > top)
            {
                runs[count++] = bottom - top;
                setLeft += x < end ? 1 : 0;
                setRight += x >= contrast.Width - end ? 1 : 0;
            }
        }

        runs = runs[..count];
        runs.Sort();
        return Math.Min(setLeft, setRight) >= MinSetAtEnd * end ? runs[count / 2] : null;
    }

    /// <summary>The set rows around a place, or one row above or below it; none when neither is set.</summary>
    public static (int Top, int Bottom) RunAt(Plane contrast, float threshold, int x, int y)
    {
        foreach (int start in (ReadOnlySpan<int>)[y, y - 1, y + 1])
        {
            if (start >= 0 && start < contrast.Height && IsSet(start))
            {
                (int top, int bottom) = (start, start + 1);
                while (top > 0 && IsSet(top - 1))
                {
                    top--;
                }

                while (bottom < contrast.Height && IsSet(bottom))
                {
                    bottom++;
                }

                return (top, bottom);
            }
        }

        return (0, 0);

        bool IsSet(int row) => contrast.Values[(row * contrast.Width) + x] >= threshold;
    }
}
