using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData("read", "emnist read --text --characters 0-9 --count 5 postcode.jpg")]
    [InlineData("normalize", "emnist normalize letter.jpg --stages --output stages.png")]
    [InlineData("evaluate", "emnist evaluate --set emnist-balanced-test")]
    [InlineData("report", "emnist report --set emnist-balanced-test --output report")]
    [InlineData("train", "emnist train --dataset balanced --network emnist-cnn --output mine.onnx")]
    [InlineData("samples", "emnist samples --set mnist-test --count 64 --seed 7 --png samples.png")]
    [InlineData("info", "emnist info mine.onnx --json")]
    [InlineData("export", "emnist export default --output model.onnx --softmax --input 0..255")]
    [InlineData("data list", "emnist data list")]
    [InlineData("data fetch", "emnist data fetch mnist")]
    public async Task Each_command_explains_itself_with_examples(string command, string example)
    {
        ToolRun run = await ToolRun.Of([.. command.Split(' '), "--help"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains(example, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_is_in_the_documented_table()
    {
        ToolRun run = await ToolRun.Of("--help");
        string page = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "command-line.md"));

        string[] lines = run.Output[run.Output.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains($"| `emnist {line.Trim().Split(' ')[0]}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_tool_lists_its_commands()
    {
        ToolRun run = await ToolRun.Of("--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(["read", "normalize", "train", "evaluate", "report", "data"], command => Assert.Contains($"  {command} ", run.Output, StringComparison.Ordinal));
    }
}
