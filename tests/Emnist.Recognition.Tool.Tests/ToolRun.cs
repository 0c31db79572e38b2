namespace Emnist.Recognition.Tool.Tests;

/// <summary>A run of the tool in this process.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public string[] ErrorLines => Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public static Task<ToolRun> Of(params string[] args) => Of(CancellationToken.None, args);

    public static Task<ToolRun> Of(CancellationToken cancellationToken, params string[] args) =>
        RunAsync(args, new StringWriter(), static console => console, cancellationToken);

    /// <summary>Runs the tool with another console: a terminal, say, or with an input.</summary>
    public static Task<ToolRun> Of(Func<ToolConsole, ToolConsole> setUp, params string[] args) =>
        RunAsync(args, new StringWriter(), setUp, CancellationToken.None);

    /// <summary>Runs the tool, and stops it when a line that starts so is written to the error stream.</summary>
    public static async Task<ToolRun> Until(string line, params string[] args)
    {
        using var source = new CancellationTokenSource();
        return await RunAsync(args, new StoppingWriter(line, source), static console => console, source.Token);
    }

    private static async Task<ToolRun> RunAsync(
        string[] args, StringWriter error, Func<ToolConsole, ToolConsole> setUp, CancellationToken cancellationToken)
    {
        using var output = new StringWriter { NewLine = "\n" };
        ToolConsole console = setUp(new ToolConsole(output, error, IsErrorTerminal: false));
        int exitCode = await EmnistTool.RunAsync(args, console, cancellationToken);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }
}
