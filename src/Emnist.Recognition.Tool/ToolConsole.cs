using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Emnist.Recognition.Tool;

/// <summary>Where the tool writes.</summary>
/// <param name="Output">The result, and nothing else.</param>
/// <param name="Error">Progress, remarks and errors.</param>
/// <param name="IsErrorTerminal">Whether a person looks at <paramref name="Error"/>, so that bars may move there.</param>
internal sealed record ToolConsole(TextWriter Output, TextWriter Error, bool IsErrorTerminal)
{
    /// <summary>The columns of a file or a pipe, which has no end: programs read a row of a table as a line.</summary>
    private const int Endless = 100_000;

    /// <summary>The columns of <see cref="Output"/> that tables may take.</summary>
    public int OutputWidth { get; init; } = Endless;

    public static ToolConsole OfProcess() => new(Console.Out, Console.Error, !Console.IsErrorRedirected)
    {
        OutputWidth = Console.IsOutputRedirected ? Endless : new AnsiConsoleOutput(Console.Out).Width,
    };

    /// <summary>The terminal behind <see cref="Error"/>, for bars.</summary>
    public IAnsiConsole ErrorTerminal() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) });

    /// <summary>Writes a remark or an error, which is a line and controls no terminal, whatever it quotes.</summary>
    public void Note(string text) => Error.WriteLine($"emnist: {Printable(text)}");

    /// <summary>
    /// One line that controls no terminal, whatever it quotes: line ends and tabs become spaces; control and format characters,
    /// among them those that turn the direction of writing, and halves of surrogate pairs become U+FFFD.
    /// </summary>
    public static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (Rune rune in text.ReplaceLineEndings(" ").Replace('\t', ' ').EnumerateRunes())
        {
            bool steers = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            printable.Append((steers ? Rune.ReplacementChar : rune).ToString());
        }

        return printable.ToString();
    }
}
