namespace Emnist.Recognition.Tests.Documentation;

/// <summary>The C# of docs/from-keras.md compiles; its ML.NET does in the tests of Emnist.Recognition.MLNet.</summary>
public sealed class FromKerasTests
{
    /// <summary>What the tables' lines name without making it.</summary>
    private static readonly Dictionary<string, string> Given = new()
    {
        ["train"] = "LabeledImages", ["validation"] = "LabeledImages", ["test"] = "LabeledImages", ["network"] = "Network", ["other"] = "Network",
        ["options"] = "TrainerOptions", ["history"] = "TrainingHistory", ["metrics"] = "ClassificationMetrics", ["model"] = "OnnxModel",
        ["recognizer"] = "CharacterRecognizer",
    };

    private static readonly CodePage Page = new(TestData.RepositoryRoot, "from-keras.md");

    private static readonly IReadOnlyList<string> Blocks = Page.Blocks("csharp");

    public static TheoryData<string> Programs => [.. Blocks.Skip(1)];

    [Fact]
    public void There_is_a_program_for_each_of_the_five_projects() => Assert.Equal(5, Programs.Count);

    [Theory]
    [MemberData(nameof(Programs))]
    public void Programs_compile(string program) => CodePage.AssertProgramCompiles(Blocks[0], program);

    [Fact]
    public void Lines_compile() => Page.AssertCellsCompile("C#", Blocks[0], Given);
}
