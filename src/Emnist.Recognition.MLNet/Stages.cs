using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet;

/// <summary>
/// Names and stages that a pipeline saves. All of it is ML.NET's own, but for the mappings that this assembly names by contract:
/// a saved pipeline holds these names, and so none of them changes.
/// </summary>
internal static class Stages
{
    public const string Input = "emnist.input";
    public const string Constant = "emnist.constant";

    private const string Prefix = "emnist.";
    private const string Key = Prefix + "key";

    /// <summary>The input under a name that the mappings know, and the text beside it.</summary>
    public static IEstimator<ITransformer> Begin(MLContext context, string inputColumnName, string constant) =>
        context.Transforms.CopyColumns(Input, inputColumnName)
            .Append(context.Transforms.CustomMapping<Nothing, KeyRow>(OneMapping.Map, OneMapping.Contract))
            .Append(context.Transforms.Conversion.MapValue(Constant, [new KeyValuePair<int, string>(1, constant)], Key));

    /// <summary>The columns of <see cref="Begin"/> taken out again, with others.</summary>
    public static IEstimator<ITransformer> End(MLContext context, IEnumerable<string> others) =>
        context.Transforms.DropColumns([Input, Constant, Key, .. others]);

    /// <summary>Whether a column of this name would be hidden and dropped by the stages.</summary>
    public static bool IsTemporary(string columnName) => columnName.StartsWith(Prefix, StringComparison.Ordinal);

    /// <exception cref="InvalidOperationException">A column is named like those within the stages.</exception>
    public static void RequireNoneNamed(DataViewSchema schema, Func<string, bool> isTemporary)
    {
        foreach (DataViewSchema.Column column in schema)
        {
            if (!column.IsHidden && isTemporary(column.Name))
            {
                throw new InvalidOperationException(
                    $"Column '{column.Name}' has a name that a stage needs for itself, and would be dropped: rename it before this stage.");
            }
        }
    }

    /// <exception cref="ArgumentException">The stages would drop a column of this name.</exception>
    public static void RequireOutput(string columnName)
    {
        if (IsTemporary(columnName))
        {
            throw new ArgumentException($"Names that begin with '{Prefix}' are those of columns within the stages.", nameof(columnName));
        }
    }

    internal sealed class Nothing;

    internal sealed class KeyRow
    {
        [ColumnName(Key)]
        public int One { get; set; }
    }
}
