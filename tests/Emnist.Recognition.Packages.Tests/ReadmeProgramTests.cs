using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Emnist.Recognition.Packages.Tests;

/// <summary>The programs of the packages' READMEs, restored from the packed packages, do what is said of them.</summary>
[Collection(PackageTests.Name)]
public sealed partial class ReadmeProgramTests(PackageFeed feed)
{
    /// <summary>The characters of samples/images in the order of labels.csv.</summary>
    private static readonly string[] Letters =
        [.. File.ReadLines(Repository.File("samples", "images", "labels.csv")).Skip(1).Select(line => line.Split(',')[1])];

    [Theory]
    [InlineData("Console")]
    [InlineData("Skia")]
    [InlineData("OnnxRuntime")]
    public void A_console_program_reads_a_picture(string program) =>
        Assert.Matches(@"^g  [89]\d", Assert.Single(feed.Programs.Run(program)));

    [Fact]
    public void A_model_of_Keras_answers() => Assert.Equal("g", Assert.Single(feed.Programs.Run("Keras")));

    [Fact]
    public async Task A_web_service_answers_a_posted_picture()
    {
        string folder = feed.Programs.FolderOf("Web");
        using Process process = Command.Start(folder, feed.Programs.ExecutableOf("Web"), "--urls", "http://127.0.0.1:0");
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            Match listening = Match.Empty;
            while (!listening.Success)
            {
                string? line = await process.StandardOutput.ReadLineAsync(patience.Token);
                listening = Listening().Match(line ?? throw new EndOfStreamException("The service ended."));
            }

            using var client = new HttpClient();
            using var picture = new ByteArrayContent(File.ReadAllBytes(Path.Combine(folder, "letter.png")));
            using HttpResponseMessage response = await client.PostAsync($"{listening.Groups[1].Value}/predict", picture, patience.Token);
            using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(patience.Token));

            Assert.Equal("g", answer.RootElement.GetProperty("character").GetString());
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public void A_network_is_trained_and_saved()
    {
        Match accuracy = Assert.Single(feed.Programs.Run("Training").Select(line => Percentage().Match(line)), match => match.Success);

        Assert.InRange(int.Parse(accuracy.Groups[1].ValueSpan, provider: null), 80, 100);
        Assert.True(new FileInfo(Path.Combine(feed.Programs.FolderOf("Training"), "mine.onnx")).Length > 10_000);
    }

    [Theory]
    [InlineData("MLNet")]
    [InlineData("Images")]
    public void A_pipeline_of_MLNet_reads_a_folder(string program) =>
        Assert.Equal(Letters, feed.Programs.Run(program));

    [Fact]
    public void Training_is_refused_beside_another_core()
    {
        (string Id, string Version)[] packages = [("Emnist.Recognition.Training", feed.Version), ("Emnist.Recognition", feed.NewerVersion)];

        Command build = BuildRefused("OtherCore", packages);

        string expected = $"Training {feed.Version} needs Emnist.Recognition {feed.Version} and not {feed.NewerVersion}.";
        Assert.Contains(expected, build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Image_analytics_is_refused_beside_a_newer_SkiaSharp()
    {
        (string Id, string Version)[] packages = [("Emnist.Recognition.MLNet.ImageAnalytics", feed.Version), ("SkiaSharp", "4.155.0")];

        Command build = BuildRefused("NewerSkia", packages);

        Assert.Contains("needs SkiaSharp 2.88", build.Output, StringComparison.Ordinal);
    }

    /// <summary>The build of a program whose restore only warns of its packages.</summary>
    private Command BuildRefused(string name, (string Id, string Version)[] packages)
    {
        string project = feed.Programs.WriteProject(name, "return;", packages, "<WarningsNotAsErrors>NU1608</WarningsNotAsErrors>");

        Command build = Command.TryDotnet(feed.Folder, "build", project, "-v:quiet");

        Assert.Equal(1, build.ExitCode);
        return build;
    }

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"^(\d+)\D\d *%$")]
    private static partial Regex Percentage();
}
