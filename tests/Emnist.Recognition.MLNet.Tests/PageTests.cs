using Emnist.Recognition.Tests;
using Emnist.Recognition.Tests.Documentation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Emnist.Recognition.MLNet.Tests;

/// <summary>The C# of docs/mlnet.md compiles, in C# 12 too, and no option is left out. The tests of the documentation run it.</summary>
public sealed class PageTests
{
    /// <summary>What blocks name without making it.</summary>
    private static readonly Dictionary<string, string> Given = new()
    {
        ["ml"] = "MLContext", ["train"] = "IDataView", ["test"] = "IDataView", ["model"] = "ITransformer", ["builder"] = "WebApplicationBuilder",
    };

    private static readonly CodePage Page = new(Checkout.Root, "mlnet.md");

    private static readonly IReadOnlyList<string> Blocks = Page.Blocks("csharp");

    [Fact]
    public void Blocks_compile() => Page.AssertBlocksCompile("csharp", Usings("Microsoft.AspNetCore.Builder"), Given);

    [Fact]
    public void Without_extension_properties_the_catalog_is_made_of_the_context()
    {
        string source = CodePage.Program(Usings(), Assert.Single(Page.Blocks("csharp before 14")));

        Assert.Empty(ExampleCompiler.FindErrors(source, OutputKind.ConsoleApplication, LanguageVersion.CSharp12));
    }

    [Theory]
    [InlineData(typeof(CharacterRecognitionOptions))]
    [InlineData(typeof(CharacterNormalizationOptions))]
    [InlineData(typeof(CharacterTrainerOptions))]
    public void Every_option_is_in_a_table(Type options)
    {
        string page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "mlnet.md"));

        Assert.All(options.GetProperties(), option => Assert.Contains($"\n| `{option.Name}` | ", page, StringComparison.Ordinal));
    }

    private static string Usings(string? another = null) => Blocks[0] + (another is null ? "" : $"using {another};\n");
}
