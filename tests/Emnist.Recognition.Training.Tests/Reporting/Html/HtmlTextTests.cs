using System.Text;
using System.Xml.Linq;
using Emnist.Recognition.Training.Reporting;
using Emnist.Recognition.Training.Reporting.Html;

namespace Emnist.Recognition.Training.Tests.Reporting.Html;

public class HtmlTextTests
{
    private const string Hostile = "</title><script>alert(\"1\" & '2')</script>\0\u001b\u202e\ud800\uffff]]>";

    [Theory]
    [InlineData("<a href='x'>&\"", "&lt;a href=&#39;x&#39;&gt;&amp;&quot;")]
    [InlineData("1\t2\r\n3", "1 2  3")]
    [InlineData("\0\u001b\u007f", "␀␛␡")]
    [InlineData("\u0085\u202e\u2066\ufffe", "����")]
    [InlineData("é字😀", "é字😀")]
    [InlineData(" ", "␣")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_text_is_escaped(string? text, string expected) => Assert.Equal(expected, Escape(text, 20));

    // An attribute cannot hold halves of characters.
    [Fact]
    public void Half_a_character_is_shown_as_one_that_is_missing() => Assert.Equal("� �", Escape("\ud800 \udc00", 20));

    [Theory]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abc…")]
    [InlineData("ab", 1, "…")]
    [InlineData("😀😀😀", 2, "😀…")]
    public void A_long_text_is_shortened_between_characters(string text, int longest, string expected)
    {
        Assert.Equal(expected, Escape(text, longest));
        Assert.Equal(expected.EnumerateRunes().Count(), HtmlText.Length(text, longest));
    }

    [Fact]
    public void No_text_of_a_report_gets_out_of_its_place()
    {
        EvaluationReport plain = Report("plain");
        EvaluationReport hostile = Report(Hostile);

        XDocument page = HtmlPage.Parse(hostile);

        Assert.Equal(Elements(HtmlPage.Parse(plain)), Elements(page));
        Assert.DoesNotContain("<script", hostile.ToHtml(), StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("</title><script>alert(\"1\" & '2')</script>␀␛", page.Descendants("h1").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_texts_are_cut_wherever_they_stand()
    {
        string page = Report(new string('x', 10_000)).ToHtml();

        Assert.InRange(page.Length, 1, 60_000);
        Assert.DoesNotContain(new string('x', 2000), page, StringComparison.Ordinal);
        Assert.Contains("x…", page, StringComparison.Ordinal);
    }

    private static EvaluationReport Report(string text) => new(text, HtmlPage.Metrics(3, 60, 0.5, i => i == 1 ? text : $"{i}"))
    {
        Facts = [new(text, text)],
        Curves = [new(text, text, [1, 2])],
        Tables = [new(text, [text], [[text]])],
        Mistakes = [new(new(0, 1, 2, 0.9f, 0.1f), 1, new byte[1])],
    };

    private static string[] Elements(XDocument page) => [.. page.Descendants().Select(e => e.Name.LocalName)];

    private static string Escape(string? text, int longest)
    {
        var html = new StringBuilder();
        HtmlText.Append(html, text, longest);
        return html.ToString();
    }
}
