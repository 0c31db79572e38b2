using System.Runtime.InteropServices;
using Emnist.Recognition.MLNet.Data;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Emnist.Recognition.MLNet;

/// <summary>Reads labels and scores of a view, compares them by the classes' names, and measures.</summary>
internal static class PipelineEvaluation
{
    private const string LabelRole = "label";
    private const string ScoreRole = "score";

    public static EvaluationReport Evaluate(MLContext context, IDataView data, string labelColumnName, string scoreColumnName)
    {
        DataViewSchema.Column score = SchemaMismatch.Require(data.Schema, ScoreRole, scoreColumnName);
        if (score.Type is not VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType item } vector
            || item.RawType != typeof(float) || KeyValues.SlotNames(score) is not { } classes)
        {
            throw SchemaMismatch.OfType(
                ScoreRole, scoreColumnName, "Vector<Single> of known size whose slots have the classes' names", score.Type);
        }

        DataViewSchema.Column label = SchemaMismatch.Require(data.Schema, LabelRole, labelColumnName);
        var labels = new List<int>();
        var probabilities = new List<float>();
        int skipped = 0;
        using DataViewRowCursor cursor = data.GetRowCursor([label, score]);
        Func<int> actual = ReadLabel(cursor, label, classes);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(score);
        VBuffer<float> scores = default;
        float[] row = new float[vector.Size];
        while (cursor.MoveNext())
        {
            int index = actual();
            getter(ref scores);
            scores.CopyTo(row);
            if (Array.Exists(row, float.IsNaN))
            {
                skipped++;
                continue;
            }

            labels.Add(index);
            probabilities.AddRange(row);
        }

        if (labels.Count == 0)
        {
            throw new InvalidOperationException(
                $"Column '{scoreColumnName}' has no row with a character, of {skipped}: expected at least one.");
        }

        if (skipped > 0)
        {
            using IChannel channel = ((IHostEnvironment)context).Start(nameof(Evaluate));
            channel.Warning(MessageSensitivity.None, $"{skipped} rows have no character, and are in no metric.");
        }

        ClassificationMetrics metrics = ClassificationMetrics.Compute(
            [.. labels], CollectionsMarshal.AsSpan(probabilities), classes);
        return new EvaluationReport("Evaluation", metrics) { Skipped = skipped };
    }

    /// <summary>Reads the class of a row by name: the key's value, or the text itself.</summary>
    private static Func<int> ReadLabel(DataViewRow row, DataViewSchema.Column label, IReadOnlyList<string> classes)
    {
        Dictionary<string, int> known = classes.Select(static (name, i) => (name, i))
            .ToDictionary(static entry => entry.name, static entry => entry.i, StringComparer.Ordinal);
        switch (label.Type)
        {
            case KeyDataViewType key:
                Func<int> index = KeyReader.Of(row, label);
                string[] names = KeyValues.Of(label) is { } values ? [.. values]
                    : key.Count == (ulong)classes.Count ? [.. classes]
                    : throw SchemaMismatch.OfType(
                        LabelRole, label.Name, $"Key with key values, or of as many values as the {classes.Count} classes", label.Type);
                return () => index() is >= 0 and int i ? Find(names[i]) : throw Unknown("a missing key");
            case TextDataViewType:
                ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(label);
                ReadOnlyMemory<char> text = default;
                return () =>
                {
                    getter(ref text);
                    return Find(text.ToString());
                };
            default:
                throw SchemaMismatch.OfType(LabelRole, label.Name, "Key or String", label.Type);
        }

        int Find(string name) => known.TryGetValue(name, out int found) ? found : throw Unknown($"'{name}'");

        InvalidOperationException Unknown(string value) => new(
            $"Column '{label.Name}' has {value} in row {row.Position}; expected one of the classes: {string.Join(' ', classes)}");
    }
}
