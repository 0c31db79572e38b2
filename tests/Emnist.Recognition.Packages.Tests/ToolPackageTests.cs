using System.Text.Json;

namespace Emnist.Recognition.Packages.Tests;

/// <summary>The tool, installed from the packed packages.</summary>
[Collection(PackageTests.Name)]
public sealed class ToolPackageTests(PackageFeed feed)
{
    [Fact]
    public void It_is_installed_and_runs_the_commands_of_its_README()
    {
        string[] blocks = ReadmePrograms.Blocks("Emnist.Recognition.Tool", "sh");
        string folder = feed.Programs.FolderOf("MLNet"); // it has my-letters
        string tools = Path.Combine(feed.Folder, "tools");
        Assert.Equal("dotnet tool install --global Emnist.Recognition.Tool\n", blocks[0]);

        Command.Dotnet(feed.Folder, "tool", "install", "Emnist.Recognition.Tool", "--version", feed.Version, "--tool-path", tools);

        string[] commands = blocks[1].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(commands);
        Assert.All(commands, command =>
        {
            Command run = Emnist(tools, folder, command.Split(' ')[1..]);
            Assert.True(run.ExitCode == 0, $"{command}\n{run.Output}");
        });
        Command evaluation = Emnist(tools, folder, "evaluate", "--folder", "my-letters", "--json");
        using JsonDocument report = JsonDocument.Parse(evaluation.Output);
        Assert.Equal(1, report.RootElement.GetProperty("accuracy").GetDouble());
    }

    private static Command Emnist(string tools, string folder, params string[] arguments) =>
        Command.Run(folder, Path.Combine(tools, OperatingSystem.IsWindows() ? "emnist.exe" : "emnist"), arguments);
}
