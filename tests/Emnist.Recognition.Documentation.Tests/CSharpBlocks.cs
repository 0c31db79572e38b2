using System.Globalization;
using System.Reflection;
using Emnist.Recognition.Tests.Documentation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Emnist.Recognition.Documentation.Tests;

/// <summary>
/// Compiles and runs the C# of a page, block by block. A block with usings is a program, and they are all that it has besides the
/// SDK's. A block without usings has those of a block of usings alone before it, or else the libraries' namespaces, and is given what
/// it names and does not make: the locals of the blocks before it, or one of <see cref="GivenObjects"/>.
/// </summary>
internal sealed class CSharpBlocks
{
    private const string LibraryUsings = $"""
        {ExampleCompiler.LibraryUsings}
        using Emnist.Recognition.MLNet;
        using Microsoft.Extensions.Options;
        using Microsoft.ML;
        using Microsoft.ML.Data;

        """;

    private readonly Dictionary<string, (string Type, object? Value)> _made = [];
    private string _pageUsings = "";

    /// <summary>Compiles a block.</summary>
    /// <returns>What runs it, given its arguments; the errors are thrown.</returns>
    public Func<string[], Task> Compile(string code)
    {
        CompilationUnitSyntax unit = SyntaxFactory.ParseCompilationUnit(code);
        string usings = string.Concat(unit.Usings.Select(directive => directive.ToFullString()));
        string types = string.Concat(
            unit.Members.Where(member => member is not GlobalStatementSyntax).Select(member => member.ToFullString()));
        GlobalStatementSyntax[] statements = [.. unit.Members.OfType<GlobalStatementSyntax>()];
        if (unit.Members.Count == 0)
        {
            _pageUsings += usings;
        }

        bool isProgram = unit.Usings.Count > 0;
        bool isWeb = !isProgram || code.Contains("WebApplication", StringComparison.Ordinal);
        string own = _pageUsings + usings;
        string[] given = isProgram ? [] : FindGiven(statements);
        string[] locals = [.. statements.Select(statement => statement.Statement).OfType<LocalDeclarationStatementSyntax>()
            .SelectMany(local => local.Declaration.Variables).Select(variable => variable.Identifier.Text)];
        string parameters = string.Concat(given.Select(name => $", {TypeOf(name)} {name}"));
        string source = $$"""
            {{ExampleCompiler.ImplicitUsings}}{{(isWeb ? ExampleCompiler.WebUsings : "")}}
            {{(own.Length == 0 ? LibraryUsings : own)}}
            public static class Example
            {
                public static async Task Run(Action<string, object> made, string[] args{{parameters}})
                {
            {{string.Concat(statements.Select(statement => statement.ToFullString()))}}
            {{string.Concat(locals.Select(name => $"made(\"{name}\", {name});\n"))}}
                    await Task.CompletedTask;
                }
            }
            {{types}}
            """;
        (Assembly assembly, IReadOnlyDictionary<string, string> localTypes) = ExampleCompiler.Load(source);
        MethodInfo run = assembly.GetType("Example")!.GetMethod("Run")!;
        Action<string, object?> made = (name, value) => _made[name] = (localTypes[name], value);
        return args => (Task)run.Invoke(
            null, BindingFlags.DoNotWrapExceptions, null, [made, args, .. given.Select(Value)], CultureInfo.InvariantCulture)!;
    }

    private string TypeOf(string name) =>
        _made.TryGetValue(name, out (string Type, object? Value) made) ? made.Type : GivenObjects.Types[name];

    private object? Value(string name) =>
        _made.TryGetValue(name, out (string Type, object? Value) made) ? made.Value : GivenObjects.Create(name);

    /// <summary>The names that statements use, do not declare, and find in earlier blocks or among the given objects.</summary>
    private string[] FindGiven(GlobalStatementSyntax[] statements)
    {
        SyntaxNode[] nodes = [.. statements.SelectMany(statement => statement.DescendantNodes())];
        HashSet<string> declared =
        [
            .. nodes.OfType<VariableDeclaratorSyntax>().Select(node => node.Identifier.Text),
            .. nodes.OfType<SingleVariableDesignationSyntax>().Select(node => node.Identifier.Text),
            .. nodes.OfType<ParameterSyntax>().Select(node => node.Identifier.Text),
            .. nodes.OfType<ForEachStatementSyntax>().Select(node => node.Identifier.Text),
        ];
        return
        [
            .. nodes.OfType<IdentifierNameSyntax>()
                .Where(node => node.Parent is not MemberAccessExpressionSyntax access || access.Expression == node)
                .Select(node => node.Identifier.Text)
                .Distinct()
                .Where(name => !declared.Contains(name) && (_made.ContainsKey(name) || GivenObjects.Types.ContainsKey(name))),
        ];
    }
}
