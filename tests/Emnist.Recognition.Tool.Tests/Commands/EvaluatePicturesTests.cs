using System.Text.Json;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

public sealed class EvaluatePicturesTests : IDisposable
{
    /// <summary>A PGM of 64 x 64, all white.</summary>
    private static readonly byte[] Blank = [.. "P5 64 64 255\n"u8, .. Enumerable.Repeat((byte)255, 64 * 64)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_per_class_is_read()
    {
        ShippedPictures.CopyByClass(_folder.Path);

        ToolRun run = await ToolRun.Of("evaluate", "--folder", _folder.Path, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal((16, 0, 1.0), Counts(run));
    }

    [Fact]
    public async Task A_table_of_labels_is_read_and_further_columns_ignored()
    {
        File.Copy(ShippedPictures.DigitTwo, Path.Combine(_folder.Path, "two.png"));
        _folder.Write("labels.csv", "writer,file,label\r\n7,two.png,2\r\n"u8.ToArray());

        ToolRun run = await ToolRun.Of("evaluate", "--folder", _folder.Path, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal((1, 0, 1.0), Counts(run));
    }

    [Fact]
    public async Task What_cannot_be_read_is_skipped_and_named()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "2"));
        File.Copy(ShippedPictures.DigitTwo, Path.Combine(_folder.Path, "2", "two.png"));
        string bad = _folder.Write("2/bad.png", "no picture"u8.ToArray());

        ToolRun run = await ToolRun.Of("evaluate", "--folder", _folder.Path, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"emnist: skipped {bad}: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal((1, 1, 1.0), Counts(run));
    }

    [Fact]
    public async Task A_missing_file_of_the_table_is_skipped_and_named_once()
    {
        File.Copy(ShippedPictures.DigitTwo, Path.Combine(_folder.Path, "two.png"));
        _folder.Write("labels.csv", "file,label\nmissing.png,3\ntwo.png,2\n"u8.ToArray());

        ToolRun run = await ToolRun.Of("evaluate", "--folder", _folder.Path, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("missing.png", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal((1, 1, 1.0), Counts(run));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("t")]
    public async Task A_blank_picture_counts_as_wrong(string label)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, label));
        _folder.Write($"{label}/blank.pgm", Blank);

        ToolRun run = await ToolRun.Of("evaluate", "--folder", _folder.Path, "--json");

        Assert.Equal((1, 0, 0.0), Counts(run));
        Assert.Equal("emnist: pictures that are blank or show no character, and so are taken for \"none\": 1", Assert.Single(run.ErrorLines));
        JsonElement result = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(0, result.GetProperty("top3").GetDouble());
        Assert.Equal(Math.Log(48), result.GetProperty("logLoss").GetDouble(), 0.01);
    }

