using Emnist.Recognition.Onnx;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Scoring;

/// <summary>
/// The stages that score, all of them ML.NET's own: what runs is what is saved, and a saved pipeline loads where this assembly is
/// at hand, without a line of code.
/// </summary>
internal static class ScoreStage
{
    public const string Score = "Score";
    public const string PredictedLabel = "PredictedLabel";

    private static readonly string[] Outputs = [Score, PredictedLabel, CharacterStatus.ColumnName];

    /// <param name="context">The context.</param>
    /// <param name="model">The model, of at most 256 classes.</param>
    /// <param name="bytes">Whether the features are bytes.</param>
    public static IEstimator<ITransformer> Build(MLContext context, SavedModel model, bool bytes)
    {
        IReadOnlyList<string> names = model.Model.ClassNames;
        InputOutputColumnPair[] renamed = [.. names.Select((name, i) => new InputOutputColumnPair(name, ScoreRow.NameOf(i)))];
        IEnumerable<KeyValuePair<int, string>> answers = names.Select((name, i) => new KeyValuePair<int, string>(i, name));
        IEnumerable<string> temporary = Enumerable.Range(0, ScoreRow.MaxClasses).Select(ScoreRow.NameOf);
        IEstimator<ITransformer> score = bytes
            ? context.Transforms.CustomMapping(new ByteScoreMapping().GetMapping(), ByteScoreMapping.Contract)
            : context.Transforms.CustomMapping(new FloatScoreMapping().GetMapping(), FloatScoreMapping.Contract);
        return Stages.Begin(context, model.FeatureColumnName, model.ToString())
            .Append(score)
            .Append(context.Transforms.Conversion.ConvertType(renamed, DataKind.Single))
            .Append(context.Transforms.Concatenate(Score, [.. names]))
            .Append(context.Transforms.Conversion.MapValue(PredictedLabel, answers, Scorer.BestName, treatValuesAsKeyType: true))
            .Append(Stages.End(context, [Scorer.BestName, .. temporary, .. names]));
    }

    /// <summary>Refuses a model that the stages cannot hold.</summary>
    /// <exception cref="ArgumentException">The model has too many classes, or one is named like a column that the stages make.</exception>
    public static void Require(OnnxModel model)
    {
        if (model.ClassNames.Count > ScoreRow.MaxClasses)
        {
            throw new ArgumentException($"The model has {model.ClassNames.Count} classes; a pipeline holds at most {ScoreRow.MaxClasses}.");
        }

        if (model.ClassNames.FirstOrDefault(name => Outputs.Contains(name) || IsTemporary(name)) is { } taken)
        {
            throw new ArgumentException($"A class is named '{taken}', as a column of the pipeline is: name it otherwise.");
        }
    }

    /// <summary>
    /// Refuses columns that the stages would hide and drop: while they run, each class has a column of its name.
    /// </summary>
    /// <exception cref="InvalidOperationException">A column is named like a class, or like a column within the stages.</exception>
    public static void RequireNoneNamed(DataViewSchema schema, IReadOnlyList<string> classNames)
    {
        foreach (DataViewSchema.Column column in schema)
        {
            if (!column.IsHidden && classNames.Contains(column.Name, StringComparer.Ordinal))
            {
                throw new InvalidOperationException(
                    $"Column '{column.Name}' is named like a class of the model, and scoring would drop it: "
                    + "rename it by CopyColumns, and drop it by DropColumns, before this stage.");
            }
        }

        Stages.RequireNoneNamed(schema, IsTemporary);
    }

    private static bool IsTemporary(string name) =>
        Stages.IsTemporary(name) || name.StartsWith(ScoreRow.Prefix, StringComparison.Ordinal);
}
