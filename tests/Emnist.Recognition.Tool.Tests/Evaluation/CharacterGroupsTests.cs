using Emnist.Recognition.Tool.Evaluation;

namespace Emnist.Recognition.Tool.Tests.Evaluation;

public sealed class CharacterGroupsTests
{
    [Theory]
    [InlineData("c", "C")]
    [InlineData("z", "Z")]
    [InlineData("a", "a")]
    [InlineData("q", "q")]
    [InlineData("0", "0")]
    [InlineData("star", "star")]
    public void Merged_folds_what_EMNIST_Balanced_merges(string character, string expected) =>
        Assert.Equal(expected, new CharacterGroups(CaseFolding.Merged, lookAlikes: false).NameOf(character));

    [Fact]
    public void Merged_leaves_47_classes_of_62_as_EMNIST_Balanced_has()
    {
        var groups = new CharacterGroups(CaseFolding.Merged, lookAlikes: false);
        string all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

        string[] names = [.. all.Select(c => groups.NameOf(c.ToString())).Distinct()];

        Assert.Equal("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt", string.Concat(names));
    }

    [Fact]
    public void All_folds_every_letter_and_none_folds_nothing()
    {
        Assert.Equal("A", new CharacterGroups(CaseFolding.All, lookAlikes: false).NameOf("a"));
        Assert.Equal("c", new CharacterGroups(CaseFolding.None, lookAlikes: false).NameOf("c"));
    }

    [Theory]
    [InlineData("0Oo", "0")]
    [InlineData("1IiLl", "1")]
    [InlineData("5Ss", "5")]
    [InlineData("2Zz", "2")]
    [InlineData("9gq", "9")]
    [InlineData("Ff", "F")]
    [InlineData("G", "G")]
    [InlineData("Q", "Q")]
    public void Look_alikes_count_as_one_whatever_the_case_folding(string characters, string expected)
    {
        foreach (CaseFolding folding in new[] { CaseFolding.None, CaseFolding.Merged })
        {
            var groups = new CharacterGroups(folding, lookAlikes: true);
            Assert.All(characters, c => Assert.Equal(expected, groups.NameOf(c.ToString())));
        }
    }

    [Fact]
    public void Groups_that_share_a_character_are_one()
    {
        var groups = new CharacterGroups(CaseFolding.All, lookAlikes: true);

        Assert.All("9gGqQ", c => Assert.Equal("9", groups.NameOf(c.ToString())));
        Assert.Equal("A", groups.NameOf("a"));
    }
}
