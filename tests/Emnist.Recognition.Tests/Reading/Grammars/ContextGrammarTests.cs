using Emnist.Recognition.Reading.Grammars;

namespace Emnist.Recognition.Tests.Reading.Grammars;

/// <summary>What usually stands together: brackets in pairs, and slashes between what they part.</summary>
public sealed class ContextGrammarTests
{
    private static ReadingSymbols Symbols =>
        new(new CharacterClasses(["1", "2", "A", "B", "C", "a", "b", "c"]), new ReadTextOptions { Marks = new CharacterSet(".:;-/()[]$+") });

    private static ContextGrammar Grammar => new(Symbols);

    [Theory]
    [InlineData("(12)")]
    [InlineData("[1]-2")]
    [InlineData("(1) 2")]
    [InlineData("(1 2)")]
    [InlineData("1/2")]
    [InlineData("(12)/12")]
    [InlineData("A/B")]
    [InlineData("1 / 2")]
    [InlineData("1.2-2")]
    [InlineData("$1.2")]
    [InlineData("-1")]
    [InlineData("1+1/2")]
    [InlineData("A-B")]
    [InlineData("Ab Ab")]
    [InlineData("AB Ab ab")]
    [InlineData("ab Ab")]
    [InlineData("Ab-ab Ab")]
    [InlineData("ab 1/2 ab")]
    [InlineData("1:12 ab; Ab")]
    public void What_usually_stands_together_costs_nothing(string line) => Assert.Equal(0, CostOf(line));

    [Theory]
    [InlineData("(12", "(12)")]
    [InlineData("12)", "(12)")]
    [InlineData("(12]", "(12)")]
    [InlineData("[12)", "[12]")]
    [InlineData("1./2", "1/2")]
    [InlineData("1/.2", "1/2")]
    [InlineData("ab/a", "aba")]
    [InlineData("A/ba", "Aaba")]
    [InlineData("ab /2", "ab 12")]
    [InlineData("ab /a", "ab ba")]
    [InlineData("-/1", "-11")]
    [InlineData("$/1", "$11")]
    [InlineData("(2/)", "(21)")]
    [InlineData("(/2)", "(12)")]
    [InlineData("1/2.1", "112.1")]
    [InlineData("1.2/1", "1.211")]
    [InlineData("A+1", "2+1")]
    [InlineData("$A1", "$21")]
    [InlineData("A.1", "2.1")]
    [InlineData("A1.2", "21.2")]
    [InlineData("1:2B", "1:21")]
    [InlineData("12;12", "12:12")]
    public void What_seldom_does_costs_more(string seldom, string usual) => Assert.True(CostOf(seldom) > CostOf(usual) + 1);

    [Fact]
    public void A_bracket_within_others_costs_as_one_that_is_not_closed() => Assert.Equal(CostOf("(12") * 2, CostOf("((12)-1)"));

    [Fact]
    public void A_capital_that_looks_like_its_small_letter_begins_a_word_behind_one_without_less_often()
    {
        Assert.Equal(1, CostOf("ab Cb"));
        Assert.Equal(0, CostOf("Ab Cb"));
        Assert.Equal(0, CostOf("ab cb"));
    }

    private static double CostOf(string line)
    {
        (int state, double cost) = (Grammar.Start, 0);
        foreach (char character in line)
        {
            if (character == ' ')
            {
                state = Grammar.AfterSpace(state)!.Value;
                continue;
            }

            int symbol = Symbols.Named(character.ToString())!.Value;
            GrammarArc arc = Assert.Single(Grammar.From(state), arc => arc.Symbols.Contains(symbol));
            (state, cost) = (arc.To, cost + arc.Cost);
        }

        Assert.True(Grammar.IsFinal(state));
        return cost;
    }
}
