using Emnist.Recognition.Reading.Grammars;

namespace Emnist.Recognition.Tests.Reading.Grammars;

/// <summary>What is a date, and which is the likelier.</summary>
public sealed class DateGrammarTests
{
    private static readonly ReadingSymbols Symbols = new(
        new CharacterClasses([.. "0123456789A".Select(static character => $"{character}")]),
        new ReadTextOptions { Marks = new CharacterSet("/.-") });

    [Theory]
    [InlineData("12/05/2024", true)]
    [InlineData("1/2/24", true)]
    [InlineData("05.12.24", true)]
    [InlineData("99-99-9999", true)]
    [InlineData("1/2", false)]
    [InlineData("1/2.24", false)]
    [InlineData("1/2/2", false)]
    [InlineData("1/2/20245", false)]
    [InlineData("A/2/24", false)]
    [InlineData("0/2/24", false)]
    public void A_date_is_two_numbers_and_a_year_that_one_mark_parts(string text, bool isDate) =>
        Assert.Equal(isDate, double.IsFinite(CostOf(text)));

    [Theory]
    [InlineData("31/12/2024", "32/12/2024")]
    [InlineData("12/31/2024", "13/31/2024")]
    [InlineData("01/12/1999", "01/12/1899")]
    [InlineData("01/12/99", "00/12/99")]
    [InlineData("12/05/2024", "12/05/24")]
    [InlineData("12/05/2024", "2/5/2024")]
    public void What_few_numbers_have_speaks_the_more_for_a_date(string likelier, string other) =>
        Assert.True(CostOf(likelier) < CostOf(other) - 0.5);

    /// <summary>The least that a way costs; infinity where there is none.</summary>
    private static double CostOf(string text)
    {
        DateGrammar grammar = new(Symbols);
        Dictionary<int, double> ways = new() { [grammar.Start] = 0 };
        foreach (char character in text)
        {
            int symbol = Symbols.Named($"{character}")!.Value;
            ways = ways
                .SelectMany(way => grammar.From(way.Key)
                    .Where(arc => arc.Symbols.Contains(symbol)).Select(arc => (arc.To, Cost: way.Value + arc.Cost)))
                .GroupBy(static way => way.To)
                .ToDictionary(static to => to.Key, static to => to.Min(static way => way.Cost));
        }

        return ways.Where(way => grammar.IsFinal(way.Key)).Select(static way => way.Value)
            .DefaultIfEmpty(double.PositiveInfinity).Min();
    }
}
