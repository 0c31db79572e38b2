using System.Diagnostics;
using System.Globalization;
using System.Text;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Tool.Reading;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary>Which pictures <c>emnist read</c> reads, in which order, and what becomes of those that it cannot.</summary>
public sealed class ReadPicturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_is_read_in_order_with_the_folders_in_it_and_nothing_else()
    {
        string[] names = ["b.png", "B.PNG", "a.jpeg", "no-picture.txt", ".hidden.png", "sub/x.gif", "sub/a/y.pgm", ".git/z.png"];
        foreach (string name in names)
        {
            Copy(name);
        }

        Directory.CreateSymbolicLink(At("sub/round"), _folder.Path);
        File.CreateSymbolicLink(At("c.png"), At("b.png"));

        ToolRun run = await ToolRun.Of("read", _folder.Path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["B.PNG", "a.jpeg", "b.png", "c.png", "sub/x.gif", "sub/a/y.pgm"], Files(run));
        Assert.All(Lines(run), static line => Assert.Contains("\t2\t", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_and_the_rest_is_read()
    {
        Copy("a.png");
        _folder.Write("bad.png", "no picture"u8.ToArray());
        _folder.Write("empty.png", []);
        File.CreateSymbolicLink(At("loop.png"), At("loop.png"));
        Copy("z.png");
        string[] unreadable = [At("bad.png"), At("empty.png"), At("loop.png")];

        ToolRun folder = await ToolRun.Of("read", _folder.Path);
        ToolRun missing = await ToolRun.Of("read", At("none.png"));

        Assert.Equal(1, folder.ExitCode);
        Assert.Equal(["a.png", "bad.png", "empty.png", "loop.png", "z.png"], Files(folder));
        Assert.Equal(unreadable.Select(static file => $"{file}\t\t\tUnreadable"), Lines(folder)[1..4]);
        Assert.All(unreadable.Zip(folder.ErrorLines), static pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal("emnist: 3 of 5 pictures could not be read.", folder.ErrorLines[^1]);
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains(At("none.png"), Assert.Single(missing.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_pictures_is_an_error()
    {
        _folder.Write("readme.txt", "text"u8.ToArray());

        ToolRun run = await ToolRun.Of("read", _folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"emnist: {_folder.Path}: there are no pictures in the folder", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_name_is_told_though_it_is_in_the_message()
    {
        var folder = new PictureName(".") { Fault = "there are no pictures in the folder, whose names would end in .png." };

        UnreadablePictureException e = Assert.Throws<UnreadablePictureException>(() => PictureFile.Decode(folder, Stream.Null));

        Assert.Equal($".: {folder.Fault}", e.Message);
    }

    [Fact]
    public async Task A_pipe_by_name_is_refused_and_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Process.Start("mkfifo", At("pipe.png")).WaitForExit();
        File.CreateSymbolicLink(At("link.png"), At("pipe.png"));

        ToolRun run = await ToolRun.Of("read", At("pipe.png"), At("link.png"), "/dev/zero").WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(1, run.ExitCode);
        Assert.All(
            run.ErrorLines[..3],
            static line => Assert.EndsWith("or a pipe or a device; '-' reads the standard input.", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_comes_from_the_standard_input()
    {
        ToolRun run = await ToolRun.Of(With(File.ReadAllBytes(ShippedPictures.DigitTwo)), "read", "-");
        ToolRun none = await ToolRun.Of("read", "-");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("-\t2\t", run.Output, StringComparison.Ordinal);
        Assert.Equal((1, "-\t\t\tUnreadable\n"), (none.ExitCode, none.Output));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\0")]
    public async Task A_list_of_files_is_read_in_its_order(string end)
    {
        string[] names = [Copy("z.png"), Copy("sp ace.png"), Copy("\u00E4.png"), Copy("a.dat")];
        byte[] list = Encoding.UTF8.GetBytes(string.Concat(names.Select(name => name + end)));

        ToolRun input = await ToolRun.Of(With(list), "read", "--files-from", "-");
        ToolRun file = await ToolRun.Of("read", "--files-from", _folder.Write("list", list[..^end.Length]));

        Assert.Equal((0, ""), (input.ExitCode, input.Error));
        Assert.Equal(names, Lines(input).Select(static line => line.Split('\t')[0]));
        Assert.Equal(input.Output, file.Output);
    }

    [Fact]
    public async Task Names_may_hold_line_ends_where_NULs_end_them_and_control_no_terminal()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string evil = Copy("a\n\t\e[31mb.png");
        ToolRun run = await ToolRun.Of(With(Encoding.UTF8.GetBytes($"{evil}\0{At("n\u0007one.png")}\0")), "read", "--files-from", "-");

        string[] lines = Lines(run);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"{_folder.Path}/a  \uFFFD[31mb.png", lines[0].Split('\t')[0]);
        Assert.Equal(2, lines.Length);
        Assert.DoesNotContain(run.Output + run.Error, static c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
    }

    [Fact]
    public async Task What_is_no_list_is_refused()
    {
        string large = _folder.Write("large", [.. Enumerable.Repeat((byte)'x', 1 << 17)]);

        ToolRun endless = await ToolRun.Of("read", "--files-from", large);
        ToolRun folder = await ToolRun.Of("read", "--files-from", _folder.Path);

        Assert.Equal(1, endless.ExitCode);
        Assert.Equal("emnist: --files-from: 65536 bytes without a line's end are no list of names.", Assert.Single(endless.ErrorLines));
        Assert.Equal((2, ""), (folder.ExitCode, folder.Output));
        Assert.Contains("is a folder", Assert.Single(folder.ErrorLines), StringComparison.Ordinal);
    }

    /// <summary>Each option that names another file than a picture.</summary>
    [Theory]
    [InlineData("--files-from", 2, "--files-from: this is a PNG picture, no list of names. Name pictures as they are, without the option.")]
    [InlineData("a.png --fields", 2, "--fields: '{0}' is a PNG picture; name the file that has the places.")]
    [InlineData("a.png --text --words", 2, "--words: {0} is no list with a word a line: It is a PNG picture.")]
    [InlineData("a.png --model", 1, "{0}: This is a PNG picture, not an ONNX model. Name a model's file; pictures are given to a recognizer.")]
    public async Task A_picture_in_place_of_another_file_is_told_to_be_one(string line, int exitCode, string message)
    {
        ToolRun run = await ToolRun.Of(["read", .. line.Split(' '), ShippedPictures.DigitTwo]);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Equal($"emnist: {string.Format(CultureInfo.InvariantCulture, message, ShippedPictures.DigitTwo)}", Assert.Single(run.ErrorLines));
    }

    /// <summary>Whatever the pieces in which a pipe hands the list on.</summary>
    [Fact]
    public void A_list_that_comes_in_pieces_is_read_as_it_is_or_refused()
    {
        (string List, string[] Names)[] lists =
        [
            ("a.png\nb c.png\n", ["a.png", "b c.png"]), ("\u00E4.png\r\n\r\nb.png", ["\u00E4.png", "b.png"]), ("a.png\0b.png\0", ["a.png", "b.png"]),
        ];
        foreach ((string list, string[] names) in lists)
        {
            for (int size = 1; size <= list.Length + 1; size++)
            {
                Assert.Equal(names, Names(list, size, isNull: list.Contains('\0', StringComparison.Ordinal)));
                Assert.Equal(names, Names(list, size, isNull: false));
            }
        }

        const string Odd = "a\nb.png\0c.png\0";
        for (int size = 1; size <= Odd.Length; size++)
        {
            Assert.Equal(["a\nb.png", "c.png"], Names(Odd, size, isNull: true));
            if (size < Odd.IndexOf('\0', StringComparison.Ordinal))
            {
                ToolException e = Assert.Throws<ToolException>(() => Names(Odd, size, isNull: false));
                Assert.Contains("add --null", e.Message, StringComparison.Ordinal);
            }
        }

        static string[] Names(string list, int size, bool isNull) =>
            [.. NameList.Read(new TrickleStream(Encoding.UTF8.GetBytes(list), size), isNull)];
    }

    [Fact]
    public void A_name_is_handed_on_as_soon_as_its_end_has_come()
    {
        using var input = new TrickleInput("a.png\nb", ".png\nc.png");
        using IEnumerator<string> names = NameList.Read(input, isNull: false).GetEnumerator();

        Assert.True(names.MoveNext());
        Assert.Equal(("a.png", 1), (names.Current, input.Reads));
        Assert.True(names.MoveNext());
        Assert.Equal(("b.png", 2), (names.Current, input.Reads));
        Assert.True(names.MoveNext());
        Assert.Equal("c.png", names.Current);
        Assert.False(names.MoveNext());
    }

    private static Func<ToolConsole, ToolConsole> With(byte[] input) => console => console with { Input = new MemoryStream(input) };

    private static string[] Lines(ToolRun run) => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private IEnumerable<string> Files(ToolRun run) =>
        Lines(run).Select(line => Path.GetRelativePath(_folder.Path, line.Split('\t')[0]).Replace('\\', '/'));

    private string At(string name) => Path.Combine(_folder.Path, name);

    private string Copy(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.Copy(ShippedPictures.DigitTwo, At(name));
        return At(name);
    }

    /// <summary>Gives a part of the text at each reading, as a pipe does.</summary>
    private sealed class TrickleInput(params string[] parts) : MemoryStream
    {
        public int Reads { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) =>
            Reads == parts.Length ? 0 : Encoding.UTF8.GetBytes(parts[Reads++].AsSpan(), buffer.AsSpan(offset, count));
    }
}
