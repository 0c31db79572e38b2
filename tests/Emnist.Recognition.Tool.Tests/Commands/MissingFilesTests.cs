using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary>What is not there is told in the tool's own words, by the name that was given, with what to do.</summary>
public sealed class MissingFilesTests
{
    private const string Advice = "look for a misspelling, or name it from the root.";

    [Theory]
    [InlineData("evaluate --folder")]
    [InlineData("report --output never --folder")]
    [InlineData("samples --folder")]
    public async Task A_folder_that_is_missing_is_named(string line) =>
        await FailsAsync($"emnist: --folder: there is no folder 'no/such'; {Advice}", [.. line.Split(' '), "no/such"]);

    [Theory]
    [InlineData("read x.png --model")]
    [InlineData("evaluate --csv")]
    [InlineData("evaluate --npz")]
    [InlineData("evaluate --images x --labels")]
    [InlineData("evaluate --csv x --mapping")]
    [InlineData("read --files-from")]
    [InlineData("export --output never.onnx")]
    public async Task A_file_that_is_missing_is_named(string line)
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "it's none");
        string within = Path.Combine(folder.Path, "no", "such");

        await FailsAsync($"emnist: {file}: there is no such file; {Advice}", [.. line.Split(' '), file]);
        await FailsAsync($"emnist: {within}: there is no such file or folder; {Advice}", [.. line.Split(' '), within]);
    }

    [Fact]
    public async Task A_picture_that_is_missing_is_named()
    {
        ToolRun run = await ToolRun.Of("read", "no/such.png");

        Assert.Equal((1, "no/such.png\t\t\tUnreadable\n"), (run.ExitCode, run.Output));
        Assert.Equal($"emnist: no/such.png: there is no such file; {Advice}", Assert.Single(run.ErrorLines));
    }

    private static async Task FailsAsync(string message, string[] args)
    {
        ToolRun run = await ToolRun.Of(args);

        Assert.Equal((1, "", message), (run.ExitCode, run.Output, Assert.Single(run.ErrorLines)));
    }
}
