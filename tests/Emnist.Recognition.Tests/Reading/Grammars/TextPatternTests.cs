using Emnist.Recognition.Reading.Grammars;

namespace Emnist.Recognition.Tests.Reading.Grammars;

public sealed class TextPatternTests
{
    [Theory]
    [InlineData("99/9", "D D '/' D")]
    [InlineData("AaX", "C S X")]
    [InlineData("\\A\\9\\|\\\\", "'A' '9' '|' '\\'")]
    [InlineData("A 9", "C _D")]
    [InlineData("  A  9 ", "C _D")]
    [InlineData("9|A 9|-", "D | C _D | '-'")]
    [InlineData("9 |A", "D | C")]
    [InlineData("€é", "'€' 'é'")]
    [InlineData("\U0001F600", "'\U0001F600'")]
    public void A_pattern_is_taken_apart(string pattern, string places) => Assert.Equal(places, Describe(TextPattern.Parse(pattern)));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("|9")]
    [InlineData("9||9")]
    [InlineData("9\\")]
    public void What_is_none_is_refused_with_what_it_may_be(string pattern)
    {
        FormatException refusal = Assert.Throws<FormatException>(() => TextPattern.Parse(pattern));
        Assert.Contains("99/99/9999", refusal.Message, StringComparison.Ordinal);
    }

    // No test case by attribute: half of a pair does not survive there.
    [Fact]
    public void Half_of_a_surrogate_pair_is_refused() => Assert.Throws<FormatException>(() => TextPattern.Parse("9\ud83d"));

    [Theory]
    [InlineData("99/9", "12/3", true)]
    [InlineData("99/9", "12-3", false)]
    [InlineData("A 9|aX", "K7", true)]
    [InlineData("A 9|aX", "kZ", true)]
    [InlineData("A 9|aX", "Kk", false)]
    [InlineData("999", "12", false)]
    [InlineData("9", "", false)]
    public void A_text_is_compared_with_a_pattern_spaces_aside(string pattern, string text, bool matches) =>
        Assert.Equal(matches, TextPattern.Parse(pattern).Matches(text));

    [Fact]
    public void A_longer_pattern_than_the_longest_is_refused()
    {
        Assert.Equal(TextPattern.MaxLength, TextPattern.Parse(new string('9', TextPattern.MaxLength)).Alternatives[0].Count);
        FormatException refusal = Assert.Throws<FormatException>(() => TextPattern.Parse(new string('9', TextPattern.MaxLength + 1)));
        Assert.Contains("1001", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_knows_a_mark_for_a_class_has_it_once()
    {
        var options = new ReadTextOptions { Pattern = "9.-" };
        options.Validate();
        ReadingSymbols symbols = new(new CharacterClasses(["1", "."]), options);

        Assert.Equal((2, SymbolKind.Other), (symbols.CharacterCount, symbols.Kind(symbols.Named(".")!.Value)));
        Assert.Equal(symbols.Count, Enumerable.Range(0, symbols.Count).Select(symbols.Name).Distinct().Count());
    }

    private static string Describe(TextPattern pattern) => string.Join(
        " | ",
        pattern.Alternatives.Select(places => string.Join(' ', places.Select(static place => (place.AfterSpace ? "_" : "") + place.Kind switch
        {
            PatternKind.Digit => "D",
            PatternKind.Capital => "C",
            PatternKind.Small => "S",
            PatternKind.LetterOrDigit => "X",
            _ => $"'{place.Literal}'",
        }))));
}
