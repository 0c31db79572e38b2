using System.Text.Json;
using Emnist.Recognition.Training.Evaluation;
using static Emnist.Recognition.Training.Reporting.JsonParts;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>What was measured, as members of a JSON object.</summary>
internal static class JsonMetrics
{
    private const int MaxPairs = 50;

    public static void WriteMembers(Utf8JsonWriter writer, EvaluationReport report)
    {
        ClassificationMetrics metrics = report.Metrics;
        WriteAverages(writer, metrics);
        WriteClasses(writer, metrics);
        WriteConfusion(writer, metrics.ConfusionMatrix);
        WriteReliability(writer, metrics);
        WriteMistakes(writer, report);
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
        WriteNumber(writer, "logLossReduction", metrics.LogLossReduction);
        WriteNumber(writer, "ece", metrics.ExpectedCalibrationError);
        WriteNumber(writer, "cohensKappa", metrics.CohensKappa);
    }

    private static void WriteClasses(Utf8JsonWriter writer, ClassificationMetrics metrics) =>
        WriteObjects(writer, "perClass", metrics.PerClass.Zip(metrics.PerClassLogLoss), static (writer, entry) =>
        {
            (ClassMetrics c, double logLoss) = entry;
            writer.WriteString("name", c.Name);
            writer.WriteNumber("support", c.Support);
            writer.WriteNumber("predicted", c.Predicted);
            WriteNumber(writer, "precision", c.Precision);
            WriteNumber(writer, "recall", c.Recall);
            WriteNumber(writer, "f1", c.F1);
            WriteNumber(writer, "logLoss", logLoss);
        });

    private static void WriteConfusion(Utf8JsonWriter writer, ConfusionMatrix matrix)
    {
        WriteObjects(writer, "mostConfused", matrix.MostConfused(MaxPairs), static (writer, pair) =>
        {
            writer.WriteString("actual", pair.Actual);
            writer.WriteString("predicted", pair.Predicted);
            writer.WriteNumber("count", pair.Count);
        });
        writer.WriteStartObject("confusionMatrix");
        WriteArray(writer, "classes", matrix.ClassNames, static (writer, name) => writer.WriteStringValue(name));
        // A row is written raw, so that it stays on one line.
        WriteArray(writer, "counts", Enumerable.Range(0, matrix.ClassNames.Count), (writer, actual) =>
        {
            string row = string.Join(',', matrix.ClassNames.Select((_, predicted) => matrix[actual, predicted]));
            writer.WriteRawValue($"[{row}]", skipInputValidation: true);
        });
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

    private static void WriteMistakes(Utf8JsonWriter writer, EvaluationReport report) =>
        WriteObjects(writer, "worstMistakes", report.Metrics.WorstMistakes, (writer, mistake) =>
        {
            writer.WriteNumber("index", mistake.Index);
            writer.WriteString("image", report.NameOf(mistake));
            writer.WriteString("actual", report.Metrics.PerClass[mistake.Actual].Name);
            writer.WriteString("predicted", report.Metrics.PerClass[mistake.Predicted].Name);
            WriteNumber(writer, "confidence", mistake.Confidence);
            WriteNumber(writer, "actualProbability", mistake.ActualProbability);
        });
}
