namespace Emnist.Recognition.Tool;

/// <summary>An end of the work that is told in one line: what is wrong, and what to do.</summary>
internal sealed class ToolException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static ToolException Usage(string message) => new(message, Tool.ExitCode.Usage);
}
