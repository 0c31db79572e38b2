using System.Diagnostics;

namespace Emnist.Recognition.Documentation.Tests;

/// <summary>Runs blocks of commands by bash, which ends at the first that fails.</summary>
internal static class ShellBlocks
{
    /// <summary>The longest that a block may run; what hangs is longer.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(10);

    public static bool CanRun { get; } = !OperatingSystem.IsWindows() && File.Exists("/bin/bash");

    /// <summary>Runs the commands and gives what they wrote to the standard output.</summary>
    public static async Task<string> RunAsync(string commands, PageWorkspace workspace)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-euo", "pipefail", "-c", commands])
        {
            WorkingDirectory = workspace.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in workspace.Environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The commands took longer than {Limit}.");
        }

        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"Exit code {process.ExitCode}\n{await output}{await errors}");
    }
}
