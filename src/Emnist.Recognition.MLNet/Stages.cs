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

    private const string Key = "emnist.key";

    /// <summary>The input under a name that the mappings know, and the text beside it.</summary>
    public static IEstimator<ITransformer> Begin(MLContext context, string inputColumnName, string constant) =>
        context.Transforms.CopyColumns(Input, inputColumnName)
            .Append(context.Transforms.CustomMapping<Nothing, KeyRow>(OneMapping.Map, OneMapping.Contract))
            .Append(context.Transforms.Conversion.MapValue(Constant, [new KeyValuePair<int, string>(1, constant)], Key));

    /// <summary>The columns of <see cref="Begin"/> taken out again, with others.</summary>
    public static IEstimator<ITransformer> End(MLContext context, IEnumerable<string> others) =>
        context.Transforms.DropColumns([Input, Constant, Key, .. others]);

    internal sealed class Nothing;

    internal sealed class KeyRow
    {
        [ColumnName(Key)]
        public int One { get; set; }
    }
}
