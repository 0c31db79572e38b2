using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary>That each form gives the right answers is for ONNX Runtime to say, in the oracles' tests.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Output => Path.Combine(_folder.Path, "made", "model.onnx");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_plain_file_is_the_librarys_own()
    {
        ToolRun run = await ToolRun.Of("export", "default", "--output", Output);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            $"{Output}: ONNX operator set 13; input float [batch, 1, 28, 28], 0 to 1: 0 is the ground, 1 the ink; output float [batch, 63], logits\n", run.Output);
        using var file = new MemoryStream();
        EmbeddedModel.Load().Save(file);
        Assert.Equal(file.ToArray(), await File.ReadAllBytesAsync(Output));
    }

    [Fact]
    public async Task Each_option_reaches_the_file()
    {
        ToolRun run = await ToolRun.Of("export", "default", "--output", Output, "--opset", "17", "--batch", "1", "--softmax", "--input", "0..255");
        ToolRun back = await ToolRun.Of("export", Output, "--output", Path.Combine(_folder.Path, "back.onnx"), "--logits");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith(
            ": ONNX operator set 17; input float [1, 1, 28, 28], 0 to 255: 0 is the ground, 255 the ink; output float [1, 63], probabilities\n",
            run.Output, StringComparison.Ordinal);
        Assert.Equal(new OnnxExportOptions { OperatorSet = 17, BatchSize = 1, Softmax = true, InputMaximum = 255 }, OnnxModel.Load(Output).LoadedAs);
        Assert.Equal(0, back.ExitCode);
        Assert.EndsWith("0 to 1: 0 is the ground, 1 the ink; output float [batch, 63], logits\n", back.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_bytes_and_probabilities_reads_pictures_as_the_model_does()
    {
        await ToolRun.Of("export", "default", "--output", Output, "--batch", "1", "--softmax", "--input", "0..255");

        ToolRun exported = await ToolRun.Of(["read", "--model", Output, .. ShippedPictures.Files]);
        ToolRun model = await ToolRun.Of(["read", "--model", "default", .. ShippedPictures.Files]);

        Assert.Equal(0, exported.ExitCode);
        Assert.Equal(Answers(model), Answers(exported));
    }

    [Theory]
    [InlineData("0..255", "0 to 255: 0 is the ground, 255 the ink")]
    [InlineData("0..1", "0 to 1: 0 is the ground, 1 the ink")]
    public async Task A_model_of_another_scale_is_scaled_in_the_file(string input, string taken)
    {
        string theirs = Path.Combine(_folder.Path, "theirs.onnx");
        OnnxModel embedded = EmbeddedModel.Load();
        new OnnxModel(embedded.Network, embedded.ClassNames) { InputForm = new InputForm { Ground = -1 } }.Save(theirs);

        ToolRun asItIs = await ToolRun.Of("export", theirs, "--output", Output);
        ToolRun scaled = await ToolRun.Of("export", theirs, "--output", Output, "--input", input);
        ToolRun exported = await ToolRun.Of(["read", "--model", Output, .. ShippedPictures.Files]);
        ToolRun model = await ToolRun.Of(["read", "--model", theirs, .. ShippedPictures.Files]);

        Assert.Contains("-1 to 1: -1 is the ground, 1 the ink;", asItIs.Output, StringComparison.Ordinal);
        Assert.Contains($"{taken};", scaled.Output, StringComparison.Ordinal);
        Assert.Equal(Answers(model), Answers(exported));
    }

    /// <summary>The file and the character of each line.</summary>
    private static IEnumerable<string> Answers(ToolRun run) => run.Output.Split('\n').Select(static line => string.Join(' ', line.Split('\t').Take(2)));
}
