using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Tool;

/// <summary>Where the tool writes.</summary>
/// <param name="Output">The result, and nothing else.</param>
/// <param name="Error">Progress, remarks and errors.</param>
/// <param name="IsErrorTerminal">Whether a person looks at <paramref name="Error"/>, so that bars may move there.</param>
internal sealed record ToolConsole(TextWriter Output, TextWriter Error, bool IsErrorTerminal)
{
    public static ToolConsole OfProcess() => new(Console.Out, Console.Error, !Console.IsErrorRedirected);

    /// <summary>Writes a remark or an error, which is a line and controls no terminal, whatever it quotes.</summary>
    public void Note(string text) => Error.WriteLine($"emnist: {DisplayText.Printable(text.ReplaceLineEndings(" "))}");
}
