using Emnist.Recognition.Tests.Documentation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Emnist.Recognition.MLNet.Tests;

/// <summary>The C# of docs/mlnet.md compiles, the way from data to a loaded model runs, and no option is left out.</summary>
[Collection("EMNIST_HOME")]
public sealed class PageTests
{
    /// <summary>What blocks name without making it.</summary>
    private static readonly Dictionary<string, string> Given = new()
    {
        ["ml"] = "MLContext", ["train"] = "IDataView", ["test"] = "IDataView", ["model"] = "ITransformer", ["builder"] = "WebApplicationBuilder",
    };

    private static readonly CodePage Page = new(Characters.RepositoryRoot, "mlnet.md");

    private static readonly IReadOnlyList<string> Blocks = Page.Blocks("csharp");

    [Fact]
    public void Blocks_compile() => Page.AssertBlocksCompile("csharp", Usings("Microsoft.AspNetCore.Builder"), Given);

    [Fact]
    public void Without_extension_properties_the_catalog_is_made_of_the_context()
    {
        string source = CodePage.Program(Usings(), Assert.Single(Page.Blocks("csharp before 14")));

        Assert.Empty(ExampleCompiler.FindErrors(source, OutputKind.ConsoleApplication, LanguageVersion.CSharp12));
    }

    [Fact]
    public void Recognising_runs()
    {
        using var folder = new ExampleFolder();
        string letters = Directory.CreateDirectory(Path.Combine(folder.Path, "my-letters")).FullName;
        foreach (string file in Directory.GetFiles(Characters.SampleFolder))
        {
            File.Copy(file, Path.Combine(letters, Path.GetFileName(file)));
        }

        ExampleCompiler.Run(CodePage.Program(
            Usings(), Blocks[1] + "File.WriteAllLines(\"answers.txt\", scored.GetColumn<string>(\"Character\"));"));

        Assert.Equal(Directory.GetFiles(letters, "*.png").Length, File.ReadAllLines(Path.Combine(folder.Path, "answers.txt")).Length);
    }

    [Fact]
    public void Training_evaluating_saving_and_loading_run()
    {
        using var folder = new ExampleFolder();

        ExampleCompiler.Run(CodePage.Program(Usings(), Blocks[2] + Blocks[3] + Blocks[4]));

        Assert.True(File.Exists(Path.Combine(folder.Path, "report.html")));
        Assert.True(File.Exists(Path.Combine(folder.Path, "model.zip")));
    }

    [Theory]
    [InlineData(typeof(CharacterRecognitionOptions))]
    [InlineData(typeof(CharacterNormalizationOptions))]
    [InlineData(typeof(CharacterTrainerOptions))]
    public void Every_option_is_in_a_table(Type options)
    {
        string page = File.ReadAllText(Path.Combine(Characters.RepositoryRoot, "docs", "mlnet.md"));

        Assert.All(options.GetProperties(), option => Assert.Contains($"\n| `{option.Name}` | ", page, StringComparison.Ordinal));
    }

    private static string Usings(string? another = null) => Blocks[0] + (another is null ? "" : $"using {another};\n");
}
