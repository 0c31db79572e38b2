using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Emnist.Recognition.Tests.Documentation;

/// <summary>
/// The C# of docs/from-keras.md. Of a language's blocks the first holds the usings, and each other is a program; in the columns of
/// tables, each span of code is an expression, or statements where it ends in a semicolon.
/// </summary>
internal sealed partial class KerasPage(string root)
{
    /// <summary>What the SDK adds to a console program.</summary>
    private const string ImplicitUsings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private readonly string _text = File.ReadAllText(Path.Combine(root, "docs", "from-keras.md")).ReplaceLineEndings("\n");

    /// <summary>The blocks of a language, such as <c>csharp</c>.</summary>
    public IReadOnlyList<string> Blocks(string language) =>
    [
        .. Block().Matches(_text).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value),
    ];

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

    /// <summary>Fails where a program does not compile.</summary>
    public static void AssertProgramCompiles(string usings, string program)
    {
        string source = $"{ImplicitUsings}{usings}\n{program}";
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
        var source = new StringBuilder($"{ImplicitUsings}{usings}\nstatic class Cells\n{{\n");
        for (int i = 0; i < cells.Count; i++)
        {
            (int line, string code) = cells[i];
            string statement = code.EndsWith(';') ? code : $"_ = {code};";
            source.Append(CultureInfo.InvariantCulture, $"static async Task Cell{i}({ExampleCompiler.Parameters(given, code)})\n{{\n");
            source.Append(CultureInfo.InvariantCulture, $"#line {line} \"from-keras.md\"\n{statement}\nawait Task.CompletedTask;\n}}\n");
        }

        source.Append('}');
        IReadOnlyList<string> errors = ExampleCompiler.FindErrors(source.ToString(), OutputKind.DynamicallyLinkedLibrary);

        Assert.True(cells.Count >= 20, $"Only {cells.Count} cells of the column {title} hold code.");
        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    [GeneratedRegex("^```(csharp[^\n]*)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Span();
}
