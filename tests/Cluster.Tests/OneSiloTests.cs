using System.Globalization;
using System.Text;
using Emnist.Recognition.Tests;

namespace Cluster.Tests;

/// <summary>One process that does it all, without any server.</summary>
public sealed class OneSiloTests
{
    private static readonly byte[] Shipped = File.ReadAllBytes(Path.Combine(Checkout.Root, "samples", "images", "digit-4.png"));

    [Fact]
    public async Task Pictures_that_cannot_be_read_are_set_aside_with_their_faults()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var pictures = new ManyPictures(50);
        Write("damaged.png", Shipped[..(Shipped.Length / 2)]);
        Write("text.jpg", Encoding.UTF8.GetBytes("no picture at all"));
        Write("empty.gif", []);
        Write("huge.pgm", "P5 60000 60000 255\n"u8.ToArray());
        File.CreateSymbolicLink(Path.Combine(pictures.Folder, "missing.png"), Path.Combine(pictures.Folder, "nowhere.png"));
        Directory.CreateSymbolicLink(Path.Combine(pictures.Folder, "circle"), pictures.Folder);
        Write("notes.txt", Shipped);

        (int exitCode, string told) = await ClusterProcess.RunAsync(pictures.Folder, "--output", pictures.Output);

        Assert.True(exitCode == 1, told);
        Assert.Contains("55 pictures; 5 could not be read", told, StringComparison.Ordinal);
        pictures.AssertAnsweredOnce(
            ("damaged.png", "PNG"),
            ("text.jpg", "format"),
            ("empty.gif", "empty"),
            ("huge.pgm", "pixels"),
            ("missing.png", "Could not find file"));

        void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(pictures.Folder, name), bytes);
    }

    [Fact]
    public async Task A_run_that_was_stopped_and_then_killed_goes_on_with_what_is_left()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // So many that a fast machine does not end before it is stopped.
        int count = Math.Max(10_000, ManyPictures.Usual);
        using var pictures = new ManyPictures(count);
        using (var stopped = new ClusterProcess(pictures.Folder, "--output", pictures.Output))
        {
            await stopped.WaitUntilAsync(() => pictures.CountWritten() > 0);
            stopped.Terminate();
            Assert.Equal(130, await stopped.WaitForExitAsync());
            Assert.Contains("Stopped after", stopped.Told, StringComparison.Ordinal);
        }

        int before = pictures.CountWritten();
        Assert.InRange(before, 1, count - 1);
        using (var killed = new ClusterProcess(pictures.Folder, "--output", pictures.Output))
        {
            await killed.WaitUntilAsync(() => pictures.CountWritten() > before);
            killed.Kill();
        }

        // A line that was cut in the middle of a character of several bytes.
        int earlier = pictures.CountWritten();
        Assert.InRange(earlier, before + 1, count - 1);
        Assert.False(File.Exists(pictures.Output));
        File.AppendAllBytes(pictures.Part, [.. "{\"file\":\""u8, 0xC3]);

        (int exitCode, string told) = await ClusterProcess.RunAsync(pictures.Folder, "--output", pictures.Output);

        Assert.True(exitCode == 0, told);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"{count:N0} pictures, {earlier:N0} of them in an earlier run"),
            told,
            StringComparison.Ordinal);
        Assert.False(File.Exists(pictures.Part));
        pictures.AssertAnsweredOnce();
    }

    [Fact]
    public async Task Answers_to_other_pictures_are_not_mixed_with_these()
    {
        using var pictures = new ManyPictures(1);
        Directory.CreateDirectory(Path.GetDirectoryName(pictures.Output)!);
        string other = """{"file":"/other/a.png","status":"Blank"}""" + "\n";
        File.WriteAllText(pictures.Part, other);

        (int exitCode, string told) = await ClusterProcess.RunAsync(pictures.Folder, "--output", pictures.Output);

        Assert.Equal(1, exitCode);
        Assert.Contains("'/other/a.png', which is not among the pictures", told, StringComparison.Ordinal);
        Assert.Equal(other, File.ReadAllText(pictures.Part));
        Assert.False(File.Exists(pictures.Output));
    }
}
