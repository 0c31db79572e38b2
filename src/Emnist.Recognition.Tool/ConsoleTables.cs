using System.Globalization;
using Emnist.Recognition.Training.Reporting;
using Spectre.Console;

namespace Emnist.Recognition.Tool;

/// <summary>
/// Reports and tables as plain text in aligned columns. Nothing in a cell is markup or controls the terminal; what does not fit
/// its width goes on in further lines of the cell, and nothing is cut.
/// </summary>
internal static class ConsoleTables
{
    private const int Gap = 2;

    /// <summary>What a column keeps where there are too many for the terminal, which then breaks the lines itself.</summary>
    private const int MinColumnWidth = 4;

    public static void Write(ToolConsole console, EvaluationReport report)
    {
        WriteTitle(console, report.Title, '=');
        foreach (ReportTable table in report.ToTables())
        {
            console.Output.WriteLine();
            Write(console, table);
        }
    }

    public static void Write(ToolConsole console, ReportTable table)
    {
        WriteTitle(console, table.Title, '-');
        var shown = new Table { Border = TableBorder.None };
        for (int c = 0; c < table.Columns.Count; c++)
        {
            bool numbers = table.Rows.Count > 0 && table.Rows.All(row => IsNumber(row[c]));
            shown.AddColumn(new TableColumn(Cell(table.Columns[c]))
            {
                Alignment = numbers ? Justify.Right : Justify.Left,
                Padding = new Padding(0, 0, c < table.Columns.Count - 1 ? Gap : 0, 0),
            });
        }

        foreach (IReadOnlyList<string> row in table.Rows)
        {
            shown.AddRow(row.Select(Cell));
        }

        using var text = new StringWriter();
        Create(text, Math.Max(console.OutputWidth, table.Columns.Count * (MinColumnWidth + Gap))).Write(shown);
        using var lines = new StringReader(text.ToString());
        while (lines.ReadLine() is { } line)
        {
            console.Output.WriteLine(line.TrimEnd(' '));
        }
    }

    /// <summary>Plain text, whatever the environment says of the terminal: only the width is its own.</summary>
    private static IAnsiConsole Create(TextWriter writer, int width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        return console;
    }

    private static void WriteTitle(ToolConsole console, string title, char line)
    {
        string printable = ToolConsole.Printable(title);
        console.Output.WriteLine(printable);
        console.Output.WriteLine(new string(line, printable.GetCellWidth()));
    }

    private static Text Cell(string text) => new(ToolConsole.Printable(text));

    /// <summary>What stands best at the right: numbers, percentages, times, and the lack of one.</summary>
    private static bool IsNumber(string text)
    {
        const NumberStyles style = NumberStyles.Float | NumberStyles.AllowThousands;
        return text is "" or "n/a" || double.TryParse(text.TrimEnd(' ', '%', 's'), style, CultureInfo.InvariantCulture, out _);
    }
}
