using System.Diagnostics;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests;

/// <summary>A short run of what tests/faults does at length: kills, full disks, and folders that can only be read.</summary>
public sealed class FaultsTests
{
    private static readonly string Script = Path.Combine(Checkout.Root, "tests", "faults", "faults.py");

    [PythonTheory]
    [InlineData("training")]
    [InlineData("report")]
    public async Task Nothing_is_lost(string command)
    {
        var start = new ProcessStartInfo(PythonTheoryAttribute.Python)
        {
            ArgumentList = { Script, "--kills", "3", "--only", command, "--tool", typeof(EmnistTool).Assembly.Location },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        using Process python = Process.Start(start)!;
        Task<string> errors = python.StandardError.ReadToEndAsync();
        string output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();

        Assert.True(python.ExitCode == 0, output + await errors);
        Assert.Contains($"{command}: 3 kills, ", output, StringComparison.Ordinal);
    }
}
