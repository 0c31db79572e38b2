namespace Emnist.Recognition.Reading.Grammars;

/// <summary>
/// The cheapest way through a segmentation lattice that a grammar allows, by dynamic programming over the pairs of an atom and a state of
/// the grammar (Viterbi).
/// </summary>
/// <param name="lattice">The line's segments and what reading each as each symbol costs.</param>
/// <param name="grammar">The grammar.</param>
/// <param name="spaces">[atoms]: whether a gap between words is before an atom.</param>
internal sealed class GrammarSearch(SegmentationLattice lattice, ReadingGrammar grammar, IReadOnlyList<bool> spaces)
{
    /// <summary>Of more ways than so many, as through a list of words, those are given up that cost far more than the cheapest to there.</summary>
    private const int MaxWays = 64;

    /// <summary>Of no more ways than so many is it followed how they go on: a line of doubtful ink has many that cost the same.</summary>
    private const int MostWays = 2000;

    /// <summary>[atoms]: the ways to each state before an atom.</summary>
    private readonly Dictionary<int, Way>[] _ways =
        [.. Enumerable.Range(0, lattice.AtomCount + 1).Select(static _ => new Dictionary<int, Way>())];

    /// <summary>The cheapest of each set of symbols for the segment that is looked at: many arcs have the same.</summary>
    private readonly List<(int[] Symbols, int Best, double Cost)> _cheapest = [];

    /// <summary>Finds the way.</summary>
    /// <param name="allowed">Whether a segment may be taken; null for all.</param>
    /// <returns>The segments and their symbols, from the left, and the cost; null where the grammar allows no way.</returns>
    public (IReadOnlyList<ReadSegment> Path, double Cost)? Find(Func<int, bool>? allowed = null)
    {
        _ways[0][grammar.Start] = new Way(0, -1, -1, -1);
        int next = 0;
        for (int atom = 0; atom < lattice.AtomCount; atom++)
        {
            _ways[atom] = atom > 0 && spaces[atom] ? BehindSpace(_ways[atom]) : _ways[atom];
            Prune(_ways[atom], static way => way.Cost, grammar.Beam);
            for (; next < lattice.Segments.Count && lattice.Segments[next].First == atom; next++)
            {
                if (allowed is null || allowed(next))
                {
                    Extend(atom, next);
                }
            }
        }

        (int last, double cost) = (-1, double.PositiveInfinity);
        foreach ((int state, Way way) in _ways[^1])
        {
            if (grammar.IsFinal(state) && way.Cost + grammar.CostOfEnd(state) is var whole && (last < 0 || whole < cost))
            {
                (last, cost) = (state, whole);
            }
        }

        return last < 0 ? null : (Back(last), cost);
    }

    /// <summary>Gives up what costs far more than the cheapest, if there is much.</summary>
    public static void Prune<T>(Dictionary<int, T> ways, Func<T, double> costOf, double beam)
    {
        if (ways.Count > MaxWays)
        {
            double most = ways.Values.Min(costOf) + beam;
            foreach (int state in ways.Where(way => costOf(way.Value) > most).Select(static way => way.Key).ToList())
            {
                _ = ways.Remove(state);
            }

            if (ways.Count > MostWays)
            {
                var dear = ways.OrderBy(way => costOf(way.Value)).ThenBy(static way => way.Key).Skip(MostWays).ToList();
                dear.ForEach(way => ways.Remove(way.Key));
            }
        }
    }

    private void Extend(int atom, int segment)
    {
        Dictionary<int, Way> after = _ways[atom + lattice.Segments[segment].Count];
        ReadOnlySpan<double> costs = lattice.CostsOf(segment).Span;
        _cheapest.Clear();
        foreach ((int state, Way way) in _ways[atom])
        {
            // A speck is nothing, and changes no state.
            Lower(after, state, new Way(way.Cost + costs[^1], state, segment, -1));
            foreach (GrammarArc arc in grammar.From(state))
            {
                (int best, double least) = Cheapest(arc.Symbols, costs);
                Lower(after, arc.To, new Way(way.Cost + least + arc.Cost, state, segment, best));
            }
        }
    }

    private (int Best, double Cost) Cheapest(int[] symbols, ReadOnlySpan<double> costs)
    {
        if (symbols is [var only])
        {
            return (only, costs[only]);
        }

        foreach ((int[] known, int knownBest, double cost) in _cheapest)
        {
            if (known == symbols)
            {
                return (knownBest, cost);
            }
        }

        (int best, double least) = (-1, double.PositiveInfinity);
        foreach (int symbol in symbols)
        {
            if (costs[symbol] < least)
            {
                (best, least) = (symbol, costs[symbol]);
            }
        }

        _cheapest.Add((symbols, best, least));
        return (best, least);
    }

    private static void Lower(Dictionary<int, Way> ways, int state, Way way)
    {
        if (double.IsFinite(way.Cost) && (!ways.TryGetValue(state, out Way known) || way.Cost < known.Cost))
        {
            ways[state] = way;
        }
    }

    private Dictionary<int, Way> BehindSpace(Dictionary<int, Way> before)
    {
        Dictionary<int, Way> behind = [];
        foreach ((int state, Way way) in before)
        {
            if (grammar.AfterSpace(state) is { } to)
            {
                Lower(behind, to, way with { Cost = way.Cost + grammar.CostOfEnd(state) });
            }
        }

        return behind;
    }

    private List<ReadSegment> Back(int state)
    {
        List<ReadSegment> path = [];
        for (int atom = lattice.AtomCount; atom > 0;)
        {
            Way way = _ways[atom][state];
            path.Add(new ReadSegment(way.Segment, way.Symbol, state));
            (atom, state) = (lattice.Segments[way.Segment].First, way.From);
        }

        path.Reverse();
        return path;
    }

    /// <param name="Cost">What the way costs to here.</param>
    /// <param name="From">The state before its last segment, as it is behind a gap.</param>
    /// <param name="Segment">Its last segment.</param>
    /// <param name="Symbol">What that is read as; -1 for a speck.</param>
    private readonly record struct Way(double Cost, int From, int Segment, int Symbol);
}

/// <summary>A segment as it is read.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Symbol">What it is read as; -1 for a speck.</param>
/// <param name="State">The grammar's state behind it.</param>
internal readonly record struct ReadSegment(int Segment, int Symbol, int State);
