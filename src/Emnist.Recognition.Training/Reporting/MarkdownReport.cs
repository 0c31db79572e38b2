using System.Text;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>A report in GitHub Flavored Markdown.</summary>
internal static class MarkdownReport
{
    public static string Write(EvaluationReport report)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(Escape(report.Title)).Append('\n');
        foreach (ReportTable table in ReportSections.Create(report))
        {
            Append(text, table);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ReportTable table)
    {
        text.Append("\n## ").Append(Escape(table.Title)).Append("\n\n");
        AppendRow(text, table.Columns.Select(Escape));
        AppendRow(text, table.Columns.Select((_, c) => table.Rows.All(row => row[c] == "" || ReportNumber.Is(row[c])) ? "---:" : "---"));
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            AppendRow(text, row.Select(Escape));
        }
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>Text that Markdown shows as it is, on one line.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in DisplayText.Printable(text))
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '|' or '$' or '#' => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
