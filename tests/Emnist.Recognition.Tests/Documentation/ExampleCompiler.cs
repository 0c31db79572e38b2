using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Emnist.Recognition.Tests.Documentation;

/// <summary>Compiles examples of the documentation against all that the tests run with.</summary>
internal static class ExampleCompiler
{
    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>The errors of a source file, each with its place; none where it compiles.</summary>
    public static IReadOnlyList<string> FindErrors(string source, OutputKind kind) =>
    [
        .. CSharpCompilation.Create("Example", [CSharpSyntaxTree.ParseText(source)], References.Value, new CSharpCompilationOptions(kind))
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString()),
    ];

    /// <summary>What examples name without making it, as a method's parameters: all but those that the code does make.</summary>
    /// <param name="given">Names and their types.</param>
    /// <param name="code">The example.</param>
    public static string Parameters(IReadOnlyDictionary<string, string> given, string code) =>
        string.Join(", ", given.Where(name => !Regex.IsMatch(code, $@"\b{name.Key} =")).Select(name => $"{name.Value} {name.Key}"));
}
