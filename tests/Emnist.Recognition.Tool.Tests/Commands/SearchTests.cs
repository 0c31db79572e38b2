using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

public sealed class SearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinySet _set;

    public SearchTests() => _set = new TinySet(_folder, "tiny", string.Concat(Enumerable.Repeat("0z", 60)));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_trials_are_listed_and_the_best_is_saved()
    {
        string model = Path.Combine(_folder.Path, "best.onnx");
        string table = Path.Combine(_folder.Path, "trials.csv");
        string page = Path.Combine(_folder.Path, "search.html");
        ToolRun run = await Search(
            "--network", "mnist-mlp", "--vary", "learning-rate=1e-9,0.01", "--vary", "optimizer=adam,sgd", "--vary", "batch-size=8", "--epochs", "4", "--first-round", "2", "--reduction", "2",
            "--output", model, "--table", table, "--html", page);

        Assert.Equal(0, run.ExitCode);
        string[] rows = await File.ReadAllLinesAsync(table);
        Assert.Equal("place,trial,learning-rate,optimizer,batch-size,epochs,accuracy,macro accuracy,log-loss,seconds,note", rows[0]);
        Assert.Equal(5, rows.Length);
        Assert.True(rows[1].Contains(",0.01,", StringComparison.Ordinal), run.Output);
        Assert.Equal(4 + 2, run.ErrorLines.Length);
        Assert.StartsWith("Trials", run.Output, StringComparison.Ordinal);
        Assert.Equal(["0", "z"], OnnxModel.Load(model).ClassNames);
        Assert.Contains("learning-rate", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--vary depth=1,2", "--vary takes NAME=VALUE")]
    [InlineData("--vary batch-size=64,0", "--vary: each value of batch-size is a whole number from 1, not '0'.")]
    [InlineData("--vary batch-size=many", "--vary: each value of batch-size is a whole number from 1, not 'many'.")]
    [InlineData("--vary batch-size=8..1e12 --trials 3", "--vary: each value of batch-size is a whole number from 1, not '1e12'.")]
    [InlineData("--vary learning-rate=abc", "--vary: each value of learning-rate is a number above 0, not 'abc'.")]
    [InlineData("--vary learning-rate=1e-4..abc --trials 3", "--vary: each value of learning-rate is a number above 0, not 'abc'.")]
    [InlineData("--vary learning-rate=0.1,NaN", "--vary: each value of learning-rate is a number above 0, not 'NaN'.")]
    [InlineData("--vary learning-rate=0.1,", "--vary: each value of learning-rate is a number above 0, not ''.")]
    [InlineData("--vary label-smoothing=0,1", "--vary: each value of label-smoothing is a number from 0 to below 1, not '1'.")]
    [InlineData("--vary weight-decay=0..0.1 --trials 3", "a range of numbers that begins below its end and above 0.")]
    [InlineData("--vary optimizer=lion", "--vary: each value of optimizer is one of adam, adamw, rmsprop, sgd, not 'lion'.")]
    [InlineData("--vary network=mnist-mlp,vgg", "--vary: each value of network is one of emnist-ann, emnist-cnn, ")]
    [InlineData("--vary learning-rate=1e-4..1e-2", "give choices, or a number of trials")]
    [InlineData("--vary learning-rate=1e-2..1e-4 --trials 3", "a range of numbers that begins below its end")]
    [InlineData("--vary optimizer=1..2 --trials 3", "--vary: each value of optimizer is one of adam, adamw, rmsprop, sgd, not '1..2'.")]
    [InlineData("--vary optimizer=sgd --vary weight-decay=0.1", "a weight decay goes with the optimizer adamw")]
    [InlineData("--vary batch-size=64 --vary batch-size=32", "each a name of its own")]
    [InlineData("--vary batch-size=64 --first-round 10", "--first-round 10 is more than --epochs 9")]
    public async Task What_cannot_be_varied_is_a_usage_error(string options, string message)
    {
        ToolRun run = await Search(["--network", "mnist-mlp", .. options.Split(' ')]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_varied_is_told_before_images_are_read()
    {
        ToolRun run = await ToolRun.Of("search", "--dataset", "no-such-set", "--network", "mnist-mlp", "--vary", "learning-rate=abc");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("emnist: --vary: each value of learning-rate is a number above 0, not 'abc'.", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task A_network_must_be_named_or_varied()
    {
        Assert.Equal(2, (await Search("--vary", "batch-size=8,16")).ExitCode);
        Assert.Equal(2, (await Search("--vary", "network=mnist-mlp,nothing", "--epochs", "1")).ExitCode);
        Assert.Equal(0, (await Search("--vary", "network=mnist-mlp", "--epochs", "1")).ExitCode);
    }

    private Task<ToolRun> Search(params string[] options) =>
        ToolRun.Of(["search", "--images", _set.Images, "--labels", _set.Labels, "--mapping", _set.Mapping, .. options]);
}
