using System.Globalization;
using System.Security.Cryptography;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

public sealed class TrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinySet _set;

    public TrainTests() => _set = new TinySet(_folder, "tiny", string.Concat(Enumerable.Repeat("ABa", 20)));

    private string Model => Path.Combine(_folder.Path, "made", "mine.onnx");

    private string State => Path.Combine(_folder.Path, "state");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_network_is_trained_and_saved_with_what_is_known_of_it()
    {
        ToolRun run = await Train("--epochs", "2", "--batch-size", "8", "--seed", "5");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"{Model}: 2 epochs, validation accuracy ", Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(3, run.ErrorLines.Length);
        Assert.Equal("emnist: mnist-mlp, 100,867 parameters, on 60 images of 3 classes: 2 epochs, batch size 8", run.ErrorLines[0]);
        Assert.StartsWith("epoch 1/2: loss ", run.ErrorLines[1], StringComparison.Ordinal);
        Assert.EndsWith(" left", run.ErrorLines[1], StringComparison.Ordinal);
        Assert.StartsWith("epoch 2/2: loss ", run.ErrorLines[2], StringComparison.Ordinal);
        OnnxModel model = OnnxModel.Load(Model);
        Assert.Equal(["A", "B", "a"], model.ClassNames);
        Assert.Equal("MnistMlp", model.Metadata["network"]);
        Assert.Equal("tiny-images-idx3-ubyte", model.Metadata["training_set"]);
        Assert.Equal(("2", "8", "5"), (model.Metadata["epochs"], model.Metadata["batch_size"], model.Metadata["seed"]));
        Assert.Contains("validation_accuracy", model.Metadata.Keys);
        Assert.Null(model.NormalizerVersion);
    }

    [Fact]
    public async Task The_seed_settles_the_weights_whatever_the_threads()
    {
        await Train("--epochs", "1", "--seed", "5", "--threads", "1");
        byte[] first = await File.ReadAllBytesAsync(Model);
        await Train("--epochs", "1", "--seed", "5", "--threads", "2");
        byte[] second = await File.ReadAllBytesAsync(Model);
        await Train("--epochs", "1", "--seed", "6");

        Assert.Equal(first, second);
        Assert.NotEqual(first, await File.ReadAllBytesAsync(Model));
    }

    [Fact]
    public async Task A_training_that_was_stopped_goes_on_to_the_same_weights()
    {
        await Train("--epochs", "3");
        byte[] whole = await File.ReadAllBytesAsync(Model);
        File.Delete(Model);

        ToolRun stopped = await TrainUntil("epoch 1/3", "--epochs", "3", "--checkpoint", State);
        Assert.False(File.Exists(Model));
        ToolRun resumed = await Train("--epochs", "3", "--checkpoint", State, "--resume");

        Assert.Equal((130, ""), (stopped.ExitCode, stopped.Output));
        Assert.EndsWith(
            "has the epochs that were finished. The same command with --resume goes on from there.", stopped.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(0, resumed.ExitCode);
        Assert.StartsWith("epoch 2/3", resumed.ErrorLines[1], StringComparison.Ordinal);
        Assert.Equal(whole, await File.ReadAllBytesAsync(Model));
    }

    [Fact]
    public async Task A_training_that_was_stopped_without_a_checkpoint_says_so()
    {
        ToolRun stopped = await TrainUntil("epoch 1/3", "--epochs", "3");

        Assert.Equal(130, stopped.ExitCode);
        Assert.Equal("emnist: stopped; nothing was saved. --checkpoint DIR keeps the epochs that are finished.", stopped.ErrorLines[^1]);
    }

    [Fact]
    public async Task A_checkpoint_of_another_training_is_refused_and_one_in_the_way_is_told()
    {
        await Train("--epochs", "1", "--checkpoint", State);
        ToolRun other = await Train("--epochs", "1", "--checkpoint", State, "--resume", "--batch-size", "7");
        ToolRun again = await Train("--epochs", "1", "--checkpoint", State);

        Assert.Equal(1, other.ExitCode);
        Assert.Contains("batch size", other.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("--resume", again.ErrorLines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--optimizer adam --learning-rate 0.01")]
    [InlineData("--optimizer adamw")]
    [InlineData("--optimizer sgd --learning-rate 0.05 --validation 0")]
    public async Task Optimizers_are_chosen_by_name(string options)
    {
        ToolRun run = await Train(["--epochs", "1", .. options.Split(' ')]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(!options.Contains("--validation 0", StringComparison.Ordinal), run.Output.Contains("validation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Patience_stops_and_keeps_the_weights_of_the_best_epoch()
    {
        string log = Path.Combine(_folder.Path, "log.csv");

        ToolRun run = await Train("--epochs", "60", "--optimizer", "adam", "--learning-rate", "0.02", "--schedule", "constant", "--patience", "3", "--log", log);

        string[][] rows = [.. (await File.ReadAllLinesAsync(log)).Select(static line => line.Split(','))];
        double[] losses = [.. rows.Skip(1).Select(row => double.Parse(row[Array.IndexOf(rows[0], "val_loss")], CultureInfo.InvariantCulture))];
        int best = Array.IndexOf(losses, losses.Min()) + 1;
        Assert.Equal(0, run.ExitCode);
        Assert.InRange(losses.Length, 4, 59);
        Assert.Equal(losses.Length, best + 3);
        Assert.StartsWith($"{Model}: {losses.Length} epochs, the weights of epoch {best}, validation accuracy ", run.Output, StringComparison.Ordinal);
        Assert.Equal($"{best}", OnnxModel.Load(Model).Metadata["epochs"]);
    }

    [Fact]
    public async Task A_calibrated_network_tells_its_temperature()
    {
        ToolRun run = await Train("--epochs", "1", "--calibrate");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("temperature", OnnxModel.Load(Model).Metadata.Keys);
        Assert.Contains("temperature", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_learns_from_teachers_and_its_file_names_them()
    {
        string teacher = Path.Combine(_folder.Path, "teacher.onnx");
        await Train("--epochs", "1");
        float[] alone = Weights();
        File.Move(Model, teacher);

        ToolRun run = await Train("--epochs", "1", "--teacher", teacher, "--teacher-weight", "0.7");

        Assert.Equal(0, run.ExitCode);
        Assert.NotEqual(alone, Weights());
        OnnxModel model = OnnxModel.Load(Model);
        string hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(teacher)));
        Assert.Equal(($"teacher.onnx (SHA-256 {hash})", "0.7"), (model.Metadata["teachers"], model.Metadata["teacher_weight"]));
    }

    [Fact]
    public async Task A_trained_model_is_tuned_from_its_weights_on()
    {
        string start = Path.Combine(_folder.Path, "start.onnx");
        await Train("--epochs", "1", "--learning-rate", "0.01");
        float[] before = Weights();
        File.Move(Model, start);

        ToolRun run = await Train("--epochs", "1", "--from", start, "--learning-rate", "1e-30");
        ToolRun other = await ToolRun.Of([.. Arguments(["--epochs", "1", "--from", start]).Select(static word => word == "MnistMlp" ? "MnistAnn" : word)]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(before, Weights());
        Assert.StartsWith("start.onnx (SHA-256 ", OnnxModel.Load(Model).Metadata["started_from"], StringComparison.Ordinal);
        Assert.Equal($"emnist: {start}: its layers are not those of mnist-ann, which it is to start: name its own network, or leave --network out.", other.ErrorLines[^1]);
    }

    [Fact]
    public async Task A_teacher_of_other_classes_is_refused() => Assert.Equal(
        "emnist: default: class 0 of this model is '0', that of the images 'A': the classes must be the same, in the same order.",
        (await Train("--epochs", "1", "--teacher", "default")).ErrorLines[^1]);

    [Fact]
    public async Task A_weight_without_a_teacher_is_a_wrong_command_line()
    {
        ToolRun run = await Train("--epochs", "1", "--teacher-weight", "0.7");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(run.ErrorLines, static line => line.Contains("--teacher-weight needs --teacher, a model to learn from.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_trainer_refuses_is_told_by_the_option_s_name()
    {
        TinySet set = new(_folder, "few", "AB");

        ToolRun run = await ToolRun.Of(
            "train", "--images", set.Images, "--labels", set.Labels, "--mapping", set.Mapping,
            "--network", "mnist-mlp", "--validation", "0.5", "--output", Model);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            "emnist: --validation: No class has two of the 2 samples, so none can be held out for validation: "
            + "give more samples, or hold none out.",
            run.ErrorLines[^1]);
    }

    [Fact]
    public async Task A_folder_of_pictures_is_trained_on_as_the_recognizer_will_see_them()
    {
        string pictures = Path.Combine(_folder.Path, "pictures");
        ShippedPictures.CopyByClass(pictures);
        File.WriteAllText(Path.Combine(pictures, "2", "bad.png"), "no picture");

        ToolRun run = await ToolRun.Of(
            "train", "--dataset", pictures, "--network", "mnist-mlp", "--epochs", "2", "--validation", "0", "--output", Model);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("emnist: skipped 2/bad.png: ", run.ErrorLines[0], StringComparison.Ordinal);
        OnnxModel model = OnnxModel.Load(Model);
        Assert.Equal(16, model.ClassNames.Count);
        Assert.NotNull(model.NormalizerVersion);
        Assert.Equal("pictures", model.Metadata["training_set"]);
    }

    [Fact]
    public async Task The_log_is_what_a_report_draws()
    {
        string log = Path.Combine(_folder.Path, "log.csv");
        await Train("--epochs", "2", "--log", log, "--framing", "emnist");
        string report = Path.Combine(_folder.Path, "report");

        ToolRun run = await ToolRun.Of(
            "report", "--images", _set.Images, "--labels", _set.Labels, "--mapping", _set.Mapping, "--model", Model, "--history", log, "--output", report);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] names = ["report.html", "report.md", "report.json", "classes.csv", "confusion.csv"];
        Assert.Equal(names.Select(name => Path.Combine(report, name)), run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(names.Order(StringComparer.Ordinal), Directory.GetFiles(report).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var json = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(report, "report.json")));
        Assert.Equal(4, json.RootElement.GetProperty("curves").GetArrayLength());
        Assert.Equal(2, json.RootElement.GetProperty("curves")[0].GetProperty("values").GetArrayLength());
    }

    [Fact]
    public async Task A_network_that_learns_its_images_by_heart_is_warned_of_and_the_report_says_so()
    {
        var random = new Random(1);
        byte[][] noise = [.. Enumerable.Range(0, 60).Select(_ => new byte[28 * 28])];
        Array.ForEach(noise, random.NextBytes);
        var set = new TinySet(_folder, "noise", string.Concat(Enumerable.Repeat("ABa", 20)), noise);
        string log = Path.Combine(_folder.Path, "log.csv");
        string report = Path.Combine(_folder.Path, "report");
        string[] images = ["--images", set.Images, "--labels", set.Labels, "--mapping", set.Mapping];

        ToolRun run = await ToolRun.Of(
            ["train", .. images, "--network", "mnist-mlp", "--augmentation", "none", "--epochs", "40", "--validation", "0.3",
            "--log", log, "--output", Model]);
        ToolRun reported = await ToolRun.Of(["report", .. images, "--model", Model, "--history", log, "--output", report]);

        Assert.Equal((0, 0), (run.ExitCode, reported.ExitCode));
        Assert.StartsWith("emnist: the validation accuracy of ", run.ErrorLines[^1], StringComparison.Ordinal);
        Assert.EndsWith("too few of them. More images, --augmentation handwriting or fewer epochs help.", run.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Contains(
            "<dt>Warning</dt><dd>the validation accuracy of ", await File.ReadAllTextAsync(Path.Combine(report, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_open_is_in_proportion_to_the_set()
    {
        ToolRun run = await ToolRun.Until(
            "epoch 1/", "train", "--images", _set.Images, "--labels", _set.Labels, "--mapping", _set.Mapping,
            "--network", "embedded", "--output", Model);

        Assert.EndsWith("on 60 images of 3 classes: 100 epochs, batch size 32", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(130, run.ExitCode);
    }

    [Fact]
    public async Task Non_characters_are_a_class_of_the_model_that_a_recognizer_refuses()
    {
        ToolRun run = await Train("--epochs", "2", "--batch-size", "8", "--non-characters", "0.4", "--augmentation", "none");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("emnist: mnist-mlp, 100,996 parameters, on 60 images of 4 classes", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(["A", "B", "a", OnnxModel.NonCharacter], OnnxModel.Load(Model).ClassNames);
        Assert.Equal(3, new CharacterRecognizer(OnnxModel.Load(Model)).GetCandidates(null).Count);
        ToolRun refused = await Train("--epochs", "1", "--non-characters", "0.95");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("a number from 0 to 0.9", refused.Error, StringComparison.Ordinal);
    }

    private float[] Weights() =>
        [.. OnnxModel.Load(Model).Network.Layers.SelectMany(static layer => layer.Parameters).SelectMany(static parameter => parameter.Values.ToArray())];

    private Task<ToolRun> Train(params string[] options) => ToolRun.Of(Arguments(options));

    private Task<ToolRun> TrainUntil(string line, params string[] options) => ToolRun.Until(line, Arguments(options));

    private string[] Arguments(string[] options) =>
    [
        "train", "--images", _set.Images, "--labels", _set.Labels, "--mapping", _set.Mapping,
        "--network", "MnistMlp", "--output", Model, .. options,
    ];
}
