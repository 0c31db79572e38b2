namespace Emnist.Recognition;

/// <summary>The cheapest way through a line for every number of characters (dynamic programming).</summary>
internal sealed class SpanPaths
{
    private readonly SpanGraph _line;

    /// <summary>[atoms taken][characters so far]: the cost, and the span that came last.</summary>
    private readonly double[][] _costs;
    private readonly int[][] _last;

    private SpanPaths(SpanGraph line, double[][] costs, int[][] last)
    {
        _line = line;
        _costs = costs;
        _last = last;
        CheapestCount = Enumerable.Range(0, costs[^1].Length).MinBy(CostOf);
    }

    /// <summary>The number of characters of the cheapest way of all.</summary>
    public int CheapestCount { get; }

    public static SpanPaths Through(SpanGraph line, IReadOnlyList<double> spanCosts)
    {
        int atoms = line.AtomCount;
        double[][] costs = new double[atoms + 1][];
        int[][] last = new int[atoms + 1][];
        for (int i = 0; i <= atoms; i++)
        {
            costs[i] = new double[i + 1];
            costs[i].AsSpan().Fill(double.PositiveInfinity);
            last[i] = new int[i + 1];
        }

        costs[0][0] = 0;
        for (int s = 0; s < line.Spans.Count; s++)
        {
            InkSpan span = line.Spans[s];
            double[] before = costs[span.First];
            double[] after = costs[span.First + span.Count];
            for (int count = 0; count < before.Length; count++)
            {
                double cost = before[count] + spanCosts[s];
                if (cost < after[count + 1])
                {
                    after[count + 1] = cost;
                    last[span.First + span.Count][count + 1] = s;
                }
            }
        }

        return new SpanPaths(line, costs, last);
    }

    /// <summary>Shares a number of characters out among lines, at the least cost.</summary>
    /// <returns>A possible count for each line; their sum is the nearest to the wanted one that there is.</returns>
    public static int[] Share(IReadOnlyList<SpanPaths> lines, int wanted)
    {
        List<double[]> totals = [[0]];
        foreach (SpanPaths line in lines)
        {
            double[] before = totals[^1];
            double[] after = new double[before.Length + line._costs[^1].Length - 1];
            after.AsSpan().Fill(double.PositiveInfinity);
            for (int i = 0; i < before.Length; i++)
            {
                for (int count = 0; count < line._costs[^1].Length; count++)
                {
                    after[i + count] = Math.Min(after[i + count], before[i] + line.CostOf(count));
                }
            }

            totals.Add(after);
        }

        int left = Enumerable.Range(0, totals[^1].Length)
            .Where(n => double.IsFinite(totals[^1][n]))
            .MinBy(n => Math.Abs(n - wanted));
        int[] counts = new int[lines.Count];
        for (int i = lines.Count - 1; i >= 0; i--)
        {
            double[] before = totals[i];
            counts[i] = Enumerable.Range(0, lines[i]._costs[^1].Length)
                .Where(count => count <= left && left - count < before.Length)
                .MinBy(count => before[left - count] + lines[i].CostOf(count));
            left -= counts[i];
        }

        return counts;
    }

    /// <summary>The cheapest way with a number of characters.</summary>
    /// <returns>The indices of its spans from the left.</returns>
    public IReadOnlyList<int> Of(int count)
    {
        List<int> path = [];
        for (int atoms = _costs.Length - 1; atoms > 0; count--)
        {
            int span = _last[atoms][count];
            path.Add(span);
            atoms = _line.Spans[span].First;
        }

        path.Reverse();
        return path;
    }

    private double CostOf(int count) => _costs[^1][count];
}
