using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Evaluate_writes_the_page_too()
    {
        string html = Path.Combine(_folder.Path, "new", "report.html");
        TinySet set = new(_folder, "tiny", "AB");
        string model = ConstantModel.Save(_folder.Path, ("A", 0.75), ("B", 0.25));

        ToolRun run = await ToolRun.Of(
            "evaluate", "--images", set.Images, "--labels", set.Labels, "--mapping", set.Mapping, "--model", model, "--html", html);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("50.00 %", run.Output, StringComparison.Ordinal);
        string page = await File.ReadAllTextAsync(html);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains("data:image/png", page, StringComparison.Ordinal);
        Assert.Equal(["report.html"], Directory.GetFiles(Path.GetDirectoryName(html)!).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("", "is no training's log: it needs a column loss or accuracy, and a line for each epoch.")]
    [InlineData("epoch,loss\n", "is no training's log: it needs a column loss or accuracy, and a line for each epoch.")]
    [InlineData("epoch,loss\n1,0.5\n2,low\n", "line 3: 'low' is no number.")]
    public async Task A_log_that_is_none_is_refused(string content, string expected)
    {
        string log = _folder.Write("log.csv", System.Text.Encoding.UTF8.GetBytes(content));

        ToolRun run = await ToolRun.Of("report", "--folder", _folder.Path, "--history", log, "--output", Path.Combine(_folder.Path, "report"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.EndsWith(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }
}
