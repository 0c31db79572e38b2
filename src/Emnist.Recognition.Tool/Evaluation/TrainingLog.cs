using System.Globalization;
using Emnist.Recognition.Training;

namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>
/// Reads the course of a training from the CSV file that <c>train --log</c>, or Keras's <c>CSVLogger</c>, has written.
/// </summary>
internal static class TrainingLog
{
    private static readonly string[] Columns = ["loss", "accuracy", "val_loss", "val_accuracy"];

    /// <exception cref="ToolException">The file has no such columns, or no epoch.</exception>
    public static TrainingHistory Read(string path)
    {
        (string[] Fields, int Line)[] rows =
        [
            .. from line in File.ReadLines(path).Select(static (text, index) => (Text: text, Number: index + 1))
               where line.Text.Length > 0
               select (line.Text.Split(',', StringSplitOptions.TrimEntries), line.Number),
        ];
        string[] header = rows.Length > 0 ? rows[0].Fields : [];
        int[] columns = [.. Columns.Select(name => Array.IndexOf(header, name))];
        double[][] values =
            [.. rows.Skip(1).Select(row => columns.Select(column => Value(row.Fields, column, row.Line, path)).ToArray())];
        EpochResult[] epochs =
        [
            .. values.Select(static (epoch, index) => new EpochResult(index + 1, epoch[0], epoch[1], LearningRate: 0, Duration: default)
            {
                ValidationLoss = double.IsNaN(epoch[2]) ? null : epoch[2],
                ValidationAccuracy = double.IsNaN(epoch[3]) ? null : epoch[3],
            }),
        ];
        return values.Any(static epoch => epoch.Any(double.IsFinite))
            ? new TrainingHistory(epochs, epochs[^1])
            : throw new ToolException($"{path} is no training's log: it needs a column loss or accuracy, and a line for each epoch.");
    }

    /// <summary>What a report says of a training that went wrong.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Warning(TrainingHistory history) =>
        history.Warning is { } warning ? [new("Warning", warning)] : [];

    /// <summary>A number, or not a number for an empty field or a column that is missing.</summary>
    private static double Value(string[] fields, int column, int line, string path)
    {
        string text = column >= 0 && column < fields.Length ? fields[column] : "";
        return text.Length == 0
            ? double.NaN
            : double.TryParse(text, CultureInfo.InvariantCulture, out double value)
                ? value
                : throw new ToolException($"{path}, line {line}: '{text}' is no number.");
    }
}
