using System.Text;

namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>Other people's text in a page: it can neither leave its place, nor upset the page, nor hide.</summary>
internal static class HtmlText
{
    /// <summary>Appends a text as character data or as the value of an attribute.</summary>
    /// <param name="html">The page.</param>
    /// <param name="text">Any text; none is nothing.</param>
    /// <param name="longest">How many characters at most, 1 or more; of a longer text the last one shown is an ellipsis.</param>
    public static void Append(StringBuilder html, string? text, int longest)
    {
        if (text is null)
        {
            return;
        }

        if (text.Length > 0 && string.IsNullOrWhiteSpace(text))
        {
            html.Append('␣');
            return;
        }

        foreach (Rune rune in Shorten(text, longest))
        {
            html.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => Visible(rune).ToString(),
            });
        }
    }

    /// <returns>How many characters of a text are shown.</returns>
    public static int Length(string text, int longest) => Shorten(text, longest).Count;

    private static List<Rune> Shorten(string text, int longest)
    {
        List<Rune> runes = [.. text.EnumerateRunes().Take(longest + 1)];
        if (runes.Count > longest)
        {
            runes.RemoveRange(longest - 1, 2);
            runes.Add(new Rune('…'));
        }

        return runes;
    }

    // XML has no room for control characters; those that turn the direction of writing would turn what follows the text.
    private static Rune Visible(Rune rune) => rune.Value switch
    {
        '\t' or '\n' or '\r' => new Rune(' '),
        < 0x20 => new Rune(0x2400 + rune.Value),
        0x7f => new Rune(0x2421),
        (>= 0x80 and < 0xa0) or 0xfffe or 0xffff => Rune.ReplacementChar,
        _ => DisplayText.TurnsDirection(rune) ? Rune.ReplacementChar : rune,
    };
}
