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
    /// <summary>The columns of a terminal that does not tell them.</summary>
    private const int UsualWidth = 80;

    /// <summary>The columns of a file or a pipe, which has no end: programs read a row of a table as a line.</summary>
    private const int Endless = 100_000;

    /// <summary>What is handed to the tool, if anything.</summary>
    public Stream Input { get; init; } = Stream.Null;

    /// <summary>Whether <see cref="Output"/> is closed, so that no result could be told.</summary>
    public bool IsOutputClosed { get; init; }

    /// <summary>Whether a person looks at <see cref="Output"/>.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>How <see cref="Output"/> can show pictures.</summary>
    public BlockStyle Blocks { get; init; }

    /// <summary>The columns of <see cref="Output"/> that tables may take.</summary>
    public int OutputWidth { get => field > 0 ? field : IsOutputTerminal ? TerminalWidth : Endless; init; }

    public static ToolConsole OfProcess()
    {
        bool isTerminal = !Console.IsOutputRedirected;
        bool isDumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        TextWriter output = isTerminal ? Console.Out : StandardStreams.OpenRedirectedOutput();
        return new ToolConsole(output, StandardStreams.OpenError(), !Console.IsErrorRedirected && !isDumb)
        {
            Input = StandardStreams.OpenInput(),
            IsOutputClosed = StandardStreams.IsOutputClosed,
            IsOutputTerminal = isTerminal,
            Blocks = !isTerminal || isDumb || Console.OutputEncoding.CodePage != Encoding.UTF8.CodePage ? BlockStyle.None
                : IsWithoutColor ? BlockStyle.Plain
                : BlockStyle.Gray,
        };
    }

    /// <summary>The terminal behind <see cref="Error"/>, for bars.</summary>
    public IAnsiConsole ErrorTerminal() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Error),
        ColorSystem = IsWithoutColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });

    /// <summary>
    /// Writes a remark or an error, which is a line and controls no terminal, whatever it quotes. Where it cannot be written, as to a file
    /// on a full disk, the work goes on without it: the exit code tells.
    /// </summary>
    public void Note(string text)
    {
        try
        {
            Error.WriteLine($"emnist: {Printable(text)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

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

    /// <summary>Whether the user wants no colours (no-color.org), or the console may show their codes as text.</summary>
    private static bool IsWithoutColor =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        || (OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("WT_SESSION") is null);

    /// <summary>Asked for by tables alone: it takes time that the first picture has not.</summary>
    private static int TerminalWidth => Console.WindowWidth is > 0 and int width ? width : UsualWidth;
}
