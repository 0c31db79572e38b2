namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>Tables that the report was given, columns of numbers set as such.</summary>
internal static class FurtherTables
{
    public static void Write(HtmlBuilder page, IReadOnlyList<ReportTable> tables)
    {
        if (tables.Count == 0)
        {
            return;
        }

        page.Add("<section id=\"tables\">\n<h2>Tables</h2>\n");
        foreach (ReportTable table in tables)
        {
            Write(page, table);
        }

        page.Add("</section>\n");
    }

    private static void Write(HtmlBuilder page, ReportTable table)
    {
        bool[] numbers =
            [.. table.Columns.Select((_, column) => table.Rows.Count > 0 && table.Rows.All(row => ReportNumber.Is(row[column])))];
        page.Add($"<div class=\"scroll\">\n<table>\n<caption>{table.Title}</caption>\n<thead><tr>");
        for (int column = 0; column < numbers.Length; column++)
        {
            page.Add($"<th scope=\"col\" class=\"{Align(numbers[column])}\">{table.Columns[column]:80}</th>");
        }

        page.Add("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            page.Add("<tr>");
            for (int column = 0; column < numbers.Length; column++)
            {
                page.Add($"<td class=\"{Align(numbers[column])}\">{row[column]}</td>");
            }

            page.Add("</tr>\n");
        }

        page.Add("</tbody>\n</table>\n</div>\n");
    }

    private static string Align(bool number) => number ? "n" : "t";
}
