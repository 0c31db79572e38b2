using System.Text;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>A table to be shown in a report as it is, such as the trials of a search.</summary>
/// <param name="Title">The heading over the table.</param>
/// <param name="Columns">The headings of the columns, at least one.</param>
/// <param name="Rows">The rows, each as long as <paramref name="Columns"/>.</param>
/// <exception cref="ArgumentException">There is no column, or a row has another length.</exception>
public sealed record ReportTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>The headings of the columns, at least one.</summary>
    public IReadOnlyList<string> Columns { get; } =
        Columns.Count > 0 ? Columns : throw new ArgumentException($"The table '{Title}' has no columns.", nameof(Columns));

    /// <summary>The rows, each as long as <see cref="Columns"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; } = Rows.All(row => row.Count == Columns.Count)
        ? Rows
        : throw new ArgumentException($"A row of the table '{Title}' does not have {Columns.Count} cells, one for each column.", nameof(Rows));

    /// <summary>The table as plain text in aligned columns, at most 100 wide, under its title.</summary>
    public string ToConsole()
    {
        var text = new StringBuilder();
        PlainTable.Append(text, this);
        return text.ToString().TrimStart('\n');
    }

    /// <summary>The table as CSV (RFC 4180), with its columns as the header.</summary>
    public string ToCsv() => CsvReport.Table(this);
}
