using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Emnist.Recognition.Tests.Documentation;

/// <summary>Compiles examples of the documentation against all that the tests run with.</summary>
internal static class ExampleCompiler
{
    /// <summary>What the SDK adds to a console program.</summary>
    public const string ImplicitUsings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    /// <summary>What the SDK for the web adds besides.</summary>
    public const string WebUsings = """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        """;

    /// <summary>The namespaces of the core and Training.</summary>
    public const string LibraryUsings = """
        using Emnist.Recognition;
        using Emnist.Recognition.Imaging;
        using Emnist.Recognition.Networks;
        using Emnist.Recognition.Networks.Inference;
        using Emnist.Recognition.Networks.Layers;
        using Emnist.Recognition.Onnx;
        using Emnist.Recognition.Training;
        using Emnist.Recognition.Training.Callbacks;
        using Emnist.Recognition.Training.Datasets;
        using Emnist.Recognition.Training.Evaluation;
        using Emnist.Recognition.Training.Optimizers;
        using Emnist.Recognition.Training.Reporting;
        using Emnist.Recognition.Training.Search;

        """;

    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>The errors of a source file, each with its place; none where it compiles.</summary>
    public static IReadOnlyList<string> FindErrors(string source, OutputKind kind) => FindErrors(source, kind, LanguageVersion.Default);

    /// <summary>The errors of a source file in a version of the language.</summary>
    public static IReadOnlyList<string> FindErrors(string source, OutputKind kind, LanguageVersion version) =>
    [
        .. Compile(source, kind, version).GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString()),
    ];

    /// <summary>Compiles a library and loads it.</summary>
    /// <returns>The assembly, and the types of the locals in its methods, by their names.</returns>
    public static (Assembly Assembly, IReadOnlyDictionary<string, string> LocalTypes) Load(string source)
    {
        using var stream = new MemoryStream();
        CSharpCompilation compilation = Compile(source, OutputKind.DynamicallyLinkedLibrary, LanguageVersion.Default);
        Assert.True(compilation.Emit(stream).Success, $"{string.Join('\n', FindErrors(source, OutputKind.DynamicallyLinkedLibrary))}\n{source}");
        SyntaxTree tree = compilation.SyntaxTrees[0];
        SemanticModel model = compilation.GetSemanticModel(tree);
        Dictionary<string, string> types = tree.GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .Select(declarator => model.GetDeclaredSymbol(declarator)).OfType<ILocalSymbol>()
            .GroupBy(local => local.Name)
            .ToDictionary(locals => locals.Key, locals => locals.First().Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
        return (Assembly.Load(stream.ToArray()), types);
    }

    /// <summary>What examples name without making it, as a method's parameters: all but those that the code does make.</summary>
    /// <param name="given">Names and their types.</param>
    /// <param name="code">The example.</param>
    public static string Parameters(IReadOnlyDictionary<string, string> given, string code) =>
        string.Join(", ", given.Where(name => !Regex.IsMatch(code, $@"\b{name.Key} =")).Select(name => $"{name.Value} {name.Key}"));

    private static CSharpCompilation Compile(string source, OutputKind kind, LanguageVersion version) => CSharpCompilation.Create(
        $"Example{Guid.NewGuid():N}",
        [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(version))],
        References.Value,
        new CSharpCompilationOptions(kind));
}
