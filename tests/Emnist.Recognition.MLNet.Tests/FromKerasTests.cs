using Emnist.Recognition.Tests;
using Emnist.Recognition.Tests.Documentation;

namespace Emnist.Recognition.MLNet.Tests;

/// <summary>The lines of docs/from-keras.md with ML.NET compile; the others do in the tests of Emnist.Recognition.</summary>
public sealed class FromKerasTests
{
    /// <summary>What the tables' lines name without making it.</summary>
    private static readonly Dictionary<string, string> Given = new()
    {
        ["ml"] = "MLContext", ["train"] = "IDataView", ["test"] = "IDataView", ["network"] = "Network", ["options"] = "TrainerOptions",
        ["pipeline"] = "EstimatorChain<ITransformer>", ["model"] = "TransformerChain<CharacterPredictionTransformer>",
        ["metrics"] = "ClassificationMetrics",
    };

    private static readonly CodePage Page = new(Checkout.Root, "from-keras.md");

    private static readonly string Usings = Page.Blocks("csharp")[0] + Page.Blocks("csharp mlnet")[0];

    [Fact]
    public void The_program_compiles() => CodePage.AssertProgramCompiles(Usings, Assert.Single(Page.Blocks("csharp mlnet").Skip(1)));

    [Fact]
    public void Lines_compile() => Page.AssertCellsCompile("ML.NET", Usings, Given);
}
