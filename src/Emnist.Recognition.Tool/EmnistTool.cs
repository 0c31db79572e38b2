using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Emnist.Recognition.Tool.Commands;

namespace Emnist.Recognition.Tool;

/// <summary>The tool, apart from the process that it runs in.</summary>
internal static class EmnistTool
{
    /// <summary>Files named with an at sign are pictures' names like others.</summary>
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <returns>The process's exit code: see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, ToolConsole console, CancellationToken cancellationToken)
    {
        ParseResult parsed = CreateCommand(console).Parse(args, Parsing);
        if (parsed.Action is ParseErrorAction)
        {
            console.Note($"{DescribeError(parsed)} See '{NameOf(parsed.CommandResult)} --help'.");
            return ExitCode.Usage;
        }

        var invocation = new InvocationConfiguration
        {
            Output = console.Output,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (Exception e)
        {
            (string message, int exitCode) = ErrorText.Describe(e);
            console.Note(message);
            return exitCode;
        }
    }

    private static RootCommand CreateCommand(ToolConsole console)
    {
        var root = new RootCommand("Trains and measures networks that read handwritten characters.")
        {
            TrainCommand.Create(console),
            EvaluateCommand.Create(console),
            ReportCommand.Create(console),
            SearchCommand.Create(console),
            new Command("data", "Lists and downloads data sets.")
            {
                DataListCommand.Create(console),
                DataFetchCommand.Create(console),
            },
        };
        DocumentedCommand.ShowRemarks(root);
        return root;
    }

    /// <summary>A misspelt word is the cause of the errors that come before it.</summary>
    private static string DescribeError(ParseResult parsed) => parsed.UnmatchedTokens is [var word, ..]
        ? $"'{word}' is no command or option here."
        : parsed.Errors[0].Message;

    private static string NameOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{NameOf(parent)} {command.Command.Name}" : "emnist";
}
