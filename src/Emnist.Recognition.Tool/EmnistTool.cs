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

    /// <summary>The commands in the order of the help.</summary>
    private static readonly (string Name, Func<ToolConsole, Command> Create)[] Commands =
    [
        ("read", ReadCommand.Create),
        ("normalize", NormalizeCommand.Create),
        ("train", TrainCommand.Create),
        ("evaluate", EvaluateCommand.Create),
        ("report", ReportCommand.Create),
        ("search", SearchCommand.Create),
        ("samples", SamplesCommand.Create),
        ("info", InfoCommand.Create),
        ("export", ExportCommand.Create),
        ("data", static console => new Command("data", "Lists and downloads data sets.")
        {
            DataListCommand.Create(console),
            DataFetchCommand.Create(console),
        }),
    ];

    /// <returns>The process's exit code: see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, ToolConsole console, CancellationToken cancellationToken)
    {
        if (console.IsOutputClosed)
        {
            console.Note("the standard output is closed: there is nowhere to write to. '> /dev/null' writes to nobody.");
            return ExitCode.Failed;
        }

        ParseResult parsed = CreateCommand(args.FirstOrDefault(), console).Parse(args, Parsing);
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
        catch (IOException e) when (StandardStreams.IsBrokenPipe(e))
        {
            return ExitCode.OutputClosed;
        }
        catch (Exception e)
        {
            (string message, int exitCode) = ErrorText.Describe(e);
            console.Note(message);
            return exitCode;
        }
    }

    /// <summary>The command line; where its first word is a command, that one alone, since the others would take their time.</summary>
    private static RootCommand CreateCommand(string? first, ToolConsole console)
    {
        var root = new RootCommand("Reads handwritten characters in pictures, and trains and measures the networks that do it.");
        bool isKnown = Array.Exists(Commands, command => command.Name == first);
        foreach ((string name, Func<ToolConsole, Command> create) in Commands)
        {
            if (!isKnown || name == first)
            {
                root.Add(create(console));
            }
        }

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
