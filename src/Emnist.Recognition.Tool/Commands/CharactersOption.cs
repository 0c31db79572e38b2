using System.CommandLine;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The characters that can occur.</summary>
internal sealed class CharactersOption
{
    private readonly Option<string?> _option = new("--characters")
    {
        HelpName = "SET",
        Description = "What can occur: digits, upper, lower, letters, letters-and-digits, or the characters themselves, such as 0-9AB. "
            + "Default: all that the model knows.",
    };

    public void AddTo(Command command) => command.Add(_option);

    /// <summary>The set as it was typed; null where the option is left out.</summary>
    public string? Text(ParseResult parsed) => parsed.GetValue(_option);

    /// <summary>The set; null for all that the model knows.</summary>
    /// <exception cref="ToolException">There is no such set.</exception>
    public CharacterSet? Read(ParseResult parsed)
    {
        try
        {
            return Text(parsed) is { } text ? CharacterSet.Parse(text) : null;
        }
        catch (FormatException e)
        {
            throw ToolException.Usage($"{_option.Name}: {e.Message}");
        }
    }
}
