using Emnist.Recognition.Reading.Grammars;

namespace Emnist.Recognition.Tests.Reading.Grammars;

/// <summary>The search and the costs of what else there may be, against all readings one by one.</summary>
public sealed class GrammarSearchTests
{
    private static readonly CharacterClasses Classes = new(["1", "7", "A", "a"]);

    public static TheoryData<string> Grammars { get; } = ["context", "free", "letters", "1-A|99|a A9|X", "A|AA|AAA"];

    [Theory]
    [MemberData(nameof(Grammars))]
    public void The_cheapest_reading_of_all_is_found(string name)
    {
        (ReadingSymbols symbols, ReadingGrammar grammar) = Create(name);
        Random random = new(1);
        int without = 0;
        for (int i = 0; i < 150; i++)
        {
            var small = SmallLattice.Draw(random, symbols.Count);
            var readings = small.Readings(grammar).ToList();

            var found = new GrammarSearch(small.Lattice, grammar, small.Spaces).Find();

            Assert.Equal(readings.Count > 0, found is not null);
            without += found is null ? 1 : 0;
            if (found is { } way)
            {
                (List<(int Segment, int Symbol)> path, double cost) = readings.MinBy(static reading => reading.Cost);
                Assert.Equal(cost, way.Cost, 1e-9);
                Assert.Equal(path, way.Path.Select(static read => (read.Segment, read.Symbol)));
            }
        }

        Assert.True(without < 120, $"{without} of 150 lattices have no reading");
    }

    [Fact]
    public void Of_very_many_ways_that_cost_much_the_same_the_cheapest_are_kept()
    {
        Dictionary<int, double> ways = Enumerable.Range(0, 50_000).ToDictionary(static state => state, static state => state % 5 / 10.0);

        GrammarSearch.Prune(ways, static cost => cost, beam: 7);

        Assert.Equal(2000, ways.Count);
        Assert.All(ways, static way => Assert.True(way.Key % 5 == 0 && way.Key < 10_000));
    }

    [Fact]
    public void Segments_that_are_not_allowed_are_not_taken()
    {
        (ReadingSymbols symbols, ReadingGrammar grammar) = Create("context");
        Random random = new(2);
        for (int i = 0; i < 100; i++)
        {
            var small = SmallLattice.Draw(random, symbols.Count);
            var found = new GrammarSearch(small.Lattice, grammar, small.Spaces).Find(segment => small.Lattice.Segments[segment].Count == 1);

            double least = small.Readings(grammar)
                .Where(reading => reading.Path.TrueForAll(p => small.Lattice.Segments[p.Segment].Count == 1))
                .Select(static reading => reading.Cost).DefaultIfEmpty(double.NaN).Min();
            Assert.Equal(least, found?.Cost ?? double.NaN, 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Grammars))]
    public void What_else_a_segment_may_be_costs_the_cheapest_reading_in_which_it_is(string name)
    {
        (ReadingSymbols symbols, ReadingGrammar grammar) = Create(name);
        Random random = new(3);
        for (int i = 0; i < 100; i++)
        {
            var small = SmallLattice.Draw(random, symbols.Count);
            if (new GrammarSearch(small.Lattice, grammar, small.Spaces).Find() is not { } way
                || way.Path.Any(static read => read.Symbol < 0))
            {
                continue;
            }

            double[][] costs = ChainReading.Find(
                [.. way.Path.Select(read => small.Lattice.CostsOf(read.Segment))],
                grammar,
                [.. way.Path.Select(read => small.Spaces[small.Lattice.Segments[read.Segment].First])],
                symbols.Count);

            int[] segments = [.. way.Path.Select(static read => read.Segment)];
            var sameCuts = small.Readings(grammar)
                .Where(reading => reading.Path.TrueForAll(static p => p.Symbol >= 0))
                .Where(reading => reading.Path.Select(static p => p.Segment).SequenceEqual(segments))
                .ToList();
            for (int place = 0; place < segments.Length; place++)
            {
                for (int symbol = 0; symbol < symbols.Count; symbol++)
                {
                    double least = sameCuts.Where(reading => reading.Path[place].Symbol == symbol)
                        .Select(static reading => reading.Cost).DefaultIfEmpty(double.PositiveInfinity).Min();
                    Assert.Equal(least, costs[place][symbol], 1e-9);
                }

                Assert.Equal(costs[place].Min(), costs[place][way.Path[place].Symbol], 1e-9);
            }
        }
    }

    private static (ReadingSymbols Symbols, ReadingGrammar Grammar) Create(string name)
    {
        var options = new ReadTextOptions { Marks = new CharacterSet("-"), Pattern = name is "context" or "free" or "letters" ? null : name };
        options.Validate();
        ReadingSymbols symbols = new(Classes, options);
        return (symbols, name switch
        {
            "context" => new ContextGrammar(symbols),
            "free" => new FreeGrammar(symbols, 0.5),
            "letters" => new LetterGrammar(symbols, new ContextGrammar(symbols)),
            _ => new PatternGrammar(options.ParsedPattern!, symbols),
        });
    }
}
