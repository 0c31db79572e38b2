using System.Text.RegularExpressions;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

public sealed partial class SamplesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Page => Path.Combine(_folder.Path, "made", "samples.html");

    private string Picture => Path.Combine(_folder.Path, "made", "samples.png");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pictures_are_told_with_truth_and_answer_and_drawn()
    {
        ShippedPictures.CopyByClass(_folder.Path);

        ToolRun run = await ToolRun.Of("samples", "--folder", _folder.Path, "--count", "5", "--title", "My <pictures>", "--html", Page, "--png", Picture);
        string page = await File.ReadAllTextAsync(Page);
        GrayImage picture = ImageDecoder.Decode(await File.ReadAllBytesAsync(Picture));
        string[] rows = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("My <pictures>", rows[0]);
        Assert.Matches("^Image +Truth +Answer +Confidence$", rows[2]);
        Assert.Equal(5, rows.Length - 3);
        Assert.All(rows[3..], static row => Assert.Matches(Row(), row));
        Assert.Contains("<h1>My &lt;pictures&gt;</h1>", page, StringComparison.Ordinal);
        Assert.Contains("5 images, 0 answers wrong.", page, StringComparison.Ordinal);
        Assert.Equal(5, Regex.Count(page, "<img "));
        Assert.Equal((5 * 128, 34 + 172), (picture.Width, picture.Height));
    }

    [Fact]
    public async Task The_seed_settles_which_are_drawn()
    {
        ShippedPictures.CopyByClass(_folder.Path);

        ToolRun first = await ToolRun.Of("samples", "--folder", _folder.Path, "--count", "6", "--seed", "3");
        ToolRun again = await ToolRun.Of("samples", "--folder", _folder.Path, "--count", "6", "--seed", "3");
        ToolRun other = await ToolRun.Of("samples", "--folder", _folder.Path, "--count", "6", "--seed", "4");

        Assert.Equal(first.Output, again.Output);
        Assert.NotEqual(first.Output, other.Output);
    }

    [Fact]
    public async Task Only_mistakes_are_drawn_from_all_there_are()
    {
        // Eight of one class, and a model that answers the other one.
        TinySet set = new(_folder, "tiny", "ABBBBBBBB");
        string model = ConstantModel.Save(_folder.Path, ("A", 0.25), ("B", 0.75));

        ToolRun run = await ToolRun.Of(
            "samples", "--images", set.Images, "--labels", set.Labels, "--mapping", set.Mapping, "--model", model, "--mistakes", "--count", "2", "--html", Page);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("emnist: there are no more than 1.", Assert.Single(run.ErrorLines));
        Assert.Matches("(?m)^ *0 +A +B +75.0 % +wrong$", run.Output);
        Assert.Contains("<li class=\"wrong\">", await File.ReadAllTextAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_mistakes_has_none_to_show()
    {
        ShippedPictures.CopyByClass(_folder.Path);

        ToolRun run = await ToolRun.Of("samples", "--folder", _folder.Path, "--mistakes", "--html", Page);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("emnist: no picture is read wrongly: there is nothing to show, and no file is written.", Assert.Single(run.ErrorLines));
        Assert.False(File.Exists(Page));
    }

    [Fact]
    public async Task Pictures_without_labels_have_no_truth_and_bad_ones_are_skipped()
    {
        File.Copy(ShippedPictures.DigitTwo, Path.Combine(_folder.Path, "two.png"));
        string bad = _folder.Write("bad.png", "no picture"u8.ToArray());
        _folder.Write("notes.txt", "no picture"u8.ToArray());
        _folder.Write("blank.pgm", [.. "P5 9 9 255\n"u8, .. Enumerable.Repeat((byte)255, 81)]);

        ToolRun run = await ToolRun.Of("samples", "--folder", _folder.Path, "--characters", "digits");
        ToolRun mistakes = await ToolRun.Of("samples", "--folder", _folder.Path, "--mistakes");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"emnist: skipped {bad}: ", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal("emnist: there are no more than 2.", run.ErrorLines[1]);
        Assert.Matches("(?m)^Image +Answer +Confidence$", run.Output);
        Assert.Matches("(?m)^two.png +2 +", run.Output);
        Assert.Matches("(?m)^blank.pgm +none", run.Output);
        Assert.Equal((2, "emnist: --mistakes needs labels: a folder for each class, or a labels.csv."), (mistakes.ExitCode, Assert.Single(mistakes.ErrorLines)));
    }

    [Fact]
    public async Task A_blank_picture_is_right_where_its_label_is_none()
    {
        byte[] blank = [.. "P5 9 9 255\n"u8, .. Enumerable.Repeat((byte)255, 81)];
        Directory.CreateDirectory(Path.Combine(_folder.Path, "none"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "3"));
        _folder.Write("none/blank.pgm", blank);
        _folder.Write("3/blank.pgm", blank);

        ToolRun run = await ToolRun.Of("samples", "--folder", _folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("(?m)^none/blank.pgm +none +none *$", run.Output);
        Assert.Matches("(?m)^3/blank.pgm +3 +none +wrong$", run.Output);
    }

    [Fact]
    public async Task An_empty_title_is_refused_before_a_picture_is_read()
    {
        File.Copy(ShippedPictures.DigitTwo, Path.Combine(_folder.Path, "two.png"));

        ToolRun run = await ToolRun.Of("samples", "--folder", _folder.Path, "--title", "");

        Assert.Equal((2, "emnist: --title is empty: leave it out for the usual heading."), (run.ExitCode, Assert.Single(run.ErrorLines)));
    }

    [Fact]
    public async Task A_device_in_the_place_of_a_picture_is_skipped()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        ShippedPictures.CopyByClass(_folder.Path);
        string device = Path.Combine(_folder.Path, "A", "endless.png");
        Directory.CreateDirectory(Path.GetDirectoryName(device)!);
        File.CreateSymbolicLink(device, "/dev/zero");

        ToolRun run = await ToolRun.Of("samples", "--folder", _folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            $"emnist: skipped {device}: the file is empty, or a pipe or a device; '-' reads the standard input.", run.ErrorLines[0]);
    }

    [GeneratedRegex("^./\\w+-(.)\\.png +\\1 +\\1 +\\d+\\.\\d %$")]
    private static partial Regex Row();
}
