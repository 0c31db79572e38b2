using System.Buffers;
using System.Text;
using System.Text.Json;
using static Emnist.Recognition.Training.Reporting.JsonParts;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>A report as a JSON object; docs/evaluation-json.md is its schema.</summary>
internal static class JsonReport
{
    public static string Write(EvaluationReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            WriteMembers(writer, report);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteMembers(Utf8JsonWriter writer, EvaluationReport report)
    {
        writer.WriteString("title", report.Title);
        WriteObjects(writer, "facts", report.Facts, static (writer, fact) =>
        {
            writer.WriteString("name", fact.Key);
            writer.WriteString("value", fact.Value);
        });
        writer.WriteNumber("images", report.Metrics.Count);
        writer.WriteNumber("skipped", report.Skipped);
        WriteNumber(writer, "seconds", report.Duration?.TotalSeconds ?? double.NaN);
        JsonMetrics.WriteMembers(writer, report);
        WriteObjects(writer, "curves", report.Curves, static (writer, curve) =>
        {
            writer.WriteString("chart", curve.Chart);
            writer.WriteString("series", curve.Series);
            WriteArray(writer, "values", curve.Values, WriteNumber);
        });
        WriteObjects(writer, "tables", report.Tables, static (writer, table) =>
        {
            writer.WriteString("title", table.Title);
            WriteArray(writer, "columns", table.Columns, static (writer, column) => writer.WriteStringValue(column));
            WriteArray(writer, "rows", table.Rows, static (writer, row) =>
                WriteArray(writer, row, static (writer, cell) => writer.WriteStringValue(cell)));
        });
    }
}
