using System.Text.Json;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary>Models whose files do not tell their classes and the form of their images, and what the tool does about it.</summary>
public sealed class ModelFormTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public ModelFormTests() => _model = ForeignModel.Save(_folder.Path);

    private string Output => Path.Combine(_folder.Path, "out.onnx");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_foreign_model_reads_as_its_own_program_does_once_it_is_told_what_it_takes()
    {
        ToolRun own = await ToolRun.Of(["read", "--model", ForeignModel.Own, .. ShippedPictures.Files]);
        ToolRun foreign = await ToolRun.Of(["read", "--model", _model, .. ForeignModel.Options, .. ShippedPictures.Files]);

        Assert.Equal((0, ""), (foreign.ExitCode, foreign.Error));
        Assert.Equal(Answers(own), Answers(foreign));
    }

    [Fact]
    public async Task What_is_not_known_of_a_model_is_remarked_whenever_it_reads()
    {
        ToolRun run = await ToolRun.Of("read", "--model", _model, ShippedPictures.DigitTwo);
        ToolRun known = await ToolRun.Of("read", "--model", ForeignModel.Own, ShippedPictures.DigitTwo);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                $"emnist: {_model} does not name its 47 classes: answers are their numbers, unless --classes names them, perhaps as balanced.",
                $"emnist: {_model} does not tell what images it was trained on: they are taken for 0 to 1, upright, framed as EMNIST. If that is "
                + "wrong, so are the answers: 'emnist evaluate' with labelled pictures finds it out (docs/models.md).",
            ],
            run.ErrorLines);
        Assert.Empty(known.Error);
    }

    [Fact]
    public async Task An_evaluation_finds_the_form_by_the_pictures_and_changes_nothing()
    {
        string pictures = Path.Combine(_folder.Path, "pictures");
        ShippedPictures.CopyByClass(pictures);

        ToolRun unknown = await ToolRun.Of("evaluate", "--folder", pictures, "--model", _model, "--classes", "balanced", "--json");
        ToolRun known = await ToolRun.Of(["evaluate", "--folder", pictures, "--model", _model, .. ForeignModel.Options, "--json"]);

        Assert.Equal((0, 0), (unknown.ExitCode, known.ExitCode));
        Assert.Matches(
            @"theirs\.onnx does not tell what images it was trained on\. Of 16 pictures, taken for 0 to 1, upright, framed as EMNIST, it reads \d+\.\d %; with --input-scale 0\.\.255 --transposed it reads (9\d|100)\.\d %\.",
            unknown.Error);
        Assert.Single(unknown.ErrorLines, static line => line.Contains("does not tell", StringComparison.Ordinal));
        Assert.True(Accuracy(unknown) < 0.5);
        Assert.True(Accuracy(known) > 0.9);
        Assert.Empty(known.Error);
        Assert.Contains("0 to 255, on their side, framed as EMNIST", known.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_evaluation_says_where_the_form_that_is_assumed_reads_best()
    {
        string pictures = Path.Combine(_folder.Path, "pictures");
        ShippedPictures.CopyByClass(pictures);
        OnnxModel embedded = EmbeddedModel.Load();
        new OnnxModel(embedded.Network, embedded.ClassNames).Save(Output);

        ToolRun run = await ToolRun.Of("evaluate", "--folder", pictures, "--model", Output);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("it reads 100.0 %, and none of the other likely forms reads many more.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_writes_what_the_model_takes_so_that_nobody_has_to_say_it_again()
    {
        ToolRun exported = await ToolRun.Of(["export", _model, "--output", Output, .. ForeignModel.Options]);
        ToolRun read = await ToolRun.Of(["read", "--model", Output, .. ShippedPictures.Files]);
        ToolRun own = await ToolRun.Of(["read", "--model", ForeignModel.Own, .. ShippedPictures.Files]);

        Assert.Equal((0, ""), (exported.ExitCode, exported.Error));
        Assert.EndsWith("input float [batch, 1, 28, 28], 0 to 255: 0 is the ground, 255 the ink; output float [batch, 47], logits\n", exported.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (read.ExitCode, read.Error));
        Assert.Equal(Answers(own), Answers(read));
        JsonElement form = JsonDocument.Parse((await ToolRun.Of("info", Output, "--json")).Output).RootElement.GetProperty("inputForm");
        Assert.Equal("""{"ground":0,"ink":255,"transposed":true,"framing":"emnist"}""", JsonSerializer.Serialize(form));
    }

    [Fact]
    public async Task A_model_is_described_with_what_it_does_not_tell()
    {
        ToolRun run = await ToolRun.Of("info", _model);
        JsonElement told = JsonDocument.Parse((await ToolRun.Of("info", _model, "--json")).Output).RootElement;

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("float [batch, 1, 28, 28], of what values is not told\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("not told; taken for 0 to 1, upright, framed as EMNIST", run.Output, StringComparison.Ordinal);
        Assert.Contains("(numbers: the file does not name them, --classes does)", run.Output, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, told.GetProperty("inputForm").ValueKind);
    }

    public static TheoryData<string[], InputForm> Scales => new()
    {
        { ["--input-scale", "-1..1"], new InputForm { Ground = -1 } },
        { ["--input-scale", "1..0", "--framing", "mnist"], new InputForm { Ground = 1, Ink = 0, Framing = CharacterFraming.Mnist } },
        { ["--input-scale", "0.1307,0.3081"], InputForm.Standardized(0.1307, 0.3081) },
        { ["--transposed"], new InputForm { Transposed = true } },
        { ["--framing", "emnist"], InputForm.Emnist },
    };

    [Theory]
    [MemberData(nameof(Scales))]
    public async Task Every_form_can_be_said(string[] options, InputForm form)
    {
        ToolRun run = await ToolRun.Of(["export", _model, "--classes", "balanced", "--output", Output, .. options]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(form, OnnxModel.Load(Output).InputForm);
    }

    [Theory]
    [InlineData("--input-scale is two numbers that differ", "--input-scale", "0..0")]
    [InlineData("--input-scale is two numbers that differ", "--input-scale", "0..NaN")]
    [InlineData("--input-scale is two numbers that differ", "--input-scale", "bytes")]
    [InlineData("--input-scale: A deviation is above 0.", "--input-scale", "0.5,0")]
    [InlineData("--framing is emnist or mnist, not 'square'.", "--framing", "square")]
    [InlineData("--classes: 'digits' stands for 10 class names, and the network has 47 outputs", "--classes", "digits")]
    public async Task What_cannot_be_is_refused(string message, params string[] options)
    {
        ToolRun run = await ToolRun.Of(["export", _model, "--output", Output, .. options]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public async Task A_picture_is_normalised_in_MNISTs_framing_too()
    {
        string seen = Path.Combine(_folder.Path, "seen.png");
        byte[] expected = new byte[784];
        CharacterNormalizer.Normalize(ImageDecoder.Decode(ShippedPictures.DigitTwo), CharacterFraming.Mnist, expected);

        ToolRun run = await ToolRun.Of("normalize", ShippedPictures.DigitTwo, "--framing", "mnist", "--output", seen);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(expected, ImageDecoder.Decode(seen).Pixels.ToArray());
    }

    [Fact]
    public async Task A_training_takes_the_framing_of_the_model_that_it_starts_from_and_writes_it()
    {
        string pictures = Path.Combine(_folder.Path, "pictures");
        ShippedPictures.CopyByClass(pictures);
        string[] train = ["train", "--dataset", pictures, "--network", "mnist-mlp", "--epochs", "1", "--validation", "0"];
        string first = Path.Combine(_folder.Path, "first.onnx");

        Assert.Equal(0, (await ToolRun.Of([.. train, "--framing", "mnist", "--output", first])).ExitCode);
        Assert.Equal(0, (await ToolRun.Of([.. train, "--from", first, "--output", Output])).ExitCode);
        ToolRun plain = await ToolRun.Of([.. train, "--output", Path.Combine(_folder.Path, "plain.onnx")]);

        Assert.Equal(0, plain.ExitCode);
        Assert.Equal(InputForm.Mnist, OnnxModel.Load(first).InputForm);
        Assert.Equal(InputForm.Mnist, OnnxModel.Load(Output).InputForm);
        Assert.Equal(InputForm.Emnist, OnnxModel.Load(Path.Combine(_folder.Path, "plain.onnx")).InputForm);
    }

    [Fact]
    public async Task A_training_does_not_start_from_a_model_of_other_values()
    {
        string standardized = Path.Combine(_folder.Path, "standardized.onnx");
        OnnxModel embedded = EmbeddedModel.Load();
        new OnnxModel(embedded.Network, embedded.ClassNames) { InputForm = new InputForm { Ground = -1 } }.Save(standardized);
        string pictures = Path.Combine(_folder.Path, "pictures");
        ShippedPictures.CopyByClass(pictures);

        ToolRun run = await ToolRun.Of("train", "--dataset", pictures, "--network", "embedded", "--from", standardized, "--output", Output);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("takes images of -1 to 1, upright, framed as EMNIST, and training images are 0 to 1 and upright", run.Error, StringComparison.Ordinal);
    }

    [RealDataFact(new[] { "mnist/train-images-idx3-ubyte.gz", "photos/digits_hwd1000" })]
    public async Task A_network_trained_on_MNIST_reads_drawn_digits_as_MNIST_frames_them()
    {
        string[] files = ["--images", RealData.Find("mnist/train-images-idx3-ubyte.gz"), "--labels", RealData.Find("mnist/train-labels-idx1-ubyte.gz")];
        string[] evaluate = ["evaluate", "--folder", RealData.Find("photos/digits_hwd1000"), "--model", Output, "--json"];

        ToolRun trained = await ToolRun.Of(["train", .. files, "--network", "mnist-mlp", "--epochs", "3", "--output", Output]);
        ToolRun measured = await ToolRun.Of(evaluate);
        ToolRun otherwise = await ToolRun.Of([.. evaluate, "--framing", "emnist"]);

        Assert.Equal(0, trained.ExitCode);
        Assert.Equal(InputForm.Mnist, OnnxModel.Load(Output).InputForm);
        Assert.True(Accuracy(measured) >= 0.98, $"{Accuracy(measured)}");
        Assert.True(Accuracy(otherwise) <= 0.85, $"{Accuracy(otherwise)}");
    }

    private static double Accuracy(ToolRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("accuracy").GetDouble();

    /// <summary>The file and the character of each line.</summary>
    private static IEnumerable<string> Answers(ToolRun run) => run.Output.Split('\n').Select(static line => string.Join(' ', line.Split('\t').Take(2)));
}
