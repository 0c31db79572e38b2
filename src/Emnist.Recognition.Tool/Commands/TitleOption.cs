using System.CommandLine;

namespace Emnist.Recognition.Tool.Commands;

/// <summary><c>--title</c>, the heading of what is written.</summary>
internal sealed class TitleOption(string standard)
{
    private readonly Option<string?> _title = new("--title") { HelpName = "TEXT", Description = $"The heading. Default: {standard}." };

    public Option Option => _title;

    /// <returns>The heading; null where none is given.</returns>
    /// <exception cref="ToolException">It is empty.</exception>
    public string? Read(ParseResult parsed) =>
        parsed.GetValue(_title) is not "" and var title
            ? title
            : throw ToolException.Usage("--title is empty: leave it out for the usual heading.");
}
