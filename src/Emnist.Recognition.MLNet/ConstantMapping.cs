using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Emnist.Recognition.MLNet;

/// <summary>A row after <see cref="Stages.Begin"/>, with the text beside its input.</summary>
internal abstract class ConstantRow
{
    [ColumnName(Stages.Constant)]
    public ReadOnlyMemory<char> Constant { get; set; }
}

/// <summary>What a saved pipeline names: rows of one kind into results, by what the text beside them says.</summary>
internal abstract class ConstantMapping<TRow, TResult, TConstant>(Func<string, TConstant> parse) : CustomMappingFactory<TRow, TResult>
    where TRow : ConstantRow, new()
    where TResult : class, new()
    where TConstant : class
{
    public sealed override Action<TRow, TResult> GetMapping()
    {
        var constants = new ConstantText<TConstant>(parse);
        return (source, destination) => Map(constants.Get(source.Constant), source, destination);
    }

    protected abstract void Map(TConstant constant, TRow source, TResult destination);
}
