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
/// picture is summed along every slope, and lines are the rows in which nearly every column is set. Those of a sheet that was
/// photographed from aside run together at a distance: their slope changes evenly from the top to the bottom.
/// </summary>
internal static class RuledLineSearch
{
    /// <summary>The steepest line: 6 degrees.</summary>
    public const double MaxSlope = 0.1;

    /// <summary>
    /// How far the slope changes from the middle of a picture to its edge, at most; and what a fan of lines has more of rows that are set
    /// than parallel ones, and lines at least, or it is none.
    /// </summary>
    private const double MaxTurn = 0.04;
    private const double FanGain = 1.15;
    private const int MinFan = 4;

    /// <summary>
    /// A line that a sheet would have is looked for within so many rows, and set in this part of the columns; it is no thicker than so many
    /// times those that were found, which are no nearer to each other than so many rows.
    /// </summary>
    private const int Aside = 2;
    private const double MinSetOfSheet = 0.35;
    private const double ThickerThanFound = 1.5;
    private const double MinDistance = 6;

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
        List<SetRow>? rows = null;
        for (int i = -steps; i <= steps; i++)
        {
            Sum(before, width, SlopeOf(i, width), sums);
            for (int y = 0; y < height; y++)
            {
                if (sums[y] >= least)
                {
                    (rows ??= []).Add(new SetRow(i, y, sums[y]));
                }
            }
        }

        ArrayPool<ushort>.Shared.Return(rented);
        if (rows is null)
        {
            return [];
        }

