using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Emnist.Recognition.Tests.Documentation;

/// <summary>Compiles examples of the documentation against all that the tests run with.</summary>
internal static class ExampleCompiler
{
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

    /// <summary>Compiles a console program of synchronous statements and runs it in this process.</summary>
    public static void Run(string source)
    {
        using var assembly = new MemoryStream();
        EmitResult result = Compile(source, OutputKind.ConsoleApplication, LanguageVersion.Default).Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        Assembly.Load(assembly.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
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
