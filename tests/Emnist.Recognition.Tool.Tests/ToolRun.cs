namespace Emnist.Recognition.Tool.Tests;

/// <summary>A run of the tool in this process.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<ToolRun> Of(params string[] args) => Of(CancellationToken.None, args);

    public static async Task<ToolRun> Of(CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int exitCode = await EmnistTool.RunAsync(args, new ToolConsole(output, TextWriter.Synchronized(error), IsErrorTerminal: false), cancellationToken);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }
}
