using Emnist.Recognition.MLNet.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Scoring;

/// <summary>Labels, as texts or as keys in any order, into keys in the order of given classes.</summary>
internal sealed class LabelEstimator(
    MLContext context, string outputColumnName, string inputColumnName, IReadOnlyList<string> classNames) : IEstimator<ITransformer>
{
    private const string Role = "label";
    private const string Text = "emnist.label";

    public ITransformer Fit(IDataView input)
    {
        DataViewSchema.Column column = SchemaMismatch.Require(input.Schema, Role, inputColumnName);
        Stages.RequireNoneNamed(input.Schema, Stages.IsTemporary);
        bool isKey = column.Type is KeyDataViewType && KeyValues.Of(column) is not null;
        return isKey || column.Type is TextDataViewType
            ? Build(isKey).Fit(input)
            : throw SchemaMismatch.OfType(Role, inputColumnName, "String or Key with key values", column.Type);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column column = SchemaMismatch.Require(inputSchema, Role, inputColumnName);
        return column.Kind == SchemaShape.Column.VectorKind.Scalar && (column.IsKey || column.ItemType is TextDataViewType)
            ? Build(column.IsKey).GetOutputSchema(inputSchema)
            : throw SchemaMismatch.OfType(Role, inputColumnName, "String or Key with key values", column);
    }

    private EstimatorChain<ITransformer> Build(bool isKey)
    {
        IDataView keys = context.Data.LoadFromEnumerable(classNames.Select(static name => new ClassRow { Name = name }));
        IEstimator<ITransformer> text = isKey
            ? context.Transforms.Conversion.MapKeyToValue(Text, inputColumnName)
            : context.Transforms.CopyColumns(Text, inputColumnName);
        return text
            .Append(context.Transforms.Conversion.MapValueToKey(outputColumnName, Text, keyData: keys))
            .Append((IEstimator<ITransformer>)context.Transforms.DropColumns(Text));
    }

    private sealed class ClassRow
    {
        public string Name { get; set; } = "";
    }
}
