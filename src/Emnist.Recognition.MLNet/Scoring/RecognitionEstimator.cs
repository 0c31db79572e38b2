using Emnist.Recognition.MLNet.Normalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Scoring;

/// <summary>Pictures into scores by a model that is there already: normalising and scoring in one.</summary>
internal sealed class RecognitionEstimator(
    MLContext context, string inputColumnName, SavedModel model, CharacterNormalizationOptions normalization, string labelColumnName)
    : IEstimator<CharacterPredictionTransformer>
{
    /// <summary>The features between the two, dropped at the end.</summary>
    public const string FeaturesName = "emnist.normalized";

    private readonly EstimatorChain<ITransformer> _stages =
        new NormalizationEstimator(context, FeaturesName, inputColumnName, normalization)
            .Append(ScoreStage.Build(context, model, bytes: false))
            .Append((IEstimator<ITransformer>)context.Transforms.DropColumns(FeaturesName));

    public CharacterPredictionTransformer Fit(IDataView input)
    {
        ScoreStage.RequireNoneNamed(input.Schema, model.Model.ClassNames);
        LabelOrder.Require(input.Schema, labelColumnName, model.Model.ClassNames);
        ITransformer stages = _stages.Fit(input);
        var column = new FittedColumn("input", inputColumnName, input.Schema[inputColumnName].Type);
        return new CharacterPredictionTransformer(model.Model, history: null, stages, column, labelColumnName);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _stages.GetOutputSchema(inputSchema);
}