    [Fact]
    public async Task A_blank_picture_has_an_answer_of_its_own_in_every_report()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "2"));
        File.Copy(ShippedPictures.DigitTwo, Path.Combine(_folder.Path, "2", "two.png"));
        _folder.Write("2/blank.pgm", Blank);
        string report = Path.Combine(_folder.Path, "report");

        ToolRun run = await ToolRun.Of("evaluate", "--folder", _folder.Path);
        ToolRun written = await ToolRun.Of("report", "--folder", _folder.Path, "--output", report);

        Assert.Equal((0, 0), (run.ExitCode, written.ExitCode));
        string[] lines = run.Output.Split('\n');
        int classes = Array.IndexOf(lines, "Classes");
        Assert.Equal(
            ["Class  Images  Answers  Precision  Recall      F1", "2           2        1     1.0000  0.5000  0.6667", "none        0        1     0.0000  0.0000  0.0000", ""],
            lines[(classes + 2)..(classes + 6)]);
        Assert.Contains("    2  none            1", lines);
        Assert.Contains("2/blank.pgm      2  none           0.0209", lines);
        Assert.Equal("class,support,predicted,precision,recall,f1\r\n2,2,1,1,0.5,0.6666666666666666\r\nnone,0,1,0,0,0\r\n", Read("classes.csv"));
        Assert.Equal("actual/predicted,2,none\r\n2,1,1\r\nnone,0,0\r\n", Read("confusion.csv"));
        Assert.Contains("| none | 0 | 1 | 0.0000 | 0.0000 | 0.0000 |", Read("report.md"), StringComparison.Ordinal);
        Assert.Contains("2 taken for none: 1 of 2", Read("report.html"), StringComparison.Ordinal);
        JsonElement json = JsonDocument.Parse(Read("report.json")).RootElement;
        Assert.Equal("none", json.GetProperty("confusionMatrix").GetProperty("classes").EnumerateArray().Last().GetString());
        Assert.Equal(1, json.GetProperty("perClass").EnumerateArray().Last().GetProperty("predicted").GetInt32());
        Assert.Equal("2/blank.pgm", json.GetProperty("worstMistakes")[0].GetProperty("image").GetString());

        // As scikit-learn's average="macro", which takes what was answered for a class: (2/3 + 0) / 2.
        Assert.Equal(1.0 / 3, json.GetProperty("macroF1").GetDouble(), 1e-12);
        Assert.Equal(0.5, json.GetProperty("macroAccuracy").GetDouble(), 1e-12);

        string Read(string name) => File.ReadAllText(Path.Combine(report, name));
    }

    [Fact]
    public async Task A_blank_picture_is_right_where_none_is_its_label()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "none"));
        _folder.Write("none/blank.pgm", Blank);

        ToolRun run = await ToolRun.Of("evaluate", "--folder", _folder.Path, "--json");

        Assert.Equal((1, 0, 1.0), Counts(run));
    }

    [Fact]
    public async Task Without_a_blank_picture_there_is_no_such_answer_of_a_model_that_does_not_tell_what_is_no_character()
    {
        ShippedPictures.CopyByClass(_folder.Path);

        ToolRun run = await ToolRun.Of("evaluate", "--folder", _folder.Path, "--model", ForeignModel.Own, "--json");

        Assert.DoesNotContain("none", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blank_picture_counts_as_wrong_where_one_character_can_occur()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "A"));
        _folder.Write("A/blank.pgm", Blank);

        ToolRun run = await ToolRun.Of("evaluate", "--folder", _folder.Path, "--characters", "A", "--json");

        Assert.Equal((1, 0, 0.0), Counts(run));
    }

    [Fact]
    public async Task Names_control_no_terminal()
    {
        File.Copy(ShippedPictures.DigitTwo, Path.Combine(_folder.Path, "two.png"));
        _folder.Write("labels.csv", "file,label\nevil\u001B]0;x\u0007.png,\u001B[2J\ntwo.png,2\n"u8.ToArray());

        ToolRun run = await ToolRun.Of("evaluate", "--folder", _folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("evil\uFFFD]0;x\uFFFD.png", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', run.Error + run.Output);
        Assert.DoesNotContain('\u0007', run.Error + run.Output);
    }

    [Fact]
    public async Task Nothing_to_evaluate_is_a_failure()
    {
        ToolRun empty = await ToolRun.Of("evaluate", "--folder", _folder.Path);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "2"));
        _folder.Write("2/bad.png", "no picture"u8.ToArray());
        ToolRun unreadable = await ToolRun.Of("evaluate", "--folder", _folder.Path);

        Assert.Equal((1, ""), (empty.ExitCode, empty.Output));
        Assert.EndsWith("has no pictures with labels: it needs a folder for each class, or labels.csv.", empty.ErrorLines.Single(), StringComparison.Ordinal);
        Assert.Equal((1, ""), (unreadable.ExitCode, unreadable.Output));
        Assert.Equal("emnist: none of the 1 pictures can be read.", unreadable.ErrorLines[^1]);
    }

    [Fact]
    public async Task Idx_files_lie_on_their_side_unless_they_are_MNISTs_or_said_to_stand()
    {
        byte[][] standing = [.. ShippedPictures.Files.Select(Normalized)];
        byte[][] lying = [.. standing.Select(Transposed)];
        string labels = string.Concat(ShippedPictures.Files.Select(ShippedPictures.LabelOf));
        TinySet emnist = new(_folder, "emnist-test", labels, lying);
        TinySet mnist = new(_folder, "t10k", labels, standing);
        TinySet mine = new(_folder, "mine", labels, standing);

        Assert.Equal((16, 0, 1.0), Counts(await Evaluate(emnist)));
        Assert.Equal((16, 0, 1.0), Counts(await Evaluate(mnist)));
        Assert.Equal((16, 0, 1.0), Counts(await Evaluate(mine, "--upright")));
        Assert.True(Counts(await Evaluate(mine)).Accuracy < 0.5);
    }

    [Fact]
    public async Task Images_that_lie_otherwise_than_their_file_s_name_says_are_noticed_and_the_option_asked_for()
    {
        byte[][] standing = [.. Enumerable.Repeat(ShippedPictures.Files.Select(Normalized), 5).SelectMany(static images => images)];
        byte[][] lying = [.. standing.Select(Transposed)];
        string labels = string.Concat(Enumerable.Repeat(string.Concat(ShippedPictures.Files.Select(ShippedPictures.LabelOf)), 5));
        TinySet mine = new(_folder, "mine", labels, standing);
        TinySet mnist = new(_folder, "t10k", labels, lying);

        ToolRun standingUnasked = await Evaluate(mine);
        ToolRun lyingUnasked = await Evaluate(mnist);

        Assert.Matches(@"^emnist: .*mine-images-idx3-ubyte: its images are taken to lie .*of 80 of them the embedded model reads (7\d|80) right if they are turned over, and \d+ as they are taken. Do they stand upright, as MNIST's\? Say so by --upright, or else by --sideways\.$", standingUnasked.ErrorLines[0]);
        Assert.Matches(@"^emnist: .*t10k-images-idx3-ubyte: its images are taken to stand .*Do they lie .*\? Say so by --sideways, or else by --upright\.$", lyingUnasked.ErrorLines[0]);
        Assert.Equal("", (await Evaluate(mine, "--upright")).Error);
        Assert.Equal("", (await Evaluate(mnist, "--sideways")).Error);
        Assert.DoesNotContain("turned over", (await Evaluate(mine, "--sideways")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_tells_what_was_measured()
    {
        ShippedPictures.CopyByClass(_folder.Path);

        ToolRun run = await ToolRun.Of("evaluate", "--folder", _folder.Path, "--characters", "letters-and-digits");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("100.00 %", run.Output, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, run.Output, StringComparison.Ordinal);
        Assert.Contains("letters-and-digits", run.Output, StringComparison.Ordinal);
    }

    private static Task<ToolRun> Evaluate(TinySet set, params string[] options) =>
        ToolRun.Of(["evaluate", "--images", set.Images, "--labels", set.Labels, "--mapping", set.Mapping, "--json", .. options]);

    private static (int Images, int Skipped, double Accuracy) Counts(ToolRun run)
    {
        JsonElement result = JsonDocument.Parse(run.Output).RootElement;
        return (result.GetProperty("images").GetInt32(), result.GetProperty("skipped").GetInt32(), result.GetProperty("accuracy").GetDouble());
    }

    private static byte[] Normalized(string file)
    {
        byte[] normalized = new byte[28 * 28];
        Assert.Equal(PredictionStatus.Recognized, CharacterNormalizer.Normalize(ImageDecoder.Decode(File.ReadAllBytes(file)), normalized));
        return normalized;
    }

    private static byte[] Transposed(byte[] image) =>
        [.. Enumerable.Range(0, image.Length).Select(i => image[((i % 28) * 28) + (i / 28)])];
}
