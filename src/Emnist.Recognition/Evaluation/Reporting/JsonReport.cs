using System.Buffers;
using System.Text;
using System.Text.Json;
using static Emnist.Recognition.Evaluation.Reporting.JsonParts;

namespace Emnist.Recognition.Evaluation.Reporting;

/// <summary>A report as a JSON object; docs/evaluation-json.md is its schema.</summary>
internal static class JsonReport
{
    private const int MostPairs = 50;

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
        ClassificationMetrics metrics = report.Metrics;
        writer.WriteString("title", report.Title);
        WriteObjects(writer, "facts", report.Facts, static (writer, fact) =>
        {
            writer.WriteString("name", fact.Key);
            writer.WriteString("value", fact.Value);
        });
        writer.WriteNumber("images", metrics.Count);
        writer.WriteNumber("skipped", report.Skipped);
        WriteNumber(writer, "seconds", report.Duration?.TotalSeconds ?? double.NaN);
        WriteAverages(writer, metrics);
        WriteClasses(writer, metrics);
        WriteReliability(writer, metrics);
        WriteMistakes(writer, metrics);
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
            WriteArray(writer, "rows", table.Rows, static (writer, row) => WriteArray(writer, row, static (writer, cell) => writer.WriteStringValue(cell)));
        });
    }

    private static void WriteAverages(Utf8JsonWriter writer, ClassificationMetrics metrics)
    {
        WriteNumber(writer, "accuracy", metrics.MicroAccuracy);
        WriteNumber(writer, "macroAccuracy", metrics.MacroAccuracy);
        WriteNumber(writer, "top3", metrics.TopKAccuracy(3));
        WriteNumber(writer, "top5", metrics.TopKAccuracy(5));
        WriteNumber(writer, "macroPrecision", metrics.MacroAverage.Precision);
        WriteNumber(writer, "macroRecall", metrics.MacroAverage.Recall);
        WriteNumber(writer, "macroF1", metrics.MacroAverage.F1);
        WriteNumber(writer, "weightedPrecision", metrics.WeightedAverage.Precision);
        WriteNumber(writer, "weightedRecall", metrics.WeightedAverage.Recall);
        WriteNumber(writer, "weightedF1", metrics.WeightedAverage.F1);
        WriteNumber(writer, "logLoss", metrics.LogLoss);
        WriteNumber(writer, "ece", metrics.ExpectedCalibrationError);
        WriteNumber(writer, "cohensKappa", metrics.CohensKappa);
    }

    private static void WriteClasses(Utf8JsonWriter writer, ClassificationMetrics metrics)
    {
        ConfusionMatrix matrix = metrics.ConfusionMatrix;
        WriteObjects(writer, "perClass", metrics.PerClass, static (writer, c) =>
        {
            writer.WriteString("name", c.Name);
            writer.WriteNumber("support", c.Support);
            writer.WriteNumber("predicted", c.Predicted);
            WriteNumber(writer, "precision", c.Precision);
            WriteNumber(writer, "recall", c.Recall);
            WriteNumber(writer, "f1", c.F1);
        });
        WriteObjects(writer, "mostConfused", matrix.MostConfused(MostPairs), static (writer, pair) =>
        {
            writer.WriteString("actual", pair.Actual);
            writer.WriteString("predicted", pair.Predicted);
            writer.WriteNumber("count", pair.Count);
        });
        writer.WriteStartObject("confusionMatrix");
        WriteArray(writer, "classes", matrix.ClassNames, static (writer, name) => writer.WriteStringValue(name));
        WriteArray(writer, "counts", [.. Enumerable.Range(0, matrix.ClassNames.Count)], (writer, actual) =>
            writer.WriteRawValue($"[{string.Join(',', matrix.ClassNames.Select((_, predicted) => matrix[actual, predicted]))}]", skipInputValidation: true));
        writer.WriteEndObject();
    }

    private static void WriteReliability(Utf8JsonWriter writer, ClassificationMetrics metrics) =>
        WriteObjects(writer, "reliability", metrics.Reliability, static (writer, bin) =>
        {
            WriteNumber(writer, "lower", bin.LowerBound);
            WriteNumber(writer, "upper", bin.UpperBound);
            writer.WriteNumber("count", bin.Count);
            WriteNumber(writer, "confidence", bin.MeanConfidence);
            WriteNumber(writer, "accuracy", bin.Accuracy);
        });

    private static void WriteMistakes(Utf8JsonWriter writer, ClassificationMetrics metrics) =>
        WriteObjects(writer, "worstMistakes", metrics.WorstMistakes, (writer, mistake) =>
        {
            writer.WriteNumber("index", mistake.Index);
            writer.WriteString("actual", metrics.PerClass[mistake.Actual].Name);
            writer.WriteString("predicted", metrics.PerClass[mistake.Predicted].Name);
            WriteNumber(writer, "confidence", mistake.Confidence);
            WriteNumber(writer, "actualProbability", mistake.ActualProbability);
        });
}
