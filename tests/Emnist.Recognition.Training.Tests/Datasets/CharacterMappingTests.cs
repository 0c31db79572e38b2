using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests.Datasets;

public sealed class CharacterMappingTests
{
    private const string ValidCodePoints =
        "line 1: expected Unicode code points of characters (0 to 55295, 57344 to 1114111), ";

    [Fact]
    public void Classes_follow_the_lines()
    {
        CharacterMapping mapping = Parse("\n7 65 97\r\n 3\t128512 \n\n");

        Assert.Equal(["A", "\U0001F600"], mapping.ClassNames);
        Assert.Equal([65, 97], mapping.CodePoints(0).ToArray());
        Assert.Equal([128512], mapping.CodePoints(1).ToArray());
        Assert.True(mapping.TryGetClass(3, out int found));
        Assert.Equal(1, found);
        Assert.False(mapping.TryGetClass(0, out int missing));
        Assert.Equal(-1, missing);
    }

    [Fact]
    public void Digits_map_to_themselves()
    {
        Assert.Equal("0123456789", string.Concat(CharacterMapping.Digits.ClassNames));
        Assert.True(CharacterMapping.Digits.TryGetClass(9, out int nine));
        Assert.Equal(9, nine);
        Assert.False(CharacterMapping.Digits.TryGetClass(10, out _));
        Assert.Equal([57], CharacterMapping.Digits.CodePoints(9).ToArray());
    }

    [Theory]
    [InlineData("0 48\n1", "line 2: expected 'label codepoint [codepoint...]' in decimal, found '1'.")]
    [InlineData("0 48\n1 x", "line 2: expected 'label codepoint [codepoint...]' in decimal, found '1 x'.")]
    [InlineData("-1 48", "line 1: expected 'label codepoint [codepoint...]' in decimal, found '-1 48'.")]
    [InlineData("0 3000000000", "line 1: expected 'label codepoint [codepoint...]' in decimal, found '0 3000000000'.")]
    [InlineData("0 48 1,5", "line 1: expected 'label codepoint [codepoint...]' in decimal, found '0 48 1,5'.")]
    [InlineData("256 48", "line 1: expected a label of 0 to 255, found 256.")]
    [InlineData("0 48\n\n0 49", "line 3: expected each label once, found label 0 again.")]
    [InlineData("0 48\n1 49 48", "line 2: expected each code point once, found code point 48 again.")]
    [InlineData("0 1114112", ValidCodePoints + "found 1114112.")]
    [InlineData("0 55296", ValidCodePoints + "found 55296.")]
    [InlineData("", "line 1: expected 'label codepoint [codepoint...]' in decimal, found no class at all.")]
    [InlineData("\n \n", "line 3: expected 'label codepoint [codepoint...]' in decimal, found no class at all.")]
    public void Faults_name_their_line(string text, string expected)
    {
        var fault = Assert.Throws<DatasetFormatException>(() => Parse(text));

        Assert.Equal($"mapping, {expected} Check that this is the mapping file of the data set.", fault.Message);
    }

    [Fact]
    public void Long_lines_are_quoted_in_part()
    {
        var fault = Assert.Throws<DatasetFormatException>(() => Parse(new string('z', 5000)));

        Assert.Contains($"found '{new string('z', 40)}...'.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>(() => CharacterMapping.Read((TextReader)null!));
        Assert.Throws<ArgumentException>(() => CharacterMapping.Read(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => CharacterMapping.Digits.CodePoints(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => CharacterMapping.Digits.CodePoints(-1));
    }

    private static CharacterMapping Parse(string text) => CharacterMapping.Read(new StringReader(text));
}
