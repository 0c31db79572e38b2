using System.Globalization;
using Emnist.Recognition.Training.Datasets.Csv;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Tool.Measuring;

/// <summary>Reads the curves of a training from the CSV file that <c>train --log</c>, or Keras's <c>CSVLogger</c>, has written.</summary>
internal static class TrainingLog
{
    private static readonly (string Column, string Chart, string Series)[] Curves =
    [
        ("loss", "Loss", "training"),
        ("val_loss", "Loss", "validation (log-loss)"),
        ("accuracy", "Accuracy", "training"),
        ("val_accuracy", "Accuracy", "validation"),
    ];

    /// <exception cref="ToolException">The file has no such columns, or no epoch.</exception>
    public static IReadOnlyList<LearningCurve> Read(string path)
    {
        using var reader = new StreamReader(path);
        (int Line, string[] Fields)[] records = [.. new CsvTable(reader, path).Records()];
        string[] header = records.Length > 0 ? records[0].Fields : [];
        LearningCurve[] curves =
        [
            .. from curve in Curves
               let column = Array.IndexOf(header, curve.Column)
               where column >= 0
               let values = records.Skip(1).Select(record => Value(record.Fields, column, record.Line, path)).ToArray()
               where values.Any(double.IsFinite)
               select new LearningCurve(curve.Chart, curve.Series, values),
        ];
        return curves.Length > 0
            ? curves
            : throw new ToolException($"{path} is no training's log: it needs a column loss or accuracy, and a line for each epoch.");
    }

    /// <summary>A number, or not a number for an empty field.</summary>
    private static double Value(string[] fields, int column, int line, string path)
    {
        string text = column < fields.Length ? fields[column] : "";
        return text.Length == 0
            ? double.NaN
            : double.TryParse(text, CultureInfo.InvariantCulture, out double value)
                ? value
                : throw new ToolException($"{path}, line {line}: '{text}' is no number.");
    }
}
