using System.Diagnostics;
using System.Text;

namespace Emnist.Recognition.Packages.Tests;

/// <summary>A program that ran to its end, and all that it wrote.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs the SDK in a folder, and fails where it does.</summary>
    public static Command Dotnet(string folder, params string[] arguments)
    {
        Command command = TryDotnet(folder, arguments);
        Assert.True(command.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{command.Output}");
        return command;
    }

    /// <summary>Runs the SDK in a folder.</summary>
    public static Command TryDotnet(string folder, params string[] arguments) => Run(folder, "dotnet", arguments);

    /// <summary>Runs a program in a folder.</summary>
    public static Command Run(string folder, string program, params string[] arguments)
    {
        using Process process = Start(folder, program, arguments);
        var output = new StringBuilder();
        process.OutputDataReceived += Append;
        process.ErrorDataReceived += Append;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end in {Patience.TotalMinutes:0} minutes:\n{output}");
        }

        process.WaitForExit(); // and for the last of its lines
        return new Command(process.ExitCode, output.ToString());

        void Append(object sender, DataReceivedEventArgs line)
        {
            // Null is a stream's end, of which either may be the first.
            if (line.Data is { } text)
            {
                lock (output)
                {
                    output.Append(text).Append('\n');
                }
            }
        }
    }

    /// <summary>Starts a program in a folder, its outputs redirected, without what the test's own build left in the environment.</summary>
    public static Process Start(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] inherited = [.. start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))];
        foreach (string name in inherited)
        {
            start.Environment.Remove(name);
        }

        // Servers that outlive the command would hold its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return Process.Start(start)!;
    }
}
