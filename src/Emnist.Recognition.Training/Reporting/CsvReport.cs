using System.Globalization;
using System.Text;
using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>Tables as comma-separated values (RFC 4180), with numbers that read back to the bit.</summary>
internal static class CsvReport
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Classes(ClassificationMetrics metrics) => Write(
    [
        ["class", "support", "predicted", "precision", "recall", "f1"],
        .. metrics.PerClass.Where(static c => c.Occurs).Select(static c => new[]
        {
            c.Name, c.Support.ToString(Culture), c.Predicted.ToString(Culture),
            c.Precision.ToString("R", Culture), c.Recall.ToString("R", Culture), c.F1.ToString("R", Culture),
        }),
    ]);

    public static string Table(ReportTable table) => Write([table.Columns, .. table.Rows]);

    private static string Write(IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        foreach (IEnumerable<string> row in rows)
        {
            text.AppendJoin(',', row.Select(Quote)).Append("\r\n");
        }

        return text.ToString();
    }

    // Spaces at the ends belong to a field, but some readers drop them where it is not quoted, and empty lines whole.
    private static string Quote(string field)
    {
        bool plain = field.Length > 0 && field[0] != ' ' && field[^1] != ' ' && field.AsSpan().IndexOfAny("\",\r\n") < 0;
        return plain ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
