using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary>What cannot be written is refused before the work: the data that these commands name is not there, and is not missed.</summary>
public sealed class OutputTests : IDisposable
{
    private const string Train = "train --dataset no-such-set --network mnist-mlp";
    private const string Search = "search --dataset no-such-set --network mnist-mlp --vary batch-size=8";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("evaluate --set no-such-set --html")]
    [InlineData(Train + " --output")]
    [InlineData(Train + " --output model.onnx --log")]
    [InlineData(Search + " --output")]
    [InlineData(Search + " --table")]
    [InlineData(Search + " --html")]
    public async Task A_file_is_refused_where_it_cannot_be(string line)
    {
        string option = line.Split(' ')[^1];
        string file = _folder.Write("file", [7]);
        string within = Path.Combine(file, "a", "b");

        await Refuses(2, $"{option}: '{_folder.Path}' is a folder; name a file in it.", line, _folder.Path);
        await Refuses(2, $"{option}: '{Path.GetFullPath(".")}' is a folder; name a file in it.", line, ".");
        await Refuses(2, $"{option}: '{within}' cannot be: '{file}' is a file and no folder.", line, within);
        if (OperatingSystem.IsLinux())
        {
            await Refuses(2, $"{option}: '/dev/full' is the system's and no file to be replaced; name another.", line, "/dev/full");
            await Refuses(1, $"{option}: '/proc/none/file' cannot be written: ", line, "/proc/none/file");
            await Refuses(1, $"{option}: '/proc/none' cannot be written: the folder takes no files.", line, "/proc/none");
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
            await Refuses(1, $"{option}: '{file}' is there and write-protected.", line, file);
        }

        Assert.Equal([7], await File.ReadAllBytesAsync(file));
    }

    [Theory]
    [InlineData("report --set no-such-set --output")]
    [InlineData(Train + " --output model.onnx --checkpoint")]
    [InlineData(Search + " --state")]
    public async Task A_folder_is_refused_where_it_cannot_be(string line)
    {
        string option = line.Split(' ')[^1];
        string file = _folder.Write("file", [7]);
        string within = Path.Combine(file, "a");

        await Refuses(2, $"{option}: '{file}' is a file; name a folder.", line, file);
        await Refuses(2, $"{option}: '{within}' cannot be: '{file}' is a file and no folder.", line, within);
        if (OperatingSystem.IsLinux())
        {
            await Refuses(1, $"{option}: '/proc/none' cannot be written: ", line, "/proc/none");
        }

        Assert.Equal([7], await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task A_folder_in_the_way_of_one_of_a_report_s_files_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "report.json"));

        await Refuses(2, $"--output: '{Path.Combine(_folder.Path, "report.json")}' is a folder; name a file in it.", "report --set no-such-set --output", _folder.Path);
    }

    [Fact]
    public async Task What_can_be_written_is_not_touched_before_the_end()
    {
        string file = _folder.Write("file", [7]);

        ToolRun run = await ToolRun.Of("evaluate", "--set", "no-such-set", "--html", file);

        Assert.Contains("'no-such-set' is not on disk", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal([7], await File.ReadAllBytesAsync(file));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_file_of_two_options_is_refused()
    {
        string file = Path.Combine(_folder.Path, "new", "file");
        string same = Path.Combine(_folder.Path, "new", "..", "new", "file");

        await Refuses(2, $"--output and --log are both '{file}': name a file for each.", $"{Train} --output {file} --log", same);
        await Refuses(
            2, $"--output and --checkpoint are both '{Path.Combine(_folder.Path, "training.checkpoint")}': name a file for each.",
            $"{Train} --output {Path.Combine(_folder.Path, "training.checkpoint")} --checkpoint", _folder.Path);
        await Refuses(2, $"--table and --html are both '{file}': name a file for each.", $"{Search} --table {file} --html", same);
    }

    [Fact]
    public void A_text_that_cannot_be_written_after_all_is_told_of_the_file_that_was_named()
    {
        string path = Path.Combine(_folder.Path, "page.html");
        Directory.CreateDirectory(path);

        ToolException e = Assert.Throws<ToolException>(() => OutputFile.Write(path, "text"));

        Assert.StartsWith($"'{path}' cannot be written: ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Neither of what is tried before the work, nor of the work.</summary>
    [Theory]
    [InlineData(Train + " --output new/model.onnx --checkpoint state/a/b --log log/log.csv")]
    [InlineData("report --set no-such-set --output new/report")]
    [InlineData(Search + " --output new/model.onnx --table tables/a.csv --state state/a")]
    [InlineData("export no-such-model --output new/model.onnx")]
    public async Task Work_that_fails_leaves_no_folder_behind(string line)
    {
        string[] args = [.. line.Split(' ').Select(word => word.Contains('/', StringComparison.Ordinal) ? Path.Combine(_folder.Path, word) : word)];

        Assert.Equal(1, (await ToolRun.Of(args)).ExitCode);

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private static async Task Refuses(int exitCode, string message, string line, string path)
    {
        ToolRun run = await ToolRun.Of([.. line.Split(' '), path]);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"emnist: {message}", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", run.Error, StringComparison.Ordinal);
    }
}
