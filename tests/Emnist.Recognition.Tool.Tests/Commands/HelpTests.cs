namespace Emnist.Recognition.Tool.Tests.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData("evaluate", "emnist evaluate --set emnist-balanced-test")]
    public async Task Each_command_explains_itself_with_examples(string command, string example)
    {
        ToolRun run = await ToolRun.Of([.. command.Split(' '), "--help"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"emnist {command} ", run.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains(example, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tool_lists_its_commands()
    {
        ToolRun run = await ToolRun.Of("--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("evaluate", run.Output, StringComparison.Ordinal);
    }
}
