using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Emnist.Recognition.Tests.Documentation;

/// <summary>
/// The C# of a page of docs. Of a language's blocks the first holds the usings, and each other is a program, or statements of one; in
/// the columns of tables, each span of code is an expression, or statements where it ends in a semicolon.
/// </summary>
/// <param name="root">The root of the repository.</param>
/// <param name="name">The file in its docs, such as <c>from-keras.md</c>.</param>
internal sealed partial class CodePage(string root, string name)
{
    private readonly string _text = File.ReadAllText(Path.Combine(root, "docs", name)).ReplaceLineEndings("\n");

    /// <summary>The blocks of a language, such as <c>csharp</c>.</summary>
    public IReadOnlyList<string> Blocks(string language) => [.. BlocksByLine(language).Select(static block => block.Code)];

    /// <summary>The spans of code in the columns of this title, by the number of their line.</summary>
    public IReadOnlyList<(int Line, string Code)> Cells(string title)
    {
        var cells = new List<(int Line, string Code)>();
        int column = -1;
        string[] lines = _text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string[] row = lines[i].StartsWith('|') ? [.. lines[i].Split(" |").Select(cell => cell.TrimStart('|').Trim())] : [];
            bool header = row.Length > 0 && !lines[i - 1].StartsWith('|');
            column = header ? Array.IndexOf(row, title) : column;
            if (!header && column >= 0 && column < row.Length)
            {
                cells.AddRange(Span().Matches(row[column]).Select(span => (i + 1, span.Groups[1].Value)));
            }
        }

        return cells;
    }

    /// <summary>A console program of what a page shows.</summary>
    public static string Program(string usings, string program) => $"{ExampleCompiler.ImplicitUsings}{usings}\n{program}";

    /// <summary>Fails where a program does not compile.</summary>
    public static void AssertProgramCompiles(string usings, string program)
    {
        string source = Program(usings, program);
        IReadOnlyList<string> errors = ExampleCompiler.FindErrors(source, OutputKind.ConsoleApplication);

        Assert.True(errors.Count == 0, $"{string.Join('\n', errors)}\n{source}");
    }

    /// <summary>Fails where the cells of a column do not compile, and tells the lines of the page.</summary>
    /// <param name="title">The column's title.</param>
    /// <param name="usings">Namespaces.</param>
    /// <param name="given">Names that cells use without making them, with their types.</param>
    public void AssertCellsCompile(string title, string usings, IReadOnlyDictionary<string, string> given)
    {
        IReadOnlyList<(int Line, string Code)> cells = Cells(title);

        Assert.True(cells.Count >= 20, $"Only {cells.Count} cells of the column {title} hold code.");
        AssertCompiles(cells.Select(static cell => cell with { Code = cell.Code.EndsWith(';') ? cell.Code : $"_ = {cell.Code};" }), usings, given);
    }

    /// <summary>Fails where a language's blocks but for usings do not compile, each by itself, and tells the lines of the page.</summary>
    /// <param name="language">The language.</param>
    /// <param name="usings">Namespaces.</param>
    /// <param name="given">Names that blocks use without making them, with their types.</param>
    public void AssertBlocksCompile(string language, string usings, IReadOnlyDictionary<string, string> given)
    {
        (int Line, string Code)[] blocks = [.. BlocksByLine(language).Where(static block => !block.Code.StartsWith("using ", StringComparison.Ordinal))];

        Assert.NotEmpty(blocks);
        AssertCompiles(blocks, usings, given);
    }

    /// <summary>The blocks of a language, by the number of their first line.</summary>
    private IEnumerable<(int Line, string Code)> BlocksByLine(string language) =>
        from block in Block().Matches(_text)
        where block.Groups[1].Value == language
        select (_text.AsSpan(0, block.Groups[2].Index).Count('\n') + 1, block.Groups[2].Value);

    private void AssertCompiles(IEnumerable<(int Line, string Code)> examples, string usings, IReadOnlyDictionary<string, string> given)
    {
        var source = new StringBuilder($"{ExampleCompiler.ImplicitUsings}{usings}\nstatic class Examples\n{{\n");
        foreach ((int index, (int line, string code)) in examples.Index())
        {
            source.Append(CultureInfo.InvariantCulture, $"static async Task Run{index}({ExampleCompiler.Parameters(given, code)})\n{{\n");
            source.Append(CultureInfo.InvariantCulture, $"#line {line} \"{name}\"\n{code}\nawait Task.CompletedTask;\n}}\n");
        }

        source.Append('}');
        IReadOnlyList<string> errors = ExampleCompiler.FindErrors(source.ToString(), OutputKind.DynamicallyLinkedLibrary);

        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    [GeneratedRegex("^```(csharp[^\n]*)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Span();
}
