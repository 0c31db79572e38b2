using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>A test with OpenCV and ONNX's checker: skipped where they are not there, but not in CI, where that is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenCVFactAttribute : FactAttribute
{
    /// <summary>Debian's, for which its packages are.</summary>
    internal const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> HasOpenCV = new(static () => Imports("cv2", "onnx"));

    /// <param name="set">The data set that the test reads, too; null for none.</param>
    /// <param name="test">The test's name.</param>
    public OpenCVFactAttribute(string? set = null, [CallerMemberName] string test = "")
    {
        (Skip, DisplayName) = set is null || TestData.FindImages(set) is not null
            ? Requirement.Of(
                HasOpenCV.Value, "There is no OpenCV for Python: install it (apt-get install python3-opencv python3-onnx).", test)
            : Requirement.Of(false, $"{set} is absent: put EMNIST's IDX files in a folder and set EMNIST_HOME to it.", test);
    }

    private static bool Imports(params IEnumerable<string> modules)
    {
        try
        {
            var start = new ProcessStartInfo(Python, ["-c", $"import {string.Join(", ", modules)}"]) { RedirectStandardError = true };
            using Process python = Process.Start(start)!;
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
