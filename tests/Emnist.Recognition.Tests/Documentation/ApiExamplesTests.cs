using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tests.Documentation;

/// <summary>The examples in the documentation of the libraries' members compile.</summary>
public sealed class ApiExamplesTests
{
    private const string Usings = $"""
        {ExampleCompiler.ImplicitUsings}
        {ExampleCompiler.LibraryUsings}
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Options;
        using static Given;
        """;

    /// <summary>What examples name without making it.</summary>
    private static readonly Dictionary<string, string> Given = new()
    {
        ["app"] = "WebApplication", ["builder"] = "WebApplicationBuilder", ["request"] = "HttpRequest", ["cancellationToken"] = "CancellationToken",
        ["images"] = "LabeledImages", ["network"] = "Network", ["recognizer"] = "CharacterRecognizer",
    };

    private const string GivenMembers =
        "static class Given { public static GrayImage DecodeWebP(ReadOnlyMemory<byte> encoded, int maxPixels) => null!; }";

    public static TheoryData<string, string> Examples => ApiExamples.Of(typeof(GrayImage).Assembly, typeof(LabeledImages).Assembly);

    [Fact]
    public void Every_layer_has_an_example()
    {
        HashSet<string> documented = [.. Examples.Select(row => (string)row[0])];
        IEnumerable<Type> layers = typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && type.IsPublic && !type.IsAbstract);

        Assert.All(layers, layer => Assert.Contains($"T:{layer.FullName}", documented));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_compile(string member, string code) => ApiExamples.AssertCompiles(member, code, Usings, Given, GivenMembers);
}
