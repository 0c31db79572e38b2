using System.Globalization;
using System.Text;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>Text of any origin on a terminal: without control characters, and measured in columns.</summary>
internal static class DisplayText
{
    private const string Ellipsis = "...";

    // Hangul, CJK and full-width forms (Unicode's East Asian Width W and F, whole blocks of it) and emoji.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F),
        (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F1E6, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>
    /// One line that controls no terminal: line ends and tabs become spaces; other control characters, those that turn the
    /// direction of writing, and halves of surrogate pairs become U+FFFD.
    /// </summary>
    public static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            Rune shown = rune.Value is '\n' or '\r' or '\t' ? new Rune(' ') : Steers(rune) ? Rune.ReplacementChar : rune;
            printable.Append(shown.ToString());
        }

        return printable.ToString();
    }

    /// <summary>Whether a character turns the direction of writing (Unicode's property Bidi_Control).</summary>
    public static bool TurnsDirection(Rune rune) =>
        rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>The columns that text takes on a terminal, as near as can be told without one.</summary>
    public static int Width(string text)
    {
        int width = 0;
        for (int start = 0, length; start < text.Length; start += length)
        {
            length = StringInfo.GetNextTextElementLength(text, start);
            width += ElementWidth(text.AsSpan(start, length));
        }

        return width;
    }

    /// <summary>Text of at most as many columns, 3 or more, its end replaced by <c>...</c> where it is longer.</summary>
    public static string Shorten(string text, int columns) =>
        Fitting(text, 0, columns) == text.Length ? text : text[..Fitting(text, 0, columns - Ellipsis.Length)] + Ellipsis;

    /// <summary>Text in lines of at most as many columns, 2 or more, broken after spaces where there are any.</summary>
    public static IEnumerable<string> Wrap(string text, int columns)
    {
        int start = 0;
        for (int end = Fitting(text, 0, columns); end < text.Length; end = Fitting(text, start, columns))
        {
            int space = text.LastIndexOf(' ', end - 1, end - start);
            end = space > start ? space + 1 : end;
            yield return text[start..end];
            start = end;
        }

        yield return text[start..];
    }

    /// <summary>Where the text from <paramref name="start"/> on has taken as many columns as it may.</summary>
    private static int Fitting(string text, int start, int columns)
    {
        int end = start;
        for (int width = 0; end < text.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(text, end);
            width += ElementWidth(text.AsSpan(end, length));
            if (width > columns)
            {
                break;
            }

            end += length;
        }

        return end;
    }

    // A joined emoji or an accented letter is as wide as its widest part.
    private static int ElementWidth(ReadOnlySpan<char> element)
    {
        int width = 0;
        foreach (Rune rune in element.EnumerateRunes())
        {
            width = Math.Max(width, RuneWidth(rune));
        }

        return width;
    }

    private static int RuneWidth(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => Array.Exists(Wide, range => rune.Value >= range.First && rune.Value <= range.Last) ? 2 : 1,
    };

    private static bool Steers(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || TurnsDirection(rune);
}
