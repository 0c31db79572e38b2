using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading;
using Emnist.Recognition.Reading.Grammars;

namespace Emnist.Recognition.Tests.Reading.Grammars;

/// <summary>A lattice of a few atoms with costs at random, and every reading of it, found without dynamic programming.</summary>
internal sealed class SmallLattice
{
    private SmallLattice(SegmentationLattice lattice, bool[] spaces) => (Lattice, Spaces) = (lattice, spaces);

    public SegmentationLattice Lattice { get; }

    /// <summary>[atoms]: whether a gap is before an atom.</summary>
    public bool[] Spaces { get; }

    public static SmallLattice Draw(Random random, int symbols)
    {
        int atoms = random.Next(1, 6);
        List<Segment> segments = [];
        List<double[]> costs = [];
        for (int first = 0; first < atoms; first++)
        {
            for (int count = 1; count <= Math.Min(2, atoms - first); count++)
            {
                segments.Add(new Segment(first, count, new PixelBox(first, 0, first + count, 1), 0, 0, 0, false, false, false));
                double[] own = [.. Enumerable.Range(0, symbols + 1).Select(_ => 10 * random.NextDouble())];
                own[random.Next(symbols)] = double.PositiveInfinity;
                own[^1] = random.Next(3) == 0 ? own[^1] : double.PositiveInfinity;
                costs.Add(own);
            }
        }

        return new SmallLattice(
            new SegmentationLattice(atoms, segments, [.. costs]),
            [.. Enumerable.Range(0, atoms).Select(i => i > 0 && random.Next(4) == 0)]);
    }

    /// <summary>Every reading that a grammar allows, and its cost.</summary>
    public IEnumerable<(List<(int Segment, int Symbol)> Path, double Cost)> Readings(ReadingGrammar grammar) =>
        From(grammar, grammar.Start, 0, 0, [], hasSpace: false);

    private IEnumerable<(List<(int Segment, int Symbol)> Path, double Cost)> From(
        ReadingGrammar grammar, int state, int atom, double cost, List<(int Segment, int Symbol)> path, bool hasSpace)
    {
        if (atom == Lattice.AtomCount)
        {
            return grammar.IsFinal(state) && double.IsFinite(cost) ? [(path, cost + grammar.CostOfEnd(state))] : [];
        }

        if (Spaces[atom] && !hasSpace)
        {
            return grammar.AfterSpace(state) is { } behind
                ? From(grammar, behind, atom, cost + grammar.CostOfEnd(state), path, hasSpace: true)
                : [];
        }

        List<(List<(int Segment, int Symbol)> Path, double Cost)> found = [];
        for (int s = 0; s < Lattice.Segments.Count; s++)
        {
            if (Lattice.Segments[s].First != atom)
            {
                continue;
            }

            double[] own = Lattice.CostsOf(s).ToArray();
            int next = atom + Lattice.Segments[s].Count;
            found.AddRange(From(grammar, state, next, cost + own[^1], [.. path, (s, -1)], hasSpace: false));
            foreach (GrammarArc arc in grammar.From(state))
            {
                foreach (int symbol in arc.Symbols)
                {
                    found.AddRange(From(grammar, arc.To, next, cost + own[symbol] + arc.Cost, [.. path, (s, symbol)], hasSpace: false));
                }
            }
        }

        return found;
    }
}
