using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Tests;

/// <summary>Mistakes with columns are told as ML.NET tells them, by the column's name and what was expected.</summary>
public class ErrorTests
{
    private static readonly MLContext Ml = new(seed: 1);
    private static readonly IDataView Images = Ml.Data.LoadCharacterImages(Characters.Images);
    private static readonly TransformerChain<CharacterPredictionTransformer> Model = Characters.Pipeline(Ml).Fit(Images);

    private static IDataView Keyed => Characters.Keys(Ml).Fit(Images).Transform(Images);

    [Fact]
    public void Missing_columns_are_refused_as_by_ML_NET()
    {
        IDataView labels = Ml.Data.LoadFromEnumerable([new LabelRow { Label = "a" }]);
        string theirs = Refused(() => Ml.Transforms.CopyColumns("Copy", "Pixels").Fit(labels));

        Assert.Equal(theirs, Refused(() => Ml.Characters.Normalize("Features", "Pixels").Fit(labels)));
        Assert.Equal(theirs, Refused(() => Ml.Characters.Recognize("Pixels").Fit(labels)));
        Assert.Equal(theirs, Refused(() => Ml.Characters.Recognize("Pixels").GetOutputSchema(Shape(labels))));
        Refused("Could not find feature column 'Features'", () => Trainer().Fit(Images));
        Refused("Could not find feature column 'Features'", () => Trainer().GetOutputSchema(Shape(Images)));
        Refused("Could not find label column 'Of'", () => Trainer("Pixels", "Of").Fit(Images));
        Refused("Could not find label column 'Name'", () => Ml.Characters.MapLabels("K", "Name", ["a"]).Fit(labels));
        Refused("'Pixels'", () => Model.Transform(labels));
        Refused("'Features'", () => Model.LastTransformer.Transform(labels));
    }

    [Fact]
    public void Columns_of_another_type_are_refused_with_what_was_expected()
    {
        IDataView numbers = Ml.Data.LoadFromEnumerable([new NumberRow()]);
        IEstimator<ITransformer> five = Ml.Characters.Trainer(
            Characters.CreateNetwork(5), Characters.Options, new CharacterTrainerOptions { FeatureColumnName = "Pixels" });

        Refused("input column 'Number': expected String (a path)", () => Ml.Characters.Normalize("F", "Number").Fit(numbers));
        Refused("got Vector<Single, 9>", () => Ml.Characters.Normalize("F", "Nine").Fit(numbers));
        Refused("got Vector<Double", () => Ml.Characters.Recognize("Doubles").Fit(numbers));
        Refused("label column 'Label': expected Key", () => Trainer("Pixels").Fit(Images));
        Refused("label column 'Label': expected Key", () => Trainer("Pixels").GetOutputSchema(Shape(Images)));
        Refused("feature column 'Status': expected Vector<Single> or Vector<Byte>", () => Trainer("Status").Fit(Model.Transform(Images)));
        Refused("expected 784 values", () => Trainer("Nine").Fit(numbers));
        Refused("label column 'Number'", () => Ml.Characters.MapLabels("K", "Number", ["a"]).Fit(numbers));
        Refused("as many keys as the network has outputs, [5]", () => five.Fit(Keyed));
    }

    [Fact]
    public void A_transformer_refuses_features_of_another_type_or_size()
    {
        IDataView bytes = Ml.Transforms.CopyColumns("Features", "Pixels").Fit(Images).Transform(Images);
        IDataView nine = Ml.Data.LoadFromEnumerable([new FeaturesRow { Features = new float[9] }]);

        Refused(
            "feature column 'Features': expected Vector<Single, 784>, got Vector<Byte, 784>",
            () => Model.LastTransformer.Transform(bytes));
        Refused("got VarVector<Single>", () => Model.LastTransformer.GetOutputSchema(nine.Schema));
        Refused(
            "input column 'Pixels': expected Vector<Byte, 784>, got VarVector<Byte>",
            () => Ml.Model.CreatePredictionEngine<UnsizedRow, LabelRow>(Model));
    }

