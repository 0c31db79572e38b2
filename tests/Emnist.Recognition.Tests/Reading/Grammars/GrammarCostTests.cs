using Emnist.Recognition.Reading.Grammars;

namespace Emnist.Recognition.Tests.Reading.Grammars;

/// <summary>What the grammars allow, and which of two texts each holds for likelier, text by text.</summary>
public sealed class GrammarCostTests
{
    private static readonly CharacterClasses Classes =
        new(["1", "2", .. "ABELMZ".Select(static letter => $"{letter}"), .. "abelmz".Select(static letter => $"{letter}"), "<1>"]);

    private static ReadingSymbols Symbols => new(Classes, new ReadTextOptions { Marks = new CharacterSet("-.") });
    private static readonly WordList Words = new(["ab", "Emma", "ale", "l"]);

    [Theory]
    [InlineData("ab", true)]
    [InlineData("Ab", true)]
    [InlineData("AB", true)]
    [InlineData("aB", false)]
    [InlineData("a", false)]
    [InlineData("aba", false)]
    [InlineData("Emma", true)]
    [InlineData("EMMA", true)]
    [InlineData("emma", false)]
    [InlineData("EMma", false)]
    [InlineData("ALe", false)]
    [InlineData("L", true)]
    [InlineData("ab-ale", true)]
    [InlineData("-ab.", true)]
    [InlineData("a-b", false)]
    [InlineData("--", true)]
    [InlineData("ab ale", true)]
    [InlineData("AB Emma l", true)]
    [InlineData("a b", true)]
    [InlineData("E m m a", true)]
    [InlineData("a bale", false)]
    [InlineData("12", false)]
    public void Words_alone_are_those_of_the_list_as_they_are_with_a_capital_and_in_capitals(string text, bool isAllowed) =>
        Assert.Equal(isAllowed, CostOf(new WordGrammar(Words, Symbols, null), text) is not null);

    [Fact]
    public void Each_letter_of_a_word_of_the_list_is_likelier_and_a_capital_that_is_not_in_the_list_less()
    {
        WordGrammar alone = new(Words, Symbols, null);
        double letter = -CostOf(alone, "l")!.Value;

        Assert.True(letter > 0);
        Assert.Equal(-4 * letter, CostOf(alone, "Emma")!.Value, 1e-9);
        Assert.Equal(-4 * letter, CostOf(alone, "EMMA")!.Value, 1e-9);
        Assert.Equal(-2 * letter, CostOf(alone, "ab")!.Value, 1e-9);
        Assert.Equal(-2 * letter, CostOf(alone, "AB")!.Value, 1e-9);
        Assert.InRange(CostOf(alone, "Ab")!.Value, (-2 * letter) + 0.1, 0);
        Assert.Equal(-5 * letter, CostOf(alone, "ab ale")!.Value, 1e-9);
        Assert.Equal(-5 * letter, CostOf(alone, "ab-ale")!.Value, 1e-9);
    }

    [Theory]
    [InlineData("ab", "ba")]
    [InlineData("Emma", "emma")]
    [InlineData("ab ale", "a bale")]
    [InlineData("ab", "a b")]
    public void Beside_other_text_the_words_are_likelier(string likelier, string other)
    {
        WordGrammar grammar = new(Words, Symbols, new FreeGrammar(Symbols, 0));

        Assert.InRange(CostOf(grammar, likelier)!.Value, double.NegativeInfinity, CostOf(grammar, other)!.Value - 0.1);
    }

    [Theory]
    [InlineData("12-1.2", "12")]
    [InlineData("zba", "aA")]
    [InlineData("a1-B", "A1")]
    public void Beside_the_words_the_other_grammar_has_its_own_costs(string text, string other)
    {
        ContextGrammar context = new(Symbols);
        WordGrammar grammar = new(Words, Symbols, context);

        Assert.Equal(CostOf(context, text), CostOf(grammar, text));
        Assert.Equal(CostOf(context, other), CostOf(grammar, other));
    }

    [Fact]
    public void A_word_begins_with_its_first_letter_alone()
    {
        WordGrammar grammar = new(Words, Symbols, null);
        int first = Step(grammar, grammar.Start, "a").Single().To;
        int second = Step(grammar, first, "b").Single().To;

        Assert.Equal((null, false), (grammar.BeginsWord(first), grammar.BeginsWord(second)));
        Assert.Null(grammar.BeginsWord(grammar.Start));
    }

    [Theory]
    [InlineData("ab", "aB")]
    [InlineData("Ab", "aB")]
    [InlineData("AB", "ABa")]
    [InlineData("ABA", "AbA")]
    [InlineData("12", "1a")]
    [InlineData("12", "1A")]
    [InlineData("1.2", "1.a")]
    [InlineData("A1", "a1")]
    [InlineData("AB12", "ab12")]
    [InlineData("A1", "aB")]
    [InlineData("1 a", "1a")]
    [InlineData("ab AB", "abAB")]
    [InlineData("12", "A1")]
    [InlineData("1-2", "1-A")]
    [InlineData("a-B", "1-a")]
    [InlineData("a-b", "a.b")]
    [InlineData("a-b", "a.B")]
    [InlineData("1.2", "a.b")]
    [InlineData("a. b", "a.b")]
    [InlineData("ab", ".ab")]
    public void Letters_of_one_case_and_digits_stand_together_rather_than_mixed(string usual, string unusual)
    {
        ContextGrammar grammar = new(Symbols);

        Assert.InRange(CostOf(grammar, usual)!.Value, double.NegativeInfinity, CostOf(grammar, unusual)!.Value - 0.1);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("1.2-1")]
    [InlineData("ab")]
    [InlineData("Ab")]
    [InlineData("ABE")]
    [InlineData("Ab Ab 12 AB ab")]
    [InlineData("ab. A-b ab-Ab")]
    public void What_is_usual_costs_nothing(string text) => Assert.Equal(0, CostOf(new ContextGrammar(Symbols), text));

