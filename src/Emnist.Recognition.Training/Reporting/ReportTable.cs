using System.Globalization;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Search;

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
        : throw new ArgumentException(
            $"A row of the table '{Title}' does not have {Columns.Count} cells, one for each column.", nameof(Rows));

    /// <summary>
    /// The counts of a confusion matrix: a column <c>actual/predicted</c> of the images' own classes, then a column for each
    /// answer; a class that no image is of and none was taken for is left out. In CSV a class keeps its name even where a
    /// spreadsheet would take it for a formula: import such names as text.
    /// </summary>
    /// <param name="matrix">The matrix.</param>
    public static ReportTable FromConfusionMatrix(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        matrix = matrix.ToOccurring();
        IReadOnlyList<string> names = matrix.ClassNames;
        return new ReportTable(
            "Confusion matrix",
            ["actual/predicted", .. names],
            [.. names.Select((name, actual) => (string[])[name, .. names.Select((_, predicted) => Text(matrix[actual, predicted]))])]);
    }

    /// <summary>The trials of a hyperparameter search, the best first, by their results on the validation images.</summary>
    /// <param name="result">The search.</param>
    public static ReportTable FromSearch(SearchResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new ReportTable(
            "Trials, measured on the validation images",
            [
                "place", "trial", .. result.Best.Values.Values.Select(static pair => pair.Key),
                "epochs", "accuracy", "macro accuracy", "log-loss", "seconds", "note",
            ],
            [.. result.Trials.Select(static (trial, place) => Row(trial, place + 1))]);
    }

    /// <summary>The table as CSV (RFC 4180), with its columns as the header.</summary>
    public string ToCsv() => CsvReport.Table(this);

    private static string[] Row(TrialResult trial, int place)
    {
        IReadOnlyList<EpochResult> epochs = trial.History.Epochs;
        EpochResult? last = epochs.Count == 0 ? null : epochs[^1];
        double seconds = epochs.Sum(static epoch => epoch.Duration.TotalSeconds);
        return
        [
            Text(place), Text(trial.Number), .. trial.Values.Values.Select(static pair => pair.Value), Text(epochs.Count),
            Text(last?.ValidationAccuracy), Text(last?.ValidationMacroAccuracy), Text(last?.ValidationLoss),
            seconds.ToString("F1", CultureInfo.InvariantCulture), trial.Failure ?? "",
        ];
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? value) => value?.ToString("F4", CultureInfo.InvariantCulture) ?? "";
}
