using System.Text.Json;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

public sealed class InfoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_is_told_layer_by_layer_with_its_facts()
    {
        ToolRun run = await ToolRun.Of("info", "default");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("conv2d (Conv2D)                             [28, 28, 16]         144\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Total parameters: 198,735\n", run.Output, StringComparison.Ordinal);

        // 9 x 16 x 784 + 9 x 256 x 784 + 9 x 512 x 196 + 9 x 1024 x 196 + 9 x 2560 x 49 + 9 x 6400 x 49 + 720 x 128 + 128 x 63.
        Assert.Contains("Multiply-adds for an image  8,680,320\n", run.Output, StringComparison.Ordinal);
        long length = new FileInfo(Path.Combine(Checkout.Root, "src", "Emnist.Recognition", "Models", "default.onnx")).Length;
        Assert.Contains(FormattableString.Invariant($"{length:N0} bytes, ONNX operator set 13\n"), run.Output, StringComparison.Ordinal);
        Assert.Contains("float [batch, 1, 28, 28], 0 to 1: 0 is the ground, 1 the ink\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("float [batch, 63], logits\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("this library's, version 3\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("emnist-merged47-train, emnist-more47-train\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keras-nhwc-reshape", "float [batch, 28, 28, 1], ", "float [batch, 10], logits")]
    [InlineData("logsoftmax", "float [batch, 1, 28, 28], ", "float [batch, 10], logarithms of probabilities")]
    [InlineData("keras-flatten-28x28", "float [batch, 28, 28], ", "float [batch, 10], logits")]
    [InlineData("dyn-hw", "float [batch, 1, any, any], ", "float [batch, 10], logits")]
    [InlineData("op11", "float [1, 1, 28, 28], ", "float [1, 10], logits")]
    [InlineData("sigmoid-out", "float [batch, 1, 28, 28], ", "float [batch, 10], a probability of each class by itself")]
    public async Task A_file_of_others_is_told_as_it_is(string name, string input, string output)
    {
        ToolRun run = await ToolRun.Of("info", Path.Combine(Checkout.Root, "tests", "Emnist.Recognition.Oracles.Tests", "Cases", $"{name}.onnx"));

        Assert.Contains($"Input of the file           {input}", run.Output, StringComparison.Ordinal);
        Assert.Contains($"Output of the file          {output}\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_is_told_with_its_training()
    {
        ToolRun run = await ToolRun.Of("info", "mnist-mlp");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Total parameters: 101,770\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("15 epochs, batch size 128, Adam", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("operator set", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_the_same_as_JSON()
    {
        string path = Path.Combine(_folder.Path, "model.onnx");
        EmbeddedModel.Load().Save(path, new OnnxExportOptions { OperatorSet = 17, BatchSize = 4, Softmax = true, InputMaximum = 255 });

        JsonElement told = Parse(await ToolRun.Of("info", path, "--json"));
        JsonElement file = told.GetProperty("file");
        JsonElement layer = told.GetProperty("layers")[0];

        Assert.Equal((path, true, 63, 63), (told.GetProperty("name").GetString(), told.GetProperty("trained").GetBoolean(), told.GetProperty("classes").GetInt32(), told.GetProperty("classNames").GetArrayLength()));
        Assert.Equal([28, 28, 1], told.GetProperty("input").EnumerateArray().Select(static size => size.GetInt32()));
        Assert.Equal((198_735, 197_967, 8_680_320), (told.GetProperty("parameters").GetInt32(), told.GetProperty("trainableParameters").GetInt32(), told.GetProperty("multiplyAdds").GetInt64()));
        Assert.Equal(("conv2d", "Conv2D", 144, 112_896), (layer.GetProperty("name").GetString(), layer.GetProperty("type").GetString(), layer.GetProperty("parameters").GetInt32(), layer.GetProperty("multiplyAdds").GetInt32()));
        Assert.Equal(JsonValueKind.Null, layer.GetProperty("activation").ValueKind);
        Assert.Equal("input", layer.GetProperty("inputs")[0].GetString());
        Assert.Equal("Softmax", told.GetProperty("layers")[told.GetProperty("layers").GetArrayLength() - 1].GetProperty("activation").GetString());
        Assert.Equal((new FileInfo(path).Length, 17, 4, true, 255), (file.GetProperty("bytes").GetInt64(), file.GetProperty("operatorSet").GetInt32(), file.GetProperty("batchSize").GetInt32(), file.GetProperty("softmax").GetBoolean(), file.GetProperty("inputMaximum").GetInt32()));
        Assert.Equal(3, told.GetProperty("normalizerVersion").GetInt32());
        Assert.Equal("Embedded", told.GetProperty("metadata").GetProperty("network").GetString());
        Assert.Equal(JsonValueKind.Null, told.GetProperty("training").ValueKind);
    }

    [Fact]
    public async Task A_network_has_no_file_in_JSON()
    {
        JsonElement told = Parse(await ToolRun.Of("info", "EmnistCnn", "--json"));

        Assert.Equal("emnist-cnn", told.GetProperty("name").GetString());
        Assert.False(told.GetProperty("trained").GetBoolean());
        Assert.Equal(JsonValueKind.Null, told.GetProperty("file").ValueKind);
        Assert.StartsWith("11 epochs, batch size 256", told.GetProperty("training").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_model_is_called_by_name()
    {
        string damaged = _folder.Write("damaged.onnx", "no model"u8.ToArray());
        string checkpoint = _folder.Write("training.checkpoint", "EMNTRN02 and so on"u8.ToArray());

        await Fails("there is no file 'resnet', and no network of that name; the networks are emnist-ann, emnist-cnn, ", "resnet");
        await Fails($"{_folder.Path} is a folder; name an ONNX file, or default.", _folder.Path);
        await Fails($"{damaged}: ", damaged);
        await Fails($"{checkpoint} is the state of a training, not a model: ", checkpoint);
    }

    private static async Task Fails(string message, string name)
    {
        ToolRun run = await ToolRun.Of("info", name);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"emnist: {message}", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    private static JsonElement Parse(ToolRun run)
    {
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
