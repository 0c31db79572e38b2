using System.Text;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>A report as plain text.</summary>
internal static class ConsoleReport
{
    public static string Write(EvaluationReport report)
    {
        var text = new StringBuilder();
        string title = DisplayText.Shorten(DisplayText.Printable(report.Title), PlainTable.PageWidth);
        text.Append(title).Append('\n').Append('=', DisplayText.Width(title)).Append("\n\n");
        AppendPairs(text, ReportSections.Summary(report));
        if (report.Facts.Count > 0)
        {
            text.Append('\n');
            AppendPairs(text, ReportSections.Facts(report));
        }

        PlainTable.Append(text, ReportSections.Classes(report.Metrics));
        PlainTable.Append(text, ReportSections.Averages(report.Metrics));
        ReportTable[] others = [ReportSections.MostConfused(report.Metrics), .. report.Tables];
        foreach (ReportTable table in others.Where(static table => table.Rows.Count > 0))
        {
            PlainTable.Append(text, table);
        }

        return text.ToString();
    }

    /// <summary>Names and values; a value that does not fit goes on in further lines, since a path cut short is of no use.</summary>
    private static void AppendPairs(StringBuilder text, ReportTable pairs)
    {
        const int maxName = 40;
        string[] names = [.. pairs.Rows.Select(static row => DisplayText.Shorten(DisplayText.Printable(row[0]), maxName))];
        int indent = names.Max(DisplayText.Width) + 2;
        foreach ((string name, string value) in names.Zip(pairs.Rows.Select(static row => DisplayText.Printable(row[1]))))
        {
            string start = name + new string(' ', indent - DisplayText.Width(name));
            foreach (string line in DisplayText.Wrap(value, PlainTable.PageWidth - indent))
            {
                text.Append((start + line).TrimEnd(' ')).Append('\n');
                start = new string(' ', indent);
            }
        }
    }
}
