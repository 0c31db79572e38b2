using Emnist.Recognition.Reading.Grammars;

namespace Emnist.Recognition.Tests.Reading.Grammars;

/// <summary>Words whose letters follow each other as in languages, beside what usually stands together.</summary>
public sealed class LetterGrammarTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private static readonly ReadingSymbols Symbols = new(
        new CharacterClasses([.. $"0123456789{Letters.ToUpperInvariant()}{Letters}".Select(static name => $"{name}")]),
        new ReadTextOptions { Marks = new CharacterSet("-.") });

    private static readonly LetterGrammar Grammar = new(Symbols, new ContextGrammar(Symbols));

    [Theory]
    [InlineData("Danke", "Danhe")]
    [InlineData("the window", "the wjndow")]
    [InlineData("Haus-nummer", "Haus-nvmmer")]
    [InlineData("hello", "he110")]
    [InlineData("street 12", "stneet 12")]
    [InlineData("bonjour", "bonjovr")]
    [InlineData("gracias", "gnacias")]
    [InlineData("quick", "quich")]
    [InlineData("number", "nurnber")]
    public void Words_of_languages_are_likelier_than_what_looks_like_them(string word, string other) =>
        Assert.True(CostOf(word) < CostOf(other) - 1, $"{CostOf(word)} {CostOf(other)}");

    [Fact]
    public void Without_letters_or_context_or_beside_a_list_of_words_there_is_none()
    {
        ReadTextOptions options = new();

        Assert.NotNull(new LineGrammars(Symbols, options).Letters);
        Assert.Null(new LineGrammars(Symbols, options with { UseContext = false }).Letters);
        Assert.Null(new LineGrammars(Symbols, options with { Words = new WordList(["one"]) }).Letters);
        Assert.Null(new LineGrammars(new ReadingSymbols(new CharacterClasses(["0", "1", "five"]), options), options).Letters);
    }

    [Theory]
    [InlineData("xkqv")]
    [InlineData("AB12")]
    [InlineData("1O5")]
    [InlineData("wzt4kq")]
    [InlineData("K")]
    [InlineData("B-9")]
    [InlineData("qWxz")]
    [InlineData("7.5")]
    public void What_is_no_word_costs_as_it_does_without_letters(string code) =>
        Assert.Equal(CostOf(code, Grammar.Context), CostOf(code));

    [Fact]
    public void All_sequences_of_letters_have_probabilities_behind_them()
    {
        double[][] behind = [.. Enumerable.Range(0, LetterSequences.Count).Select(LetterSequences.Behind)];

        Assert.All(behind.SelectMany(static all => all), static probability => Assert.InRange(probability, 1e-4, 1));
        Assert.All(behind, static all => Assert.Equal(1, all.Sum(), 1e-9));
    }

    [Theory]
    [InlineData("ing", 0)] // A word ends.
    [InlineData("  q", 'u')]
    [InlineData("sch", 'e')]
    [InlineData(" th", 'e')]
    public void What_is_likeliest_behind_letters_is_what_languages_have_there(string letters, int likeliest)
    {
        static int Number(int letter) => letter is ' ' or 0 ? 0 : letter - 'a' + 1;
        double[] behind = LetterSequences.Behind(letters.Aggregate(0, static (before, letter) => LetterSequences.Next(before, Number(letter))));

        Assert.Equal(Number(likeliest), Array.IndexOf(behind, behind.Max()));
    }

    private static double CostOf(string line, ReadingGrammar? grammar = null)
    {
        grammar ??= Grammar;
        Dictionary<int, double> ways = new() { [grammar.Start] = 0 };
        foreach (char character in line)
        {
            IEnumerable<(int To, double Cost)> steps = character == ' '
                ? ways.Select(way => (grammar.AfterSpace(way.Key)!.Value, way.Value + grammar.CostOfEnd(way.Key)))
                : ways.SelectMany(way => grammar.From(way.Key)
                    .Where(arc => arc.Symbols.Contains(Symbols.Named($"{character}")!.Value))
                    .Select(arc => (arc.To, way.Value + arc.Cost)));
            ways = steps.GroupBy(static step => step.To).ToDictionary(static step => step.Key, static step => step.Min(way => way.Cost));
        }

        return ways.Min(way => way.Value + grammar.CostOfEnd(way.Key));
    }
}
