using Emnist.Recognition.MLNet.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Scoring;

/// <summary>
/// Keeps labels from being compared with classes that have their numbers and other names, as ML.NET's <c>Evaluate</c> would.
/// </summary>
internal static class LabelOrder
{
    /// <exception cref="InvalidOperationException">
    /// There is such a column of keys, and its key values are not the classes in their order; they may end before the classes do.
    /// </exception>
    public static void Require(DataViewSchema schema, string labelColumnName, IReadOnlyList<string> classNames)
    {
        if (schema.GetColumnOrNull(labelColumnName) is not { Type: KeyDataViewType } column || KeyValues.Of(column) is not { } keys)
        {
            return;
        }

        for (int i = 0; i < keys.Count; i++)
        {
            string? expected = i < classNames.Count ? classNames[i] : null;
            if (keys[i] != expected)
            {
                string place = expected is null
                    ? $"the model has {classNames.Count} classes"
                    : $"class {i + 1} of the model is '{expected}'";
                throw new InvalidOperationException(
                    $"Key {i + 1} of column '{labelColumnName}' stands for '{keys[i]}', and {place}: an evaluation would compare "
                    + "other classes. Map the labels in the model's order by Characters.MapLabels.");
            }
        }
    }
}
