using System.Diagnostics;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Tests.Commands;

public sealed class DataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_list_names_each_set_and_both_its_parts()
    {
        ToolRun run = await ToolRun.Of("data", "list");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] sets = ["mnist", "byclass", "bymerge", "balanced", "letters", "digits", "emnist-mnist"];
        string[] lines = run.Output.Split('\n');
        for (int i = 0; i < sets.Length; i++)
        {
            Assert.StartsWith($"{sets[i]} ", lines[3 * i], StringComparison.Ordinal);
            Assert.StartsWith("  train ", lines[(3 * i) + 1], StringComparison.Ordinal);
            Assert.StartsWith("  test ", lines[(3 * i) + 2], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_list_says_where_it_looked()
    {
        ToolRun run = await ToolRun.Of("data", "list");

        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(EmnistDataset.Folders, folder => Assert.Contains(folder, lines[^2], StringComparison.Ordinal));
        Assert.All(MnistDataset.Folders, folder => Assert.Contains(folder, lines[^1], StringComparison.Ordinal));
    }

    [Fact]
    public void Where_nothing_is_on_disk_the_list_says_so()
    {
        if (!OperatingSystem.IsLinux())
        {
            // The per-user cache is where the system says, and may hold sets.
            return;
        }

        string home = Path.Combine(_folder.Path, "empty");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, ArgumentList = { typeof(EmnistTool).Assembly.Location, "data", "list" } };
        foreach (string variable in new[] { "EMNIST_HOME", "MNIST_HOME", "XDG_DATA_HOME" })
        {
            start.Environment[variable] = home;
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Contains("\nNo data set is on disk.\n", output, StringComparison.Ordinal);
        Assert.Contains($"\nEMNIST was looked for in {home} (not there), then in {home}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_no_folder_to_download_to()
    {
        string file = _folder.Write("file", []);

        ToolRun named = await ToolRun.Of("data", "fetch", "mnist", "--to", file);
        ToolRun within = await ToolRun.Of("data", "fetch", "mnist", "--to", Path.Combine(file, "sets"));

        Assert.Equal((2, $"emnist: --to: '{file}' is a file; name a folder."), (named.ExitCode, Assert.Single(named.ErrorLines)));
        Assert.Equal(1, within.ExitCode);
        Assert.StartsWith($"emnist: {Path.Combine(file, "sets")}: nothing can be written there: ", Assert.Single(within.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_on_disk_is_not_fetched_again()
    {
        _ = new TinySet(_folder, "train", "001");
        _ = new TinySet(_folder, "t10k", "01");

        ToolRun run = await ToolRun.Of("data", "fetch", "mnist", "--to", _folder.Path, "--mirror", "http://127.0.0.1:1/");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal($"emnist: other commands find it where MNIST_HOME names {_folder.Path}.", Assert.Single(run.ErrorLines));
        Assert.Equal("mnist train: 3 images of 10 classes\nmnist test: 2 images of 10 classes\n", run.Output);
    }

    [Theory]
    [InlineData("data fetch cifar", "'cifar' is no data set that can be fetched: they are mnist, byclass, bymerge, balanced, letters, digits, emnist-mnist.")]
    [InlineData("data fetch mnist --mirror here", "--mirror: 'here' is no address of http or https.")]
    public async Task What_cannot_be_fetched_is_a_wrong_command_line(string line, string expected)
    {
        ToolRun run = await ToolRun.Of(line.Split(' '));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal($"emnist: {expected}", Assert.Single(run.ErrorLines));
    }
}
