using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Emnist.Recognition.Training.Datasets;
using ReadmeData;
using ReadmeRecognition;
using ReadmeServing;
using ReadmeTraining;

namespace Emnist.Recognition.Tests.Documentation;

/// <summary>
/// Every C# block of README stands, line by line, in one of the files here that are compiled and run; its usings, where
/// it has any, are that file's.
/// </summary>
public partial class ReadmeTests
{
    [Fact]
    public void Its_examples_are_the_ones_that_are_run()
    {
        string[] examples = [.. PathsOfExamples().Select(File.ReadAllText)];
        MatchCollection blocks = CSharpBlock().Matches(File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "README.md")));

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block =>
        {
            string code = block.Groups[1].Value;
            string? example = Array.Find(examples, text => Statements(text).Contains(Statements(code), StringComparison.Ordinal));
            Assert.True(example is not null, $"No example has the lines:\n{code}");
            Assert.True(Usings(code).Length == 0 || Usings(code).SequenceEqual(Usings(example)), $"The example has other usings than:\n{code}");
        });
    }

    [Fact]
    public void Its_first_example_has_at_most_five_lines()
    {
        Match first = CSharpBlock().Match(File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "README.md")));

        Assert.InRange(first.Groups[1].Value.Trim().Split('\n').Length, 1, 5);
    }

    [Fact]
    public void The_first_example_prints_the_character()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string picture = Path.Combine(folder, "letter.png");
            File.Copy(Path.Combine(TestData.RepositoryRoot, "samples", "images", "lower-g.png"), picture);
            using var output = new StringWriter();
            ReadmeExamples.Recognize(picture, output);

            Assert.Matches("^g  [0-9.]+", output.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_second_example_reads_a_number()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string picture = Path.Combine(folder, "meter.png");
            File.Copy(Path.Combine(TestData.RepositoryRoot, "samples", "images", "digit-3.png"), picture);
            using var output = new StringWriter();
            ReadmeExamples.ReadText(picture, output);

            Assert.Matches("^3\r?\n3 at \\(", output.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_example_of_serving_answers_requests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string address = $"http://{listener.LocalEndpoint}";
        listener.Stop();

        // The application never returns; it ends with the process of the tests.
        var server = new Thread(() => ReadmeServingExample.Serve(["--urls", address, "--Logging:LogLevel:Default", "None"])) { IsBackground = true };
        server.Start();
        using var client = new HttpClient();
        byte[] picture = await File.ReadAllBytesAsync(Path.Combine(TestData.RepositoryRoot, "samples", "images", "digit-3.png"));
        string? answer = null;
        for (int attempt = 0; attempt < 100 && answer is null; attempt++)
        {
            try
            {
                using HttpResponseMessage response = await client.PostAsync(new Uri($"{address}/predict"), new ByteArrayContent(picture));
                answer = await response.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        Assert.StartsWith("""{"status":"Recognized","character":"3",""", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_third_example_trains_saves_and_loads()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            using var output = new StringWriter();
            CharacterRecognizer recognizer = await ReadmeTrainingExample.TrainAsync(
                SyntheticImages.Create28(1, 40, 40, 40), Path.Combine(folder, "mine.onnx"), output);

            Assert.Equal(["class 0", "class 1", "class 2"], recognizer.ClassNames);
            Assert.Contains("conv2d (Conv2D, Relu)", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_fourth_example_loads_data_of_every_kind()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(
                Path.Combine(folder, "emnist-balanced-train.csv"), "46" + string.Concat(Enumerable.Repeat(",9", 784)));
            string mine = Path.Combine(folder, "my-letters", "g");
            Directory.CreateDirectory(mine);
            File.Copy(Path.Combine(TestData.RepositoryRoot, "samples", "images", "lower-g.png"), Path.Combine(mine, "1.png"));
            LabeledImages any = SyntheticImages.Create28(1, 1, 1, 1);
            IReadOnlyList<LabeledImages> loaded =
                await ReadmeDataExample.LoadAsync(folder, (_, _) => Task.FromResult(any), _ => Task.FromResult(any));

            Assert.Equal([any, any], loaded.Take(2));
            Assert.Equal("t", loaded[2].ClassNames[loaded[2].Labels.Span[0]]);
            Assert.Equal("g", loaded[3].ClassNames[loaded[3].Labels.Span[0]]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> PathsOfExamples() =>
        new[] { Path.Combine("Emnist.Recognition.Tests", "Documentation"), "Emnist.Recognition.MLNet.Tests" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(TestData.RepositoryRoot, "tests", folder), "Readme*Example*.cs"));

    private static string Statements(string code) => string.Join('\n', Lines(code).Where(line => !IsUsing(line)));

    private static string[] Usings(string code) => [.. Lines(code).Where(IsUsing)];

    private static IEnumerable<string> Lines(string code) =>
        code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private static bool IsUsing(string line) => UsingDirective().IsMatch(line);

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex UsingDirective();

    [GeneratedRegex("```csharp\\s*\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
