using Emnist.Recognition.Tests.Documentation;

namespace Emnist.Recognition.MLNet.Tests;

/// <summary>The examples in the documentation of the library's members compile.</summary>
public sealed class ApiExamplesTests
{
    private const string Usings = """
        using System;
        using Emnist.Recognition;
        using Emnist.Recognition.MLNet;
        using Emnist.Recognition.Networks;
        using Emnist.Recognition.Networks.Layers;
        using Emnist.Recognition.Onnx;
        using Emnist.Recognition.Training;
        using Emnist.Recognition.Training.Datasets;
        using Emnist.Recognition.Training.Reporting;
        using System.Threading.Tasks;
        using Microsoft.ML;
        """;

    /// <summary>What examples name without making it.</summary>
    private static readonly Dictionary<string, string> Given = new() { ["ml"] = "MLContext", ["train"] = "IDataView", ["scored"] = "IDataView" };

    public static TheoryData<string, string> Examples => ApiExamples.Of(typeof(CharacterCatalog).Assembly);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_compile(string member, string code) => ApiExamples.AssertCompiles(member, code, Usings, Given);
}
