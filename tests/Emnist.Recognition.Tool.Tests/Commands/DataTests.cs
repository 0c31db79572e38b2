using Emnist.Recognition.Tests;

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