    [Theory]
    [InlineData("1+2=3", "a+b")]
    [InlineData("A/B", "/B")]
    [InlineData("a it", "a i+")]
    [InlineData("ait", "ajt")]
    [InlineData("j x", "aj ax")]
    public void Signs_stand_among_digits_and_rare_letters_seldom_within_words(string usual, string unusual)
    {
        ReadingSymbols symbols = new(
            new CharacterClasses([.. "123ABabijtx".Select(static character => $"{character}")]),
            new ReadTextOptions { Marks = new CharacterSet("+/=") });
        ContextGrammar grammar = new(symbols);

        Assert.Equal(0, CostOf(grammar, usual, symbols));
        Assert.InRange(CostOf(grammar, unusual, symbols)!.Value, 0.1, double.MaxValue);
    }

    [Fact]
    public void Without_context_marks_cost_more_than_characters_and_nothing_else_counts()
    {
        FreeGrammar grammar = new(Symbols, 0.5);

        Assert.Equal(CostOf(grammar, "12ab"), CostOf(grammar, "1A a2"));
        Assert.Equal(2.0, CostOf(grammar, "12ab"));
        Assert.True(CostOf(grammar, "1-2b") > CostOf(grammar, "12ab"));
    }

    [Fact]
    public void Symbols_are_the_characters_in_the_models_order_then_the_marks_and_one_for_what_is_not_read()
    {
        Assert.Equal((15, 18, true), (Symbols.CharacterCount, Symbols.Count, Symbols.HasMarks));
        Assert.Equal(
            ["1", "2", "A", "B", "E", "L", "M", "Z", "a", "b", "e", "l", "m", "z", "<1>"],
            Enumerable.Range(0, 15).Select(static symbol => Symbols.Name(symbol)));
        Assert.Equal(["-", ".", "\uFFFD"], Enumerable.Range(15, 3).Select(static symbol => Symbols.Name(symbol)).Order(StringComparer.Ordinal));
        Assert.Equal([.. Enumerable.Range(0, 15), -1, -1, -1], Enumerable.Range(0, 18).Select(static symbol => Symbols.Class(symbol)));
        Assert.Equal(
            [(SymbolKind.Digit, "12"), (SymbolKind.Capital, "ABELMZ"), (SymbolKind.Small, "abelmz"), (SymbolKind.Other, "<1>")],
            Enum.GetValues<SymbolKind>().SkipLast(1)
                .Select(static kind => (kind, string.Concat(Symbols.Of(kind).Select(static symbol => Symbols.Name(symbol))))));
        Assert.Null(Symbols.Named("Q"));
    }

    [Fact]
    public void Characters_of_one_place_in_the_line_share_it()
    {
        int Place(string name) => Symbols.PlaceOf(Symbols.Named(name)!.Value);

        Assert.Equal([Place("1"), Place("1")], [Place("2"), Place("L")]);
        Assert.Equal([Place("a"), Place("b")], [Place("z"), Place("l")]);
        Assert.Equal(4, new[] { Place("1"), Place("a"), Place("b"), Place("<1>") }.Distinct().Count());
        Assert.Equal(4, Symbols.Places.Count);
        Assert.Null(Symbols.Places[Place("<1>")]);
    }

    [Fact]
    public void Without_marks_there_are_characters_alone_and_a_mark_that_is_a_class_is_a_character()
    {
        var none = new ReadingSymbols(Classes, new ReadTextOptions { Marks = null });
        var own = new ReadingSymbols(new CharacterClasses(["1", "-"]), new ReadTextOptions { Marks = new CharacterSet("-") });

        Assert.Equal((15, false), (none.Count, none.HasMarks));
        Assert.Equal((2, false), (own.Count, own.HasMarks));
        Assert.Equal(SymbolKind.Other, own.Kind(own.Named("-")!.Value));
    }

    [Fact]
    public void Of_many_ways_those_far_behind_the_cheapest_are_given_up()
    {
        var few = Enumerable.Range(0, 64).ToDictionary(static way => way, static way => (double)way);
        var many = Enumerable.Range(0, 65).ToDictionary(static way => way, static way => (double)way);

        GrammarSearch.Prune(few, static cost => cost, 20);
        GrammarSearch.Prune(many, static cost => cost, 20);

        Assert.Equal(64, few.Count);
        Assert.Equal(Enumerable.Range(0, 21), many.Keys.Order());
    }

    /// <summary>What a text costs, at the least; null where it is not allowed. Spaces are gaps between words.</summary>
    private static double? CostOf(ReadingGrammar grammar, string text, ReadingSymbols? symbols = null)
    {
        Dictionary<int, double> states = new() { [grammar.Start] = 0 };
        foreach (char character in text)
        {
            var next = states.SelectMany(state => character == ' '
                ? grammar.AfterSpace(state.Key) is { } behind ? [(behind, state.Value)] : Array.Empty<(int To, double Cost)>()
                : Step(grammar, state.Key, $"{character}", symbols).Select(arc => (arc.To, state.Value + arc.Cost)));
            states = next.GroupBy(static way => way.Item1).ToDictionary(static ways => ways.Key, static ways => ways.Min(static way => way.Item2));
        }

        return states.Where(state => grammar.IsFinal(state.Key)).Select(static state => (double?)state.Value).Min();
    }

    private static IEnumerable<GrammarArc> Step(ReadingGrammar grammar, int state, string character, ReadingSymbols? symbols = null) =>
        grammar.From(state).Where(arc => arc.Symbols.Contains((symbols ?? Symbols).Named(character)!.Value));
}
