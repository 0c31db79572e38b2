using System.Diagnostics;
using System.Globalization;

namespace Emnist.Recognition;

/// <summary>Another process, which prints one figure.</summary>
internal static class Child
{
    /// <summary>The interpreter for which the scripts install what is missing.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>This program.</summary>
    public static double Run(params IReadOnlyList<string> arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, $"{typeof(Child).Assembly.GetName().Name}.dll");
        return double.Parse(OutputOf("dotnet", ["exec", program, .. arguments]), CultureInfo.InvariantCulture);
    }

    /// <summary>What a program prints, without white space around it.</summary>
    public static string OutputOf(string program, params IReadOnlyList<string> arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}.");
    }
}