        using Plane? turned = upright ? contrast.Transpose() : null;
        LineFan[] fans = BestFans(rows, steps, width, height);
        List<RuledLine> parallel = Lines(turned ?? contrast, threshold, fans[0], rows, sums);
        List<RuledLine> fan = fans.Length > 1 ? Lines(turned ?? contrast, threshold, fans[1], rows, sums) : [];
        return fan.Count >= MinFan && fan.Count > parallel.Count ? fan : parallel;
    }

    private static double SlopeOf(int step, int width) => 2.0 * step / width;

    /// <summary>
    /// The slopes of the most rows that are set: of parallel lines, and of a fan where it has more of them.
    /// </summary>
    private static LineFan[] BestFans(List<SetRow> rows, int steps, int width, int height)
    {
        int turns = (int)(MaxTurn * width / 2);
        long[] scores = ArrayPool<long>.Shared.Rent(((2 * steps) + 1) * ((2 * turns) + 1));
        Span<long> all = scores.AsSpan(0, ((2 * steps) + 1) * ((2 * turns) + 1));
        all.Clear();
        foreach (SetRow row in rows)
        {
            for (int turn = -turns; turn <= turns; turn++)
            {
                int middle = row.Step - new LineFan(0, turn, height).StepAt(row.Y);
                if (Math.Abs(middle) <= steps)
                {
                    all[((turn + turns) * ((2 * steps) + 1)) + middle + steps] += (long)row.Sum * row.Sum;
                }
            }
        }

        Span<long> ofParallel = all.Slice(turns * ((2 * steps) + 1), (2 * steps) + 1);
        int straight = TensorPrimitives.IndexOfMax<long>(ofParallel);
        int best = TensorPrimitives.IndexOfMax<long>(all);
        LineFan parallel = new(straight - steps, 0, height);
        LineFan[] fans = all[best] > FanGain * ofParallel[straight]
            ? [parallel, new LineFan((best % ((2 * steps) + 1)) - steps, (best / ((2 * steps) + 1)) - turns, height)]
            : [parallel];
        ArrayPool<long>.Shared.Return(scores);
        return fans;
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
        for (int row = upright ? step / 2 : 0; row < contrast.Height; row += upright ? step : 1)
        {
            ReadOnlySpan<float> values = contrast.Row(row);
            if (!upright)
            {
                for (int x = step / 2; x < values.Length; x += step)
                {
                    if (values[x] >= threshold)
                    {
                        Set(before, x / step, row);
                    }
                }

                continue;
            }

            for (int y = Sweep.IndexFrom(values, threshold, 0); y >= 0; y = Sweep.IndexFrom(values, threshold, y))
            {
                for (; y < values.Length && values[y] >= threshold; y++)
                {
                    Set(before, row / step, y);
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

        void Set(Span<ushort> sets, int column, int y)
        {
            Span<ushort> set = sets.Slice((column + 1) * height, height);
            set[Math.Max(0, y - 1)] = 1;
            set[y] = 1;
            set[Math.Min(height - 1, y + 1)] = 1;
        }
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

    private static List<RuledLine> Lines(Plane contrast, float threshold, LineFan fan, List<SetRow> rows, Span<ushort> sums)
    {
        sums.Clear();
        foreach (SetRow row in rows)
        {
            if (row.Step == fan.StepAt(row.Y))
            {
                sums[row.Y] = row.Sum;
            }
        }

        List<RuledLine> lines = [];
        for (int y = 0; y < sums.Length; y++)
        {
            if (sums[y] == 0)
            {
                continue;
            }

            int first = y;
            int peak = y;
            for (; y < sums.Length && sums[y] > 0; y++)
            {
                peak = sums[y] > sums[peak] ? y : peak;
            }

            int middle = sums[peak] == sums[(first + y - 1) / 2] ? (first + y - 1) / 2 : peak;
            RuledLine line = new(middle, SlopeOf(fan.StepAt(middle), contrast.Width), 1);
            if (ThicknessOf(contrast, threshold, line) is { } thickness
                && thickness <= Math.Max(2, MaxWallThickness * Math.Min(contrast.Width, contrast.Height)))
            {
                lines.Add(line with { Thickness = thickness });
            }
        }

        return lines.Count < PaperLines.Sheet ? lines : WithMissing(contrast, threshold, lines);
    }

    /// <summary>
    /// Adds the lines of a sheet, at even distances, that are set over less of their length: where the light is uneven, or ink covers them.
    /// There are no more of them than of those that were found, or it is a texture.
    /// </summary>
    private static List<RuledLine> WithMissing(Plane contrast, float threshold, List<RuledLine> lines)
    {
        double[] distances = [.. lines.Zip(lines.Skip(1), static (a, b) => b.Middle - a.Middle).Order()];
        double distance = distances[(distances.Length - 1) / 2];
        if (distance < MinDistance || contrast.Height > 2 * distance * (lines.Count + 1))
        {
            return lines;
        }

        List<RuledLine> all = [.. lines];
        RuledLine before = lines[0] with { Middle = -distance };
        foreach (RuledLine line in lines.Append(lines[^1] with { Middle = contrast.Height + distance }))
        {
            bool isInside = before.Middle >= 0 && line.Middle < contrast.Height;
            int missing = (int)Math.Round((line.Middle - before.Middle) / distance) - 1;
            double step = isInside ? (line.Middle - before.Middle) / (missing + 1) : distance;
            for (int i = 1; i <= missing; i++)
            {
                double place = before.Middle < 0 ? line.Middle - (i * step) : before.Middle + (i * step);
                if (NearestLine(contrast, threshold, line with { Middle = place }) is { } found)
                {
                    all.Add(found);
                }
            }

            before = line;
        }

        all.Sort(static (a, b) => a.Middle.CompareTo(b.Middle));
        return all;
    }

    /// <summary>The line within some rows of where one is expected that is set in the most columns; null where it is set in too few.</summary>
    private static RuledLine? NearestLine(Plane contrast, float threshold, RuledLine expected)
    {
        Span<int> runs = stackalloc int[contrast.Width];
        (RuledLine? best, int most) = (null, (int)(MinSetOfSheet * contrast.Width));
        for (int aside = -Aside; aside <= Aside; aside++)
        {
            RuledLine line = expected with { Middle = Math.Round(expected.Middle) + aside };
            int count = 0;
            for (int x = 0; x < contrast.Width; x++)
            {
                int row = line.RowAt(x, contrast.Width);
                if (row >= 0 && row < contrast.Height && contrast.Values[(row * contrast.Width) + x] >= threshold)
                {
                    (int top, int bottom) = RunAt(contrast, threshold, x, row);
                    runs[count++] = bottom - top;
                }
            }

            if (count > most)
            {
                runs[..count].Sort();
                (best, most) = (line with { Thickness = runs[count / 2] }, count);
            }
        }

        return best is { } found && found.Thickness <= (ThickerThanFound * expected.Thickness) + 1 ? best : null;
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

    /// <summary>
    /// The set rows around a place, or one row above or below it; none when neither is set. Of a run that is thicker than any line, no more
    /// than tells that is looked at.
    /// </summary>
    public static (int Top, int Bottom) RunAt(Plane contrast, float threshold, int x, int y)
    {
        int reach = (int)(2 * MaxWallThickness * Math.Min(contrast.Width, contrast.Height)) + 4;
        foreach (int start in (ReadOnlySpan<int>)[y, y - 1, y + 1])
        {
            if (start >= 0 && start < contrast.Height && IsSet(start))
            {
                (int top, int bottom) = (start, start + 1);
                while (top > Math.Max(0, start - reach) && IsSet(top - 1))
                {
                    top--;
                }

                while (bottom < Math.Min(contrast.Height, start + reach) && IsSet(bottom))
                {
                    bottom++;
                }

                return (top, bottom);
            }
        }

        return (0, 0);

        bool IsSet(int row) => contrast.Values[(row * contrast.Width) + x] >= threshold;
    }

    /// <summary>A row in which nearly every column is set along a slope.</summary>
    /// <param name="Step">The slope, in steps.</param>
    /// <param name="Y">The row at the picture's middle column.</param>
    /// <param name="Sum">The columns that are set.</param>
    private readonly record struct SetRow(int Step, int Y, ushort Sum);

    /// <summary>Lines whose slopes change evenly from the top to the bottom, or are the same.</summary>
    /// <param name="Middle">The slope in the middle, in steps.</param>
    /// <param name="Turn">How many steps more the last row has.</param>
    /// <param name="Height">The rows.</param>
    private readonly record struct LineFan(int Middle, int Turn, int Height)
    {
        public int StepAt(int y) => Middle + (int)Math.Round(Turn * (((2.0 * y) + 1 - Height) / Height));
    }
}
