using Spectre.Console;

namespace Emnist.Recognition.Tool.Progress;

/// <summary>The terminal behind the error stream, for bars.</summary>
internal static class ErrorConsole
{
    public static IAnsiConsole Create(ToolConsole console) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Error) });
}
