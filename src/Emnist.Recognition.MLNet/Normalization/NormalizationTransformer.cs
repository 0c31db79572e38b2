using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Normalization;

/// <summary>The fitted stages, which are what is saved, and a check of the column that goes in.</summary>
internal sealed class NormalizationTransformer(ITransformer stages, FittedColumn input) : ITransformer
{
    public bool IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        input.Require(inputSchema);
        return stages.GetOutputSchema(inputSchema);
    }

    public IDataView Transform(IDataView view)
    {
        input.Require(view.Schema);
        return stages.Transform(view);
    }

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        input.Require(inputSchema);
        return stages.GetRowToRowMapper(inputSchema);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => stages.Save(ctx);
}
