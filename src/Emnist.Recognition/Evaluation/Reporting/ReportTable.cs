namespace Emnist.Recognition.Evaluation.Reporting;

/// <summary>A table to be shown in a report as it is, such as the trials of a search.</summary>
/// <param name="Title">The heading over the table.</param>
/// <param name="Columns">The headings of the columns.</param>
/// <param name="Rows">The rows, each as long as <paramref name="Columns"/>.</param>
public sealed record ReportTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
