using System.Diagnostics;
using System.Globalization;

namespace Emnist.Recognition;

/// <summary>This program in another process, which prints one figure.</summary>
internal static class Child
{
    public static double Run(params IReadOnlyList<string> arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, $"{typeof(Child).Assembly.GetName().Name}.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, .. arguments]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with {process.ExitCode}.");
    }
}
