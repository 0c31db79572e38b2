using Emnist.Recognition.Tests.Documentation;

namespace Emnist.Recognition.MLNet.ImageAnalytics.Tests;

/// <summary>The examples of the library, in its members' documentation and in docs/mlnet.md, compile.</summary>
public sealed class DocumentationTests
{
    private const string Usings = """
        using System.Threading.Tasks;
        using Emnist.Recognition.MLNet;
        using Emnist.Recognition.MLNet.ImageAnalytics;
        using Microsoft.ML;
        using Microsoft.ML.Data;

        """;

    /// <summary>What examples name without making it.</summary>
    private static readonly Dictionary<string, string> Given = new() { ["ml"] = "MLContext", ["folder"] = "string" };

    public static TheoryData<string, string> Examples => ApiExamples.Of(typeof(ImageTransforms).Assembly);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_compile(string member, string code) => ApiExamples.AssertCompiles(member, code, Usings, Given);

    [Fact]
    public void The_page_s_block_compiles() =>
        new CodePage(AppContext.BaseDirectory, "mlnet.md").AssertBlocksCompile("csharp images", Usings, Given);
}