    [Fact]
    public void Missing_labels_and_features_that_are_not_finite_are_refused_by_row()
    {
        IDataView unseen = Ml.Characters.MapLabels("Label", "Label", ["class 0", "class 1"]).Fit(Images).Transform(Images);
        FeaturesRow[] rows =
        [
            .. Enumerable.Range(0, 4).Select(i => new FeaturesRow { Features = [i == 2 ? float.NaN : 1, 2], Label = "a" }),
        ];
        IDataView notFinite = Ml.Transforms.Conversion.MapValueToKey("Label").Fit(Ml.Data.LoadFromEnumerable(rows, Vectors(2)))
            .Transform(Ml.Data.LoadFromEnumerable(rows, Vectors(2)));
        IEstimator<ITransformer> ofTwo = Ml.Characters.Trainer(
            classes => new Network(TensorShape.Vector(2), new Dense(classes)), Characters.Options);

        Thrown("Column 'Label' has a missing key in row", () => Trainer("Pixels").Fit(unseen));
        Thrown("Column 'Features' has a value in row 2 that is not finite", () => ofTwo.Fit(notFinite));
        Thrown("no row to train on", () => Trainer("Pixels").Fit(Ml.Data.SkipRows(Keyed, 1000)));
    }

    [Fact]
    public void Labels_in_another_order_than_the_classes_are_refused_and_mapped_by_name()
    {
        IDataView reversed = Ml.Characters.MapLabels("Label", "Label", [.. Characters.Images.ClassNames.Reverse()])
            .Fit(Images).Transform(Images);
        IDataView features = Ml.Characters.Normalize("Features", "Pixels").Fit(reversed).Transform(reversed);
        IDataView more = Ml.Characters.MapLabels("Label", "Label", [.. Characters.Images.ClassNames, "another"]).Fit(features).Transform(
            Characters.Keys(Ml).Fit(features).Transform(features));
        IDataView mended = Characters.Keys(Ml).Fit(features).Transform(features);
        CharacterPredictionTransformer model = Model.LastTransformer;

        Thrown("Key 1 of column 'Label' stands for 'class 3', and class 1 of the model is 'class 0'", () => model.Transform(features));
        Thrown("Key 5 of column 'Label' stands for 'another', and the model has 4 classes", () => model.Transform(more));
        Thrown("MapLabels", () => model.GetOutputSchema(features.Schema));
        Thrown("MapLabels", () => Ml.Characters.Recognize("Pixels").Fit(reversed));
        Assert.Equal(
            Ml.Characters.Evaluate(Model.Transform(Images)).Metrics.LogLoss,
            Ml.Characters.Evaluate(model.Transform(mended)).Metrics.LogLoss);
    }

    [Fact]
    public void A_column_named_like_a_class_or_like_one_of_the_stages_is_refused()
    {
        IDataView named = Ml.Transforms.CopyColumns("class 2", "Pixels").Fit(Keyed).Transform(Keyed);
        IDataView taken = Ml.Transforms.CopyColumns("EmnistScore3", "Pixels").Fit(Keyed).Transform(Keyed);
        IDataView features = Ml.Characters.Normalize("Features", "Pixels").Fit(named).Transform(named);
        IDataView pictures = Ml.Data.LoadFromEnumerable([new NumberRow()]);
        IDataView letter = Ml.Transforms.CopyColumns("A", "Number").Fit(pictures).Transform(pictures);

        Thrown("Column 'class 2' is named like a class", () => Trainer("Pixels").Fit(named));
        Thrown("Column 'class 2' is named like a class", () => Model.LastTransformer.Transform(features));
        Thrown("Column 'EmnistScore3'", () => Trainer("Pixels").Fit(taken));
        Thrown("Column 'A' is named like a class", () => Ml.Characters.Recognize("Nine").Fit(letter));

        IDataView reserved = Ml.Transforms.CopyColumns("emnist.input", "Pixels").Fit(Keyed).Transform(Keyed);
        Thrown("Column 'emnist.input' has a name that a stage needs", () => Ml.Characters.Normalize("F", "Pixels").Fit(reserved));
        Thrown("Column 'emnist.input'", () => Ml.Characters.Normalize("F", "Pixels").Fit(Keyed).Transform(reserved));
        Thrown("Column 'emnist.input'", () => Ml.Characters.Recognize("Pixels").Fit(reserved));
        Thrown("Column 'emnist.input'", () => Characters.Keys(Ml).Fit(reserved));
        Assert.Throws<ArgumentException>(() => Ml.Characters.Normalize("emnist.key", "Pixels"));
        Assert.Throws<ArgumentException>(() => Ml.Characters.MapLabels("emnist.label", "Label", ["a"]));
    }

