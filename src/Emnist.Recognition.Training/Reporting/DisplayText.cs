using System.Globalization;
using System.Text;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>Text of any origin on one line, without control characters.</summary>
internal static class DisplayText
{
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

    private static bool Steers(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || TurnsDirection(rune);
}
