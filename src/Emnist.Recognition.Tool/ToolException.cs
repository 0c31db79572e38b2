namespace Emnist.Recognition.Tool;

/// <summary>What the process says of its work.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The work could not be done, or not all of it.</summary>
    public const int Failed = 1;

    /// <summary>The command line asks for nothing that can be done.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl-C or the system stopped the work: 128 and the number of SIGINT, as shells have it.</summary>
    public const int Stopped = 130;

    /// <summary>Nobody reads the output any more, as after <c>head</c>: 128 and the number of SIGPIPE.</summary>
    public const int OutputClosed = 141;
}

/// <summary>An end of the work that is told in one line: what is wrong, and what to do.</summary>
internal sealed class ToolException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static ToolException Usage(string message) => new(message, Tool.ExitCode.Usage);
}
