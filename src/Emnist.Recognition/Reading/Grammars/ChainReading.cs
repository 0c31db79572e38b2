namespace Emnist.Recognition.Reading.Grammars;

/// <summary>
/// What each segment of a path may be beside what it is read as: for each symbol the cost of the cheapest reading of the whole path in
/// which the segment is that symbol (max-marginals, forwards and backwards).
/// </summary>
internal static class ChainReading
{
    /// <summary>Finds the costs.</summary>
    /// <param name="costs">[places]: what each segment costs as each symbol.</param>
    /// <param name="grammar">The grammar.</param>
    /// <param name="spaces">[places]: whether a gap between words is before a place.</param>
    /// <param name="symbols">The number of symbols.</param>
    /// <returns>[places][symbols], the least of each place being that of the path's own symbol.</returns>
    public static double[][] Find(
        IReadOnlyList<ReadOnlyMemory<double>> costs, ReadingGrammar grammar, IReadOnlyList<bool> spaces, int symbols)
    {
        int count = costs.Count;
        var before = new Dictionary<int, double>[count + 1];
        before[0] = new() { [grammar.Start] = 0 };
        for (int i = 0; i < count; i++)
        {
            Dictionary<int, double> after = [];
            foreach ((int state, double cost) in before[i])
            {
                foreach (GrammarArc arc in grammar.From(state))
                {
                    Lower(after, arc.To, cost + arc.Cost + Least(arc, costs[i].Span));
                }
            }

            GrammarSearch.Prune(after, static cost => cost, grammar.Beam);
            before[i + 1] = i + 1 < count && spaces[i + 1] ? BehindSpace(grammar, after) : after;
        }

        double[][] found = [.. Enumerable.Range(0, count).Select(_ => Infinite(symbols))];
        Dictionary<int, double> rest = before[count].Keys.Where(grammar.IsFinal).ToDictionary(static state => state, grammar.CostOfEnd);
        for (int i = count - 1; i >= 0; i--)
        {
            Dictionary<int, double> restHere = [];
            foreach ((int state, double cost) in before[i])
            {
                foreach (GrammarArc arc in grammar.From(state))
                {
                    bool ends = i + 1 < count && spaces[i + 1];
                    int? to = ends ? grammar.AfterSpace(arc.To) : arc.To;
                    if (to is not { } next || !rest.TryGetValue(next, out double left))
                    {
                        continue;
                    }

                    left += ends ? grammar.CostOfEnd(arc.To) : 0;

                    ReadOnlySpan<double> own = costs[i].Span;
                    foreach (int symbol in arc.Symbols)
                    {
                        found[i][symbol] = Math.Min(found[i][symbol], cost + arc.Cost + own[symbol] + left);
                    }

                    Lower(restHere, state, arc.Cost + Least(arc, own) + left);
                }
            }

            rest = restHere;
        }

        return found;
    }

    private static Dictionary<int, double> BehindSpace(ReadingGrammar grammar, Dictionary<int, double> before)
    {
        Dictionary<int, double> behind = [];
        foreach ((int state, double cost) in before)
        {
            if (grammar.AfterSpace(state) is { } to)
            {
                Lower(behind, to, cost + grammar.CostOfEnd(state));
            }
        }

        return behind;
    }

    private static double Least(GrammarArc arc, ReadOnlySpan<double> costs)
    {
        double least = double.PositiveInfinity;
        foreach (int symbol in arc.Symbols)
        {
            least = Math.Min(least, costs[symbol]);
        }

        return least;
    }

    private static void Lower(Dictionary<int, double> costs, int state, double cost)
    {
        if (double.IsFinite(cost) && (!costs.TryGetValue(state, out double known) || cost < known))
        {
            costs[state] = cost;
        }
    }

    private static double[] Infinite(int length)
    {
        double[] costs = new double[length];
        costs.AsSpan().Fill(double.PositiveInfinity);
        return costs;
    }
}
