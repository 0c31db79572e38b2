using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Emnist.Recognition.Documentation.Tests;

/// <summary>
/// Runs the blocks <c>python</c> that name a module: where it is there, which the project's file says how to get, and in CI in any case.
/// </summary>
internal static class PythonBlocks
{
    /// <summary>Debian's, for which its packages are.</summary>
    private const string Python = "/usr/bin/python3";

    private static readonly ConcurrentDictionary<string, bool> Modules = new();

    /// <summary>The module that the block wants; null for other blocks, and those that are not run.</summary>
    public static string? ModuleOf(CodeBlock block) =>
        block.Needs is null && block.Language.Split(' ') is ["python", var module] ? module : null;

    public static bool CanRun(string module) =>
        Environment.GetEnvironmentVariable("CI") == "true" || Modules.GetOrAdd(module, static module => Imports(module));

    /// <summary>Runs the code and gives what it wrote to the standard output.</summary>
    public static Task<string> RunAsync(string code, PageWorkspace workspace) =>
        ShellBlocks.RunAsync($"{Python} - <<'END_OF_BLOCK'\n{code}\nEND_OF_BLOCK", workspace);

    private static bool Imports(string module)
    {
        try
        {
            using Process python = Process.Start(
                new ProcessStartInfo(Python, ["-c", $"import {module}"]) { RedirectStandardError = true })!;
            python.StandardError.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
