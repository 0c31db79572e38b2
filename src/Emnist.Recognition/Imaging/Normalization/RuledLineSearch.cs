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
    public static List<RuledLine> Find(Plane contrast, float threshold)
    {
        (int width, int height) = (contrast.Width, contrast.Height);
        int[][] columns = SetColumns(contrast, threshold);
        int steps = (int)(MaxSlope * width / 2);
        int[] sums = new int[height];
        int[] best = new int[height];
        (double bestSlope, long bestScore) = (0, 0);
        int least = (int)(MinSet * columns.Length);
        for (int i = -steps; i <= steps; i++)
        {
            double slope = 2.0 * i / width;
            Sum(columns, width, slope, sums);
            long score = 0;
            foreach (int sum in sums)
            {
                score += sum >= least ? (long)sum * sum : 0;
            }

            if (score > bestScore)
            {
                (bestSlope, bestScore) = (slope, score);
                sums.CopyTo(best, 0);
            }
        }

        return bestScore == 0 ? [] : [.. Lines(contrast, threshold, bestSlope, best, least)];
    }

    /// <summary>
    /// 1 for each pixel of some columns, evenly spread, that is set or next to one that is, and 0 for the others: a
    /// line of one pixel is a staircase, which no slope follows exactly.
    /// </summary>
    private static int[][] SetColumns(Plane contrast, float threshold)
    {
        int step = StepFor(contrast.Width);
        int[][] columns = new int[(contrast.Width - (step / 2) + step - 1) / step][];
        for (int i = 0; i < columns.Length; i++)
        {
            int[] column = columns[i] = new int[contrast.Height];
            int x = (step / 2) + (i * step);
            for (int y = 0; y < column.Length; y++)
            {
                if (contrast.Values[(y * contrast.Width) + x] >= threshold)
                {
                    column.AsSpan(Math.Max(0, y - 1), Math.Min(3, column.Length - Math.Max(0, y - 1))).Fill(1);
                }
            }
        }

        return columns;
    }

    private static int StepFor(int width) => (width + Columns - 1) / Columns;

    /// <summary>Counts for each row the columns in which the line through it with a slope is set.</summary>
    private static void Sum(int[][] columns, int width, double slope, int[] sums)
    {
        Array.Clear(sums);
        RuledLine line = new(0, slope, 1);
        int step = StepFor(width);
        for (int i = 0; i < columns.Length; i++)
        {
            int down = line.RowAt((step / 2) + (i * step), width);
            int count = sums.Length - Math.Abs(down);
            if (count > 0)
            {
                Span<int> from = columns[i].AsSpan(Math.Max(0, down), count);
                Span<int> to = sums.AsSpan(Math.Max(0, -down), count);
                TensorPrimitives.Add(from, to, to);
            }
        }
    }

    private static IEnumerable<RuledLine> Lines(Plane contrast, float threshold, double slope, int[] sums, int least)
    {
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
                yield return line with { Thickness = thickness };
            }
        }
    }

    /// <summary>The median run of set rows along a line; null where it does not reach both edges.</summary>
    private static int? ThicknessOf(Plane contrast, float threshold, RuledLine line)
    {
        int end = Math.Max(2, (int)(EndPart * contrast.Width));
        (int setLeft, int setRight) = (0, 0);
        List<int> runs = [];
        for (int x = 0; x < contrast.Width; x++)
        {
            (int top, int bottom) = RunAt(contrast, threshold, x, line.RowAt(x, contrast.Width));
            if (bottom > top)
            {
                runs.Add(bottom - top);
                setLeft += x < end ? 1 : 0;
                setRight += x >= contrast.Width - end ? 1 : 0;
            }
        }

        runs.Sort();
        return Math.Min(setLeft, setRight) >= MinSetAtEnd * end ? runs[runs.Count / 2] : null;
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
