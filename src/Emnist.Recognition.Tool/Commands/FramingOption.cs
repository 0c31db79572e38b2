using System.CommandLine;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>How characters are framed.</summary>
internal sealed class FramingOption(string description)
{
    private const string Emnist = "emnist";
    private const string Mnist = "mnist";

    private readonly Option<string?> _option = new("--framing") { HelpName = $"{Emnist}|{Mnist}", Description = description };

    public void AddTo(Command command) => command.Add(_option);

    /// <summary>The framing; null where the option is left out.</summary>
    /// <exception cref="ToolException">There is no such framing.</exception>
    public CharacterFraming? Read(ParseResult parsed) => parsed.GetValue(_option) switch
    {
        null => null,
        Emnist => CharacterFraming.Emnist,
        Mnist => CharacterFraming.Mnist,
        var other => throw ToolException.Usage($"{_option.Name} is {Emnist} or {Mnist}, not '{other}'."),
    };
}
