using System.Text.RegularExpressions;

namespace Emnist.Recognition.Tests.Documentation;

/// <summary>Every C# block of README stands, line by line, in ReadmeExamples.cs, which is compiled and run.</summary>
public partial class ReadmeTests
{
    [Fact]
    public void Its_examples_are_the_ones_that_are_run()
    {
        string examples = Normalize(File.ReadAllText(PathOfExamples()));
        MatchCollection blocks = CSharpBlock().Matches(File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "README.md")));

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(Normalize(block.Groups[1].Value), examples, StringComparison.Ordinal));
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
    public void The_second_example_trains_saves_and_loads()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            using var output = new StringWriter();
            CharacterRecognizer recognizer = ReadmeExamples.Train(Training.SyntheticImages.Create28(1, 40, 40, 40), Path.Combine(folder, "mine.onnx"), output);

            Assert.Equal(["class 0", "class 1", "class 2"], recognizer.ClassNames);
            Assert.Contains("conv2d (Conv2D)", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string PathOfExamples() =>
        Path.Combine(TestData.RepositoryRoot, "tests", "Emnist.Recognition.Tests", "Documentation", "ReadmeExamples.cs");

    private static string Normalize(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\\s*\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
