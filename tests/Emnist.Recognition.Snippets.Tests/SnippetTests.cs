using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Keras;
using Emnist.Recognition.OnnxRuntime;
using Emnist.Recognition.SkiaSharp;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Tests.Documentation;
using Microsoft.CodeAnalysis;

namespace Emnist.Recognition.Snippets.Tests;

/// <summary>
/// The snippets that need other libraries compile, each by itself: <c>csharp pictures</c> in docs/decoders.md,
/// <c>csharp opentelemetry</c> in docs/serving.md, and the examples of Emnist.Recognition.SkiaSharp, Emnist.Recognition.Keras and
/// Emnist.Recognition.OnnxRuntime. They are not run.
/// </summary>
public sealed partial class SnippetTests
{
    /// <summary>What a web project has without asking, and the library.</summary>
    private const string Usings = $"""
        {ExampleCompiler.ImplicitUsings}
        {ExampleCompiler.WebUsings}
        using Emnist.Recognition;
        using Emnist.Recognition.Imaging;
        using Microsoft.Extensions.Options;
        using OpenTelemetry.Metrics;
        using OpenTelemetry.Trace;
        """;

    private static readonly Dictionary<string, string> Given = new()
    {
        ["recognizer"] = "CharacterRecognizer", ["builder"] = "WebApplicationBuilder",
    };

    private static readonly string Documents = Path.Combine(Checkout.Root, "docs");

    public static TheoryData<string, string> Snippets
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string page in (string[])["decoders.md", "serving.md"])
            {
                foreach (Match block in Block().Matches(File.ReadAllText(Path.Combine(Documents, page))))
                {
                    data.Add(page, block.Groups[1].Value);
                }
            }

            AddExamples(data, typeof(SkiaImageDecoder), "using SkiaSharp;\nusing Emnist.Recognition.SkiaSharp;");
            AddExamples(data, typeof(KerasModel), "using Emnist.Recognition.Keras;");
            AddExamples(data, typeof(OnnxRuntimeClassifier), "using Emnist.Recognition.OnnxRuntime;\nusing Microsoft.ML.OnnxRuntime;");

            return data;
        }
    }

    /// <summary>The examples in the documentation of a library that has a type.</summary>
    private static void AddExamples(TheoryData<string, string> data, Type type, string usings)
    {
        string xml = Path.ChangeExtension(type.Assembly.Location, ".xml");
        foreach (Match example in Example().Matches(File.ReadAllText(xml)))
        {
            data.Add(Path.GetFileName(xml), $"{usings}\n{WebUtility.HtmlDecode(example.Groups[1].Value)}");
        }
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Snippets_compile(string page, string code)
    {
        string[] lines = code.Split('\n');
        string directives = string.Join('\n', lines.Where(line => Directive().IsMatch(line)));
        string statements = string.Join('\n', lines.Where(line => !Directive().IsMatch(line)));
        string source = $$"""
            {{Usings}}
            {{directives}}
            static class Snippet { static void Run({{ExampleCompiler.Parameters(Given, statements)}}) { {{statements}} } }
            """;

        IReadOnlyList<string> errors = ExampleCompiler.FindErrors(source, OutputKind.DynamicallyLinkedLibrary);

        Assert.True(errors.Count == 0, $"A snippet of {page}:\n{string.Join('\n', errors)}\n{source}");
    }

    [Fact]
    public void What_is_not_compiled_is_counted() =>
        Assert.Equal(2, File.ReadAllLines(Path.Combine(Documents, "decoders.md")).Count(line => line == "```csharp uncompiled"));

    [Fact]
    public void Names_of_metrics_in_the_documentation_are_those_of_the_library()
    {
        string page = File.ReadAllText(Path.Combine(Documents, "serving.md"));
        Type telling = typeof(GrayImage).Assembly.GetType("Emnist.Recognition.RecognitionCall", throwOnError: true)!;
        string[] names =
        [
            .. telling.GetFields(BindingFlags.NonPublic | BindingFlags.Static)
                .Select(field => field.GetValue(null))
                .OfType<System.Diagnostics.Metrics.Instrument>()
                .Select(instrument => instrument.Name),
        ];

        Assert.Equal(3, names.Length);
        Assert.Equal(names.Order(), MetricName().Matches(page).Select(match => match.Groups[1].Value).Order());
    }

    [GeneratedRegex("^```csharp (?:pictures|opentelemetry)\\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("<example>\\s*<code>(.*?)</code>", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^using (static )?[\w.]+( = [\w.]+)?;\s*$")]
    private static partial Regex Directive();

    [GeneratedRegex(@"^\| `(emnist\.[\w.]+)`", RegexOptions.Multiline)]
    private static partial Regex MetricName();
}
