namespace Emnist.Recognition.Tool.Tests;

/// <summary>A run of the tool in this process.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public string[] ErrorLines => Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public static Task<ToolRun> Of(params string[] args) => Of(CancellationToken.None, args);

    public static Task<ToolRun> Of(CancellationToken cancellationToken, params string[] args) =>
        RunAsync(args, new StringWriter(), cancellationToken);

    /// <summary>Runs the tool, and stops it when a line that starts so is written to the error stream.</summary>
    public static async Task<ToolRun> Until(string line, params string[] args)
    {
        using var source = new CancellationTokenSource();
        return await RunAsync(args, new StoppingWriter(line, source), source.Token);
    }

    private static async Task<ToolRun> RunAsync(string[] args, StringWriter error, CancellationToken cancellationToken)
    {
        using var output = new StringWriter { NewLine = "\n" };
        int exitCode = await EmnistTool.RunAsync(args, new ToolConsole(output, error, IsErrorTerminal: false), cancellationToken);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }
}
