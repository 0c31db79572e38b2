using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests;

/// <summary>A test by a script that needs Python alone: skipped where it is not there, but not in CI, where that is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonTheoryAttribute : TheoryAttribute
{
    internal const string Python = "python3";

    private static readonly Lazy<bool> HasPython = new(Runs);

    /// <param name="test">The test's name.</param>
    public PythonTheoryAttribute([CallerMemberName] string test = "") =>
        (Skip, DisplayName) = Requirement.Of(
            OperatingSystem.IsLinux() && HasPython.Value, "There is no Python 3 on a Linux: install it (apt-get install python3).", test);

    private static bool Runs()
    {
        try
        {
            using Process python = Process.Start(new ProcessStartInfo(Python, ["--version"]) { RedirectStandardOutput = true })!;
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
