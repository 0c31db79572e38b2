using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet;

/// <summary>A column as it was when a stage was fitted, which it must be when the stage transforms.</summary>
internal sealed record FittedColumn(string Role, string Name, DataViewType Type)
{
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of another type or size.</exception>
    public void Require(DataViewSchema schema)
    {
        DataViewType actual = SchemaMismatch.Require(schema, Role, Name).Type;
        bool same = actual is VectorDataViewType vector && Type is VectorDataViewType expected
            ? vector.ItemType.Equals(expected.ItemType) && vector.Size == expected.Size
            : actual.Equals(Type);
        if (!same)
        {
            throw SchemaMismatch.OfType(Role, Name, SchemaMismatch.Describe(Type), actual);
        }
    }
}