    [Fact]
    public void Options_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Ml.Characters.Trainer(Characters.CreateNetwork, Characters.Options with { Epochs = 0 }));
        Assert.Throws<ArgumentException>(() => Trainer(features: ""));
        Assert.Throws<ArgumentException>(() => Trainer(label: ""));
        Assert.Throws<ArgumentException>(() => Ml.Characters.Recognize(""));
        Assert.Throws<ArgumentException>(() => Ml.Characters.Recognize("Path", new CharacterRecognitionOptions { LabelColumnName = "" }));
        Assert.Throws<ArgumentException>(() => Ml.Characters.MapLabels("Label", "Label", []));
        Assert.Throws<ArgumentNullException>(() => new CharacterCatalog(null!));
    }

    [Fact]
    public void ConvertToOnnx_is_refused_and_the_model_saves_itself()
    {
        using var file = new MemoryStream();
        Thrown("can not be fully converted", () => Ml.Model.ConvertToOnnx(Model, Images, file));

        using var own = new MemoryStream();
        Model.LastTransformer.Model.Save(own);
        own.Position = 0;
        Assert.Equal(Characters.Images.ClassNames, OnnxModel.Load(own).ClassNames);
    }

    private static IEstimator<CharacterPredictionTransformer> Trainer(string features = "Features", string label = "Label") =>
        Ml.Characters.Trainer(
            Characters.CreateNetwork,
            Characters.Options,
            new CharacterTrainerOptions { FeatureColumnName = features, LabelColumnName = label });

    private static string Refused(Action action) => Assert.Throws<ArgumentOutOfRangeException>(action).Message;

    private static void Refused(string expected, Action action) => Assert.Contains(expected, Refused(action), StringComparison.Ordinal);

    private static void Thrown(string expected, Action action) =>
        Assert.Contains(expected, Assert.Throws<InvalidOperationException>(action).Message, StringComparison.Ordinal);

    private static SchemaShape Shape(IDataView view)
    {
        SchemaShape? seen = null;
        new EstimatorChain<ITransformer>().Append(new Seeing(shape => seen = shape)).Fit(view);
        return seen!;
    }

    private static SchemaDefinition Vectors(int size)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(FeaturesRow));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        return definition;
    }

    /// <summary>A stage that does nothing but look at the shape, which only ML.NET itself can make.</summary>
    private sealed class Seeing(Action<SchemaShape> see) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => Ml.Transforms.CopyColumns("Copy", input.Schema[0].Name).Fit(input);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            see(inputSchema);
            return inputSchema;
        }
    }

    private sealed class LabelRow
    {
        public string Label { get; set; } = "";
    }

    private sealed class UnsizedRow
    {
        public byte[] Pixels { get; set; } = [];

        public string Label { get; set; } = "";
    }

    private sealed class NumberRow
    {
        public float Number { get; set; }

        [VectorType(9)]
        public float[] Nine { get; set; } = new float[9];

        [VectorType(784)]
        public double[] Doubles { get; set; } = new double[784];

        [KeyType(4)]
        public uint Label { get; set; }
    }

    private sealed class FeaturesRow
    {
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "";
    }
}
