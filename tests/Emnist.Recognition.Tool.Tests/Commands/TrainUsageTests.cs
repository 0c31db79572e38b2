using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

public sealed class TrainUsageTests
{
    private const string See = " See 'emnist train --help'.";

    [Theory]
    [InlineData("--dataset mnist --output m.onnx", "name a network to train by --network, or a trained model to fine-tune by --from.")]
    [InlineData("--dataset mnist --network mnist-mlp --freeze --output m.onnx", "--freeze needs --from, the trained model whose layers are frozen.")]
    [InlineData("--dataset mnist --network mnist-mlp", "Option '--output' is required." + See)]
    [InlineData("--dataset mnist --network resnet --output m.onnx", "--network: there is no 'resnet'; the networks are emnist-ann, emnist-cnn, mnist-mlp, emnist-conv128, mnist-ann, embedded, teacher.")]
    [InlineData("--network mnist-mlp --output m.onnx", "name what to train on by one of --dataset NAME|DIR, --images FILE --labels FILE, --csv FILE, --npz FILE and --mat FILE.")]
    [InlineData("--dataset mnist --images a --labels b --network mnist-mlp --output m.onnx", "name what to train on by one of --dataset NAME|DIR, --images FILE --labels FILE, --csv FILE, --npz FILE and --mat FILE.")]
    [InlineData("--dataset mnist --network mnist-mlp --output m.onnx --epochs 0", "--epochs takes a whole number from 1, not '0'." + See)]
    [InlineData("--dataset mnist --network mnist-mlp --output m.onnx --batch-size few", "--batch-size takes a whole number from 1, not 'few'." + See)]
    [InlineData("--dataset mnist --network mnist-mlp --output m.onnx --learning-rate 0", "--learning-rate takes a number above 0, not '0'." + See)]
    [InlineData("--dataset mnist --network mnist-mlp --output m.onnx --learning-rate NaN", "--learning-rate takes a number above 0, not 'NaN'." + See)]
    [InlineData("--dataset mnist --network mnist-mlp --output m.onnx --validation 0 --calibrate", "--calibrate needs images that are held out: give --validation a share above 0.")]
    [InlineData("--dataset mnist --network mnist-mlp --output m.onnx --validation 0 --patience 2", "--patience needs images that are held out: give --validation a share above 0.")]
    [InlineData("--dataset mnist --network mnist-mlp --output m.onnx --validation 1", "--validation takes a number from 0 to below 1, not '1'." + See)]
    [InlineData("--dataset mnist --network mnist-mlp --output m.onnx --seed 1.5", "--seed takes a whole number, not '1.5'." + See)]
    [InlineData("--dataset mnist --network mnist-mlp --output m.onnx --optimizer rms", "--optimizer is one of adam, adamw, rmsprop, sgd, not 'rms'.")]
    [InlineData("--dataset mnist --network mnist-mlp --output m.onnx --resume", "--resume needs --checkpoint, the folder that holds the training's state.")]
    public async Task A_wrong_command_line_is_told_in_a_line(string options, string expected)
    {
        ToolRun run = await ToolRun.Of(["train", .. options.Split(' ')]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal($"emnist: {expected}", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task One_class_is_nothing_to_train_on()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "digits"));
        folder.Write("digits/2.png", File.ReadAllBytes(ShippedPictures.DigitTwo));
        string output = Path.Combine(folder.Path, "m.onnx");

        ToolRun run = await ToolRun.Of("train", "--dataset", folder.Path, "--from", "default", "--validation", "0", "--output", output);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"emnist: {folder.Path} has one class, 'digits': ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public async Task A_folder_that_a_data_set_goes_before_is_told()
    {
        // The name in other letters, for which no other test looks.
        DirectoryInfo folder = Directory.CreateDirectory("MNiST");
        try
        {
            ToolRun run = await ToolRun.Of(
                new CancellationToken(canceled: true), "train", "--dataset", folder.Name, "--network", "mnist-mlp", "--output", Path.Combine(folder.FullName, "m.onnx"));

            // It ends at the download, or at the training where MNIST is on disk.
            Assert.Contains(run.ExitCode, (int[])[1, 130]);
            Assert.Equal("emnist: --dataset: MNiST is the data set of that name; ./MNiST is the folder.", run.ErrorLines[0]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_data_set_that_is_not_there_is_a_failure_that_says_what_to_do()
    {
        ToolRun run = await ToolRun.Of("train", "--dataset", "no-such-set", "--network", "mnist-mlp", "--output", "m.onnx");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            "emnist: --dataset: 'no-such-set' is no folder and none of mnist, byclass, bymerge, balanced, letters, digits, emnist-mnist; 'emnist data list' shows what is on disk.",
            Assert.Single(run.ErrorLines));
    }
}
