using Emnist.Recognition.MLNet.Scoring;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet;

/// <summary>
/// A network as a stage of a pipeline. It adds <c>Score</c>, the probabilities of the classes in their order, whose slots have
/// the classes' names, and <c>PredictedLabel</c>, a key whose values are these names.
/// </summary>
/// <remarks>
/// <para>
/// A row with a feature that is not finite has no character: every score is NaN, and the predicted label is the missing key.
/// ML.NET's <c>Evaluate</c> leaves such rows out, and so does <see cref="CharacterCatalog.Evaluate(IDataView)"/>.
/// </para>
/// <para>
/// <c>Model.Save</c> writes the network with the pipeline, and <c>Model.Load</c> gives stages with the same scores to the bit,
/// in any process that has this assembly beside it. What is loaded are ML.NET's own stages, without <see cref="Model"/>,
/// <see cref="History"/> and the checks of the labels' order and of columns named like a class.
/// </para>
/// <para>
/// <c>ConvertToOnnx</c> cannot write it: <c>Model.Save</c> of this <see cref="Model"/> writes the network as ONNX.
/// </para>
/// <para>Safe to use from several threads, as the views are that it makes.</para>
/// </remarks>
public sealed class CharacterPredictionTransformer : IPredictionTransformer<OnnxModel>
{
    private readonly ITransformer _stages;
    private readonly FittedColumn _input;
    private readonly string _labelColumnName;

    internal CharacterPredictionTransformer(
        OnnxModel model, TrainingHistory? history, ITransformer stages, FittedColumn input, string labelColumnName)
    {
        Model = model;
        History = history;
        _stages = stages;
        _input = input;
        _labelColumnName = labelColumnName;
    }

    /// <summary>
    /// The network and the names of its classes; its <c>Save</c> writes an ONNX file. Changes of its parameters do not reach the
    /// stage.
    /// </summary>
    public OnnxModel Model { get; }

    /// <summary>How the network was trained; null where it was given.</summary>
    public TrainingHistory? History { get; }

    /// <summary>Always true.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The columns after this stage.</summary>
    /// <param name="inputSchema">The columns before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column of the features or pictures is missing, or of another type.</exception>
    /// <exception cref="InvalidOperationException">
    /// A column is named like a class, or the label's keys are not the classes in their order.
    /// </exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return _stages.GetOutputSchema(Checked(inputSchema));
    }

    /// <summary>Adds the scores, which are computed when rows are read.</summary>
    /// <param name="input">The rows.</param>
    /// <inheritdoc cref="GetOutputSchema" path="/exception"/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checked(input.Schema);
        return _stages.Transform(input);
    }

    /// <summary>The stage for one row at a time, as prediction engines use it.</summary>
    /// <param name="inputSchema">The columns before it.</param>
    /// <inheritdoc cref="GetOutputSchema" path="/exception"/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return _stages.GetRowToRowMapper(Checked(inputSchema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => _stages.Save(ctx);

    private DataViewSchema Checked(DataViewSchema schema)
    {
        _input.Require(schema);
        ScoreStage.RequireNoneNamed(schema, Model.ClassNames);
        LabelOrder.Require(schema, _labelColumnName, Model.ClassNames);
        return schema;
    }
}
