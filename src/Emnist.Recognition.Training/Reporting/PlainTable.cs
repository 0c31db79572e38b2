using System.Text;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>A table in aligned columns of text; columns of numbers stand at the right.</summary>
internal static class PlainTable
{
    /// <summary>The columns of the terminal that a report fills.</summary>
    public const int PageWidth = 100;

    private const int MinColumnWidth = 8;
    private const string Gap = "  ";

    public static void Append(StringBuilder text, ReportTable table)
    {
        string title = DisplayText.Shorten(DisplayText.Printable(table.Title), PageWidth);
        text.Append('\n').Append(title).Append('\n').Append('-', DisplayText.Width(title)).Append('\n');
        string[][] cells = [.. table.Rows.Prepend(table.Columns).Select(static row => row.Select(DisplayText.Printable).ToArray())];
        int[] natural = [.. table.Columns.Select((_, c) => Math.Min(PageWidth, cells.Max(row => DisplayText.Width(row[c]))))];
        int[] widths = Fit(natural);
        bool[] right = [.. widths.Select((_, c) => cells.Length > 1 && cells.Skip(1).All(row => row[c] == "" || ReportNumber.Is(row[c])))];
        foreach (string[] row in cells)
        {
            string line = string.Join(Gap, widths.Select((width, c) => Align(DisplayText.Shorten(row[c], width), width, right[c])));
            text.Append(line.TrimEnd(' ')).Append('\n');
        }

        if (widths.Length < natural.Length)
        {
            text.Append("(Columns that do not fit: ").Append(natural.Length - widths.Length).Append(".)\n");
        }
    }

    /// <summary>Narrows the widest columns until all fit; where they cannot, the last are left out.</summary>
    private static int[] Fit(int[] natural)
    {
        int columns = natural.Length;
        while (natural.Take(columns).Sum(static width => Math.Min(width, MinColumnWidth)) + ((columns - 1) * Gap.Length) > PageWidth)
        {
            columns--;
        }

        int[] widths = natural[..columns];
        for (int excess = widths.Sum() + ((columns - 1) * Gap.Length) - PageWidth; excess > 0; excess--)
        {
            widths[Array.IndexOf(widths, widths.Max())]--;
        }

        return widths;
    }

    private static string Align(string cell, int width, bool right)
    {
        string padding = new(' ', Math.Max(0, width - DisplayText.Width(cell)));
        return right ? padding + cell : cell + padding;
    }
}
