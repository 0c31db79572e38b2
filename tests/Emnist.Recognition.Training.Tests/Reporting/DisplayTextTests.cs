using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting;

public sealed class DisplayTextTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("e\u0301", 1)]
    [InlineData("\u4E2D\u6587", 4)]
    [InlineData("\U0001F600", 2)]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467", 2)]
    [InlineData("\U0001F1E9\U0001F1EA", 2)]
    public void Width_is_in_columns(string text, int columns) => Assert.Equal(columns, DisplayText.Width(text));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abc...")]
    [InlineData("\u4E2D\u6587\u4E2D\u6587", 8, "\u4E2D\u6587\u4E2D\u6587")]
    [InlineData("\u4E2D\u6587\u4E2D\u6587", 7, "\u4E2D\u6587...")]
    [InlineData("\u4E2D\u6587\u4E2D\u6587", 6, "\u4E2D...")]
    [InlineData("ab", 3, "ab")]
    [InlineData("abcd", 3, "...")]
    public void Long_text_is_shortened(string text, int columns, string expected) => Assert.Equal(expected, DisplayText.Shorten(text, columns));

    [Theory]
    [InlineData("", new[] { "" })]
    [InlineData("one two", new[] { "one two" })]
    [InlineData("one two three", new[] { "one two ", "three" })]
    [InlineData("abcdefghijk", new[] { "abcdefgh", "ijk" })]
    [InlineData("a bcdefghijklm", new[] { "a ", "bcdefghi", "jklm" })]
    public void Long_text_is_wrapped_and_stays_whole(string text, string[] lines)
    {
        Assert.Equal(lines, DisplayText.Wrap(text, 8));
        Assert.Equal(text, string.Concat(DisplayText.Wrap(text, 8)));
    }

    [Fact]
    public void Nothing_printable_controls_a_terminal() =>
        Assert.Equal("a  b \uFFFD[31m \uFFFD\uFFFD\uFFFD\uFFFD\U0001F600", DisplayText.Printable("a\r\nb\t\u001B[31m \u202E\u0085\u2028\uD83D\U0001F600"));
}
