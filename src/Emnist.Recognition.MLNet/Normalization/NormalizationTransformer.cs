using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Normalization;

/// <summary>The fitted stages, which are what is saved, and a check of the columns that go in.</summary>
internal sealed class NormalizationTransformer(ITransformer stages, FittedColumn input) : ITransformer
{
    public bool IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Require(inputSchema);
        return stages.GetOutputSchema(inputSchema);
    }

    public IDataView Transform(IDataView view)
    {
        Require(view.Schema);
        return stages.Transform(view);
    }

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Require(inputSchema);
        return stages.GetRowToRowMapper(inputSchema);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => stages.Save(ctx);

    private void Require(DataViewSchema schema)
    {
        input.Require(schema);
        Stages.RequireNoneNamed(schema, Stages.IsTemporary);
    }
}
