using System.Globalization;
using Emnist.Recognition.MLNet.Data;
using Emnist.Recognition.MLNet.Scoring;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Emnist.Recognition.MLNet.Learning;

/// <summary>Trains a new network on each <see cref="Fit"/>.</summary>
internal sealed class CharacterTrainer : IEstimator<CharacterPredictionTransformer>
{
    private const string FeatureRole = "feature";
    private const string LabelRole = "label";

    private readonly MLContext _context;
    private readonly Func<int, Network> _create;
    private readonly Recognition.Training.Trainer _trainer;
    private readonly bool _augments;
    private readonly CharacterTrainerOptions _options;

    public CharacterTrainer(MLContext context, Func<int, Network> create, TrainerOptions training, CharacterTrainerOptions options)
    {
        _context = context;
        _create = create;
        _trainer = new Recognition.Training.Trainer(training);
        _augments = training.Augmentation is not null;
        _options = options;
    }

    public CharacterPredictionTransformer Fit(IDataView input)
    {
        IHost host = ((IHostEnvironment)_context).Register(nameof(CharacterTrainer));
        using IChannel channel = host.Start(nameof(Fit));
        (DataViewSchema.Column label, DataViewSchema.Column features) = Require(input.Schema);
        IReadOnlyList<string> classes = ClassNames(label);
        ScoreStage.RequireNoneNamed(input.Schema, classes);
        Network network = _create(classes.Count);
        RequireFit(network, classes, features);
        var model = new OnnxModel(network, classes);
        ScoreStage.Require(model);

        RowSamples rows = RowSamples.Read(input, label, features, network.InputShape, _options.CancellationToken);
        channel.Info(MessageSensitivity.Schema, string.Create(CultureInfo.InvariantCulture, $"Training on {rows}."));
        TrainingHistory history = _trainer.Fit(
            network,
            rows.ToSource(classes, _augments),
            validation: null,
            new LoggedProgress(channel, _options.Progress),
            _options.CancellationToken);
        channel.Info(MessageSensitivity.None, $"Trained: {history}.");

        var saved = new SavedModel(model, _options.FeatureColumnName, Allowed: null);
        ITransformer stages = ScoreStage.Build(_context, saved, IsBytes(features.Type)).Fit(input);
        var column = new FittedColumn(FeatureRole, features.Name, features.Type);
        return new CharacterPredictionTransformer(model, history, stages, column, _options.LabelColumnName);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column features = SchemaMismatch.Require(inputSchema, FeatureRole, _options.FeatureColumnName);
        if (features.Kind != SchemaShape.Column.VectorKind.Vector || features.IsKey
            || (features.ItemType.RawType != typeof(float) && features.ItemType.RawType != typeof(byte)))
        {
            throw SchemaMismatch.OfType(
                FeatureRole, _options.FeatureColumnName, "Vector<Single> or Vector<Byte>", features);
        }

        SchemaShape.Column label = SchemaMismatch.Require(inputSchema, LabelRole, _options.LabelColumnName);
        if (!label.IsKey || label.Kind != SchemaShape.Column.VectorKind.Scalar)
        {
            throw SchemaMismatch.OfType(LabelRole, _options.LabelColumnName, "Key", label);
        }

        return ShapeAfter(inputSchema, features.ItemType.RawType == typeof(byte));
    }

    /// <summary>The shape after scoring does not depend on the network: one of a single class stands in for it.</summary>
    private SchemaShape ShapeAfter(SchemaShape inputSchema, bool bytes)
    {
        var placeholder = new OnnxModel(
            new Network(TensorShape.Vector(1), new Networks.Layers.Dense(1)), ["emnist.class"]);
        var saved = new SavedModel(placeholder, _options.FeatureColumnName, Allowed: null);
        return ScoreStage.Build(_context, saved, bytes).GetOutputSchema(inputSchema);
    }

    private static bool IsBytes(DataViewType type) => ((VectorDataViewType)type).ItemType.RawType == typeof(byte);

    private (DataViewSchema.Column Label, DataViewSchema.Column Features) Require(DataViewSchema schema)
    {
        DataViewSchema.Column features = SchemaMismatch.Require(schema, FeatureRole, _options.FeatureColumnName);
        if (features.Type is not VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType item }
            || (item.RawType != typeof(float) && item.RawType != typeof(byte)))
        {
            throw SchemaMismatch.OfType(
                FeatureRole, _options.FeatureColumnName, "Vector<Single> or Vector<Byte> of known size", features.Type);
        }

        DataViewSchema.Column label = SchemaMismatch.Require(schema, LabelRole, _options.LabelColumnName);
        return label.Type is KeyDataViewType { Count: <= ScoreRow.MaxClasses }
            ? (label, features)
            : throw SchemaMismatch.OfType(
                LabelRole, _options.LabelColumnName, $"Key of 1 to {ScoreRow.MaxClasses} values (see MapValueToKey)", label.Type);
    }

    /// <summary>The key values, or the keys' numbers from 0 where there are none, as ONNX files without names have them.</summary>
    private static IReadOnlyList<string> ClassNames(DataViewSchema.Column label) =>
        KeyValues.Of(label)
        ?? [.. Enumerable.Range(0, (int)((KeyDataViewType)label.Type).Count).Select(static i => i.ToString(CultureInfo.InvariantCulture))];

    private void RequireFit(Network network, IReadOnlyList<string> classes, DataViewSchema.Column features)
    {
        int size = ((VectorDataViewType)features.Type).Size;
        if (network.InputShape.Length != size)
        {
            throw SchemaMismatch.OfType(
                FeatureRole, _options.FeatureColumnName, $"{network.InputShape.Length} values, as the network takes {network.InputShape}",
                features.Type);
        }

        if (network.OutputShape.Rank != 1 || network.OutputShape.Length != classes.Count)
        {
            throw SchemaMismatch.OfType(
                LabelRole, _options.LabelColumnName, $"as many keys as the network has outputs, {network.OutputShape}",
                $"{classes.Count} keys");
        }
    }
}
