using System.Diagnostics;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests;

/// <summary>Standard streams that are closed or full, in a process of its own.</summary>
public sealed class StandardStreamsTests
{
    [Theory]
    [InlineData("read \"$1\" > /dev/full", 1, "emnist: the standard output cannot be written: No space left on device")]
    [InlineData("info default > /dev/full", 1, "emnist: the standard output cannot be written: No space left on device")]
    [InlineData("--help > /dev/full", 1, "emnist: the standard output cannot be written: No space left on device")]
    [InlineData("read \"$1\" >&-", 1, "emnist: the standard output is closed: there is nowhere to write to. '> /dev/null' writes to nobody.")]
    [InlineData("read - <&- 2>&1", 1, "-\t\t\tUnreadable\nemnist: -: the standard input is closed.")]
    [InlineData("read none.png 2>&-", 1, "none.png\t\t\tUnreadable")]
    [InlineData("read none.png 2> /dev/full", 1, "none.png\t\t\tUnreadable")]
    [InlineData("read 2> /dev/full", 2, "")]
    public void What_becomes_of_a_stream_is_told_where_it_can_be(string command, int exitCode, string told)
    {
        if (OperatingSystem.IsLinux())
        {
            (int actual, string output) = Run($"emnist {command}");

            Assert.Equal((exitCode, told), (actual, string.Join('\n', output.Trim().Split('\n').Order(StringComparer.Ordinal))));
        }
    }

    [Fact]
    public void Programs_that_write_to_one_file_write_one_after_the_other()
    {
        if (OperatingSystem.IsLinux())
        {
            using var folder = new TemporaryFolder();
            string file = Path.Combine(folder.Path, "file");

            (int exitCode, _) = Run($"{{ echo first; emnist read \"$1\"; echo last; }} > '{file}'");

            Assert.Equal(0, exitCode);
            Assert.Matches("^first\n[^\n]*\t2\t[^\n]*\nlast\n$", File.ReadAllText(file));
        }
    }

    private static (int ExitCode, string Output) Run(string command)
    {
        string script = $"emnist() {{ dotnet '{typeof(EmnistTool).Assembly.Location}' \"$@\"; }}; {command}";
        var start = new ProcessStartInfo("sh", ["-c", script, "sh", ShippedPictures.DigitTwo])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
