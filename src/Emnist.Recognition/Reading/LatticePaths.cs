namespace Emnist.Recognition.Reading;

/// <summary>
/// The cheapest path through a segmentation lattice for every number of characters, by dynamic programming:
/// <c>cost[i, n] = min over the segments s that end at atom i of cost[first(s), n - 1] + cost(s)</c>. Marks are not counted.
/// </summary>
internal sealed class LatticePaths
{
    private readonly IReadOnlyList<Segment> _segments;

    /// <summary>[atoms taken][characters so far]: the cost, and the segment that came last, complemented where it is a mark.</summary>
    private readonly double[][] _costs;
    private readonly int[][] _last;

    private LatticePaths(IReadOnlyList<Segment> segments, double[][] costs, int[][] last)
    {
        _segments = segments;
        _costs = costs;
        _last = last;
        CheapestCount = Enumerable.Range(0, costs[^1].Length).MinBy(CostOf);
    }

    /// <summary>The number of characters of the cheapest path of all.</summary>
    public int CheapestCount { get; }

    /// <summary>Finds the paths from before the first atom to behind the last.</summary>
    /// <param name="atomCount">The number of atoms to be divided.</param>
    /// <param name="segments">The segments, by their first atoms.</param>
    /// <param name="characterCosts">What it costs to take each segment for a character.</param>
    /// <param name="markCosts">What it costs to take each segment for a mark.</param>
    public static LatticePaths Find(
        int atomCount, IReadOnlyList<Segment> segments, IReadOnlyList<double> characterCosts, IReadOnlyList<double> markCosts)
    {
        double[][] costs = new double[atomCount + 1][];
        int[][] last = new int[atomCount + 1][];
        for (int i = 0; i <= atomCount; i++)
        {
            costs[i] = new double[i + 1];
            costs[i].AsSpan().Fill(double.PositiveInfinity);
            last[i] = new int[i + 1];
        }

        costs[0][0] = 0;
        for (int s = 0; s < segments.Count; s++)
        {
            Segment segment = segments[s];
            double[] before = costs[segment.First];
            double[] after = costs[segment.First + segment.Count];
            for (int count = 0; count < before.Length; count++)
            {
                int[] lastAfter = last[segment.First + segment.Count];
                Lower(ref after[count + 1], ref lastAfter[count + 1], before[count] + characterCosts[s], s);
                Lower(ref after[count], ref lastAfter[count], before[count] + markCosts[s], ~s);
            }
        }

        return new LatticePaths(segments, costs, last);
    }

    /// <summary>Shares a number of characters out among lines, at the least cost.</summary>
    /// <returns>A possible count for each line; their sum is the nearest to the wanted one that there is.</returns>
    public static int[] Share(IReadOnlyList<LatticePaths> lines, int wanted)
    {
        List<double[]> totals = [[0]];
        foreach (LatticePaths line in lines)
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

    /// <summary>The cheapest path of a number of characters that is possible.</summary>
    /// <returns>The indices of its segments from the left, and whether each is taken for a mark or a speck.</returns>
    public IReadOnlyList<(int Segment, bool IsMark)> PathWith(int count)
    {
        List<(int Segment, bool IsMark)> path = [];
        for (int atoms = _costs.Length - 1; atoms > 0;)
        {
            int last = _last[atoms][count];
            int segment = last < 0 ? ~last : last;
            path.Add((segment, last < 0));
            atoms = _segments[segment].First;
            count -= last < 0 ? 0 : 1;
        }

        path.Reverse();
        return path;
    }

    private static void Lower(ref double cost, ref int last, double other, int segment)
    {
        if (other < cost)
        {
            (cost, last) = (other, segment);
        }
    }

    private double CostOf(int count) => _costs[^1][count];
}
