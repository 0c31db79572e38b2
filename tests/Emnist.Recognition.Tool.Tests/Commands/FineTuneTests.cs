using System.Text.RegularExpressions;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary><c>emnist train --from</c> on pictures that are drawn here, of a letter and of two signs that no embedded model knows.</summary>
public sealed class FineTuneTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _pictures;

    public FineTuneTests()
    {
        _pictures = Path.Combine(_folder.Path, "pictures");
        DrawnSigns.Write(_pictures, picturesASign: 10);
    }

    private string Model => Path.Combine(_folder.Path, "mine.onnx");

    private string State => Path.Combine(_folder.Path, "state");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_embedded_model_learns_a_folder_of_other_classes()
    {
        ToolRun run = await Train("--from", "default");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^emnist: default, fine-tuned, [0-9,]+ parameters, on 30 images of 3 classes, 1 of them the model's: 40 epochs, batch size 32$", run.ErrorLines[0]);
        OnnxModel model = OnnxModel.Load(Model);
        Assert.Equal(DrawnSigns.Labels, model.ClassNames);
        Assert.StartsWith("default (SHA-256 ", model.Metadata["started_from"], StringComparison.Ordinal);
        Assert.Equal("Embedded", model.Metadata["network"]);
        Assert.NotNull(model.NormalizerVersion);

        ToolRun measured = await ToolRun.Of("evaluate", "--folder", _pictures, "--model", Model);
        Assert.Matches(new Regex(@"accuracy\D+(9[0-9]\.[0-9]+|100\.0+) %", RegexOptions.IgnoreCase), measured.Output);
    }

    [Fact]
    public async Task Frozen_layers_keep_the_model_s_weights_and_the_last_one_learns()
    {
        ToolRun run = await Train("--from", "default", "--freeze", "--epochs", "2");
        Network network = OnnxModel.Load(Model).Network;
        Network start = EmbeddedModel.Load().Network;

        Assert.Equal(0, run.ExitCode);
        Assert.All(
            network.Parameters.SkipLast(2).Zip(start.Parameters),
            static pair => Assert.True(pair.First.Values.SequenceEqual(pair.Second.Values), pair.First.Name));
        Assert.Equal([128, 3], network.Parameters.SkipLast(1).Last().Shape);
    }

    [Fact]
    public async Task A_fine_tuning_goes_on_from_its_checkpoint_and_not_from_that_of_another_start()
    {
        string other = Path.Combine(_folder.Path, "other.onnx");
        File.Copy(ForeignModel.Own, other);
        string[] options = ["--from", "default", "--epochs", "3"];
        await Train(options);
        byte[] whole = await File.ReadAllBytesAsync(Model);

        ToolRun stopped = await TrainUntil("epoch 1/3", [.. options, "--checkpoint", State]);
        ToolRun wrong = await Train("--from", other, "--epochs", "3", "--checkpoint", State, "--resume");
        EmbeddedModel.Load().Save(other);
        Network changed = OnnxModel.Load(other).Network;
        changed.Parameters.First().Values[0] += 0.1f;
        new OnnxModel(changed, EmbeddedModel.Load().ClassNames).Save(other);
        ToolRun alike = await Train("--from", other, "--epochs", "3", "--checkpoint", State, "--resume");
        ToolRun resumed = await Train([.. options, "--checkpoint", State, "--resume"]);

        Assert.Equal(130, stopped.ExitCode);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Equal(1, alike.ExitCode);
        Assert.Contains("it is of a training with weights to start from SHA-256 ", alike.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(whole, await File.ReadAllBytesAsync(Model));
    }

    [Fact]
    public async Task A_model_that_cannot_be_fine_tuned_is_refused()
    {
        string model = Path.Combine(_folder.Path, "pool.onnx");
        new OnnxModel(
            new Network(TensorShape.Image(28), new Networks.Layers.Conv2D(2, 3), new Networks.Layers.GlobalAveragePooling2D()), ["A", "B"]).Save(model);

        ToolRun run = await Train("--from", model);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"emnist: {model}: The logits are not those of a Dense layer", run.ErrorLines[^1], StringComparison.Ordinal);
    }

    private Task<ToolRun> Train(params string[] options) => ToolRun.Of(Arguments(options));

    private Task<ToolRun> TrainUntil(string line, params string[] options) => ToolRun.Until(line, Arguments(options));

    private string[] Arguments(string[] options) => ["train", "--dataset", _pictures, "--output", Model, .. options];
}
