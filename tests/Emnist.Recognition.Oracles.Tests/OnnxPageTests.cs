using System.Text.RegularExpressions;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using OnnxPage;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>
/// The C# of docs/onnx.md is that of <see cref="OnnxPageExamples"/>, and runs: not in parallel with other tests, which share the working
/// folder.
/// </summary>
[Collection(nameof(OnnxPageTests))]
public sealed partial class OnnxPageTests
{
    [Fact]
    public void The_examples_are_those_of_the_page()
    {
        string page = Read("docs", "onnx.md");
        string source = Lines(Read("tests", "Emnist.Recognition.Oracles.Tests", "OnnxPageExamples.cs"));

        string[] examples = [.. CSharp().Matches(page).Select(static block => Lines(block.Groups[1].Value))];
        Assert.Equal(5, examples.Length);
        Assert.All(examples, example => Assert.Contains(example, source, StringComparison.Ordinal));
    }

    [Fact]
    public void The_examples_give_the_librarys_answer()
    {
        string picture = Path.Combine(TestData.RepositoryRoot, "samples", "images", "upper-K.png");
        byte[] image = new byte[28 * 28];
        CharacterNormalizer.Normalize(ImageDecoder.Decode(File.ReadAllBytes(picture)), image);
        var recognizer = new CharacterRecognizer();
        float[] expected = new float[recognizer.ClassNames.Count];
        recognizer.PredictNormalizedScores(image, expected);
        using var folder = new TemporaryFolder();
        File.Copy(picture, Path.Combine(folder.Path, "letter.png"));
        using var output = new StringWriter { NewLine = "\n" };
        string before = Environment.CurrentDirectory;
        float[][] scored;
        try
        {
            Environment.CurrentDirectory = folder.Path;
            OnnxPageExamples.Export();
            OnnxModel.Load(TestData.MergedModel).Save("theirs.onnx");
            OnnxPageExamples.RunByRecognizer(output);
            OnnxPageExamples.RunInOnnxRuntime(output);
            scored = OnnxPageExamples.RunInMLNet([new OnnxPageExamples.Row { Pixels = [.. image.Select(static pixel => (float)pixel)] }]);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }

        Assert.Equal("K\nK\n", output.ToString());
        Assert.Equal(expected, Assert.Single(scored), static (x, y) => Math.Abs(x - y) <= 1e-5f);
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([TestData.RepositoryRoot, .. path]));

    /// <summary>The text without the indentation of its lines.</summary>
    private static string Lines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(static line => line.Trim())).Trim();

    [CollectionDefinition(nameof(OnnxPageTests), DisableParallelization = true)]
    public sealed class Alone;

    [GeneratedRegex("^```csharp onnxruntime\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CSharp();
}
