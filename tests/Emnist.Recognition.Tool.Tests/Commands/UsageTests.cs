using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

public sealed class UsageTests
{
    private const string OneOf = "emnist: name the pictures by one of --folder DIR, --set NAME, --images FILE --labels FILE, --csv FILE, --npz FILE and --mat FILE.";

    [Theory]
    [InlineData("", "emnist: Required command was not provided. See 'emnist --help'.")]
    [InlineData("evaluat --set x", "emnist: 'evaluat' is no command or option here. See 'emnist --help'.")]
    [InlineData("evaluate --sett x", "emnist: '--sett' is no command or option here. See 'emnist evaluate --help'.")]
    [InlineData("data", "emnist: Required command was not provided. See 'emnist data --help'.")]
    [InlineData("data fetch mnist --sett", "emnist: '--sett' is no command or option here. See 'emnist data fetch --help'.")]
    [InlineData("evaluate", OneOf)]
    [InlineData("evaluate --folder a --set b", OneOf)]
    [InlineData("evaluate --set b --images c --labels d", OneOf)]
    [InlineData("evaluate --images c", "emnist: --images needs --labels, the idx1 file of the same set.")]
    [InlineData("evaluate --set b --labels d", "emnist: --labels goes with --images, the idx3 file.")]
    [InlineData("evaluate --set b --csv d", OneOf)]
    [InlineData("evaluate --set b --split letters", "emnist: --mapping, --split, --upright and --sideways go with --images, --csv, --npz or --mat.")]
    [InlineData("evaluate --csv a --labels d", "emnist: --labels goes with --images or --npz; any other file has its labels in it.")]
    [InlineData("evaluate --csv a --images b --labels d", "emnist: name the images by one of --images, --csv, --npz and --mat.")]
    [InlineData("evaluate --csv a --split letters --mapping b", "emnist: what the labels mean is told by --mapping or --split, not both.")]
    [InlineData("evaluate --npz a --mat b", "emnist: name the images by one of --images, --csv, --npz and --mat.")]
    [InlineData("evaluate --mat a", "emnist: --mat needs --part train or --part test.")]
    [InlineData("evaluate --csv a --part test", "emnist: --part goes with --npz, --mat or a folder.")]
    [InlineData("evaluate --set b --part test", "emnist: --part goes with --npz, --mat or a folder.")]
    [InlineData("evaluate --mat a --part test --max-pixel 16", "emnist: --max-pixel goes with --csv or --npz.")]
    [InlineData("evaluate --csv a --max-pixel 0", "emnist: --max-pixel takes a number above 0, not '0'. See 'emnist evaluate --help'.")]
    [InlineData("evaluate --npz a --part b", "emnist: --part is train or test, not 'b'.")]
    [InlineData("evaluate --csv a --split words", "emnist: --split is one of byclass, bymerge, balanced, letters, digits and mnist, not 'words'.")]
    [InlineData("samples --count 10001 --set b", "emnist: --count is 10000 at most.")]
    [InlineData("export default --output m.onnx --opset 26", "emnist: --opset is 13 to 25, not 26.")]
    [InlineData("export default --output m.onnx --batch 0", "emnist: --batch is dynamic or a whole number from 1, not '0'.")]
    [InlineData("export default --output m.onnx --softmax --logits", "emnist: --softmax and --logits exclude each other.")]
    [InlineData("export default --output m.onnx --input 0..256", "emnist: --input is 0..1 or 0..255, not '0..256'.")]
    [InlineData("evaluate --images b --labels d --upright --sideways", "emnist: the images are --upright or --sideways, not both.")]
    [InlineData("evaluate --set b --fold-case some", "emnist: --fold-case is merged, all or none, not 'some'.")]
    [InlineData("read", "emnist: name pictures, folders or '-', or else a list of them by --files-from.")]
    [InlineData("read --charaters digits a.png", "emnist: '--charaters' is no option of read and no file. See 'emnist read --help'.")]
    [InlineData("read a.png --fields .", "emnist: --fields: '.' is a folder; name the file that has the places.")]
    [InlineData("normalize a.png --output b.jpg", "emnist: --output: what is written is PNG; name a file that ends in .png, not 'b.jpg'.")]
    [InlineData("samples --set a --png b.jpeg", "emnist: --png: what is written is PNG; name a file that ends in .png, not 'b.jpeg'.")]
    [InlineData("read - a.png -", "emnist: '-' is named twice: the standard input holds one picture.")]
    [InlineData("evaluate --csv .", "emnist: --csv: '.' is a folder; name a file.")]
    [InlineData("evaluate --images a --labels .", "emnist: --labels: '.' is a folder; name a file.")]
    [InlineData("evaluate --folder Emnist.Recognition.dll", "emnist: --folder: 'Emnist.Recognition.dll' is a file; name a folder.")]
    [InlineData("read a.png --files-from b", "emnist: name pictures, folders or '-', or else a list of them by --files-from.")]
    [InlineData("read a.png --count 3", "emnist: --count goes with --text, and is 10000 at most.")]
    [InlineData("read a.png --text --count 10001", "emnist: --count goes with --text, and is 10000 at most.")]
    [InlineData("read a.png --text --top 2", "emnist: --top goes with single characters, or with --json.")]
    [InlineData("read a.png --top 0", "emnist: --top takes a whole number from 1, not '0'. See 'emnist read --help'.")]
    [InlineData("read a.png --top 99999999999", "emnist: --top takes a whole number from 1 to 2147483647, not '99999999999'. See 'emnist read --help'.")]
    [InlineData("evaluate --set a/b", "emnist: --set: 'a/b' is a path, not a name like emnist-balanced-train.")]
    public async Task A_wrong_command_line_is_told_in_a_line(string line, string expected)
    {
        ToolRun run = await ToolRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal(expected, Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task Characters_that_the_model_does_not_know_are_refused()
    {
        using var folder = new TemporaryFolder();
        ShippedPictures.CopyByClass(folder.Path);

        ToolRun unknown = await ToolRun.Of("evaluate", "--folder", folder.Path, "--characters", "#+");
        ToolRun none = await ToolRun.Of("evaluate", "--folder", folder.Path, "--characters", "");

        Assert.Equal(2, unknown.ExitCode);
        Assert.StartsWith("emnist: --characters: The model knows none of the characters \"#+\"; it knows ", Assert.Single(unknown.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(2, none.ExitCode);
        Assert.StartsWith("emnist: --characters: '' is empty: ", Assert.Single(none.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_title_is_refused()
    {
        ToolRun run = await ToolRun.Of("evaluate", "--set", "b", "--title", "");

        Assert.Equal((2, "emnist: --title is empty: leave it out for the usual heading."), (run.ExitCode, Assert.Single(run.ErrorLines)));
    }

    [Fact]
    public async Task What_is_missing_or_damaged_is_a_failure_told_in_a_line()
    {
        using var folder = new TemporaryFolder();
        string damaged = folder.Write("damaged.onnx", "no model"u8.ToArray());
        ShippedPictures.CopyByClass(folder.Path);

        await Fails("no-such-set", "evaluate", "--set", "no-such-set");
        await Fails("no-such-folder", "evaluate", "--folder", Path.Combine(folder.Path, "no-such-folder"));
        await Fails("no-such.onnx", "evaluate", "--folder", folder.Path, "--model", Path.Combine(folder.Path, "no-such.onnx"));
        await Fails(damaged, "evaluate", "--folder", folder.Path, "--model", damaged);
        await Fails("no-such-labels", "evaluate", "--images", damaged, "--labels", Path.Combine(folder.Path, "no-such-labels"));
    }

    [Fact]
    public async Task Work_that_is_stopped_fails()
    {
        using var folder = new TemporaryFolder();
        ShippedPictures.CopyByClass(folder.Path);

        ToolRun run = await ToolRun.Of(new CancellationToken(canceled: true), "evaluate", "--folder", folder.Path);

        Assert.Equal((130, "emnist: stopped.", ""), (run.ExitCode, Assert.Single(run.ErrorLines), run.Output));
    }

    private static async Task Fails(string culprit, params string[] args)
    {
        ToolRun run = await ToolRun.Of(args);
        string line = Assert.Single(run.ErrorLines);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("emnist: ", line, StringComparison.Ordinal);
        Assert.Contains(culprit, line, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of the tool", line, StringComparison.Ordinal);
    }
}
