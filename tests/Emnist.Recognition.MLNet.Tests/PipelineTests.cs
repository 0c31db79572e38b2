using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Tests;

/// <summary>What users of ML.NET do with a pipeline.</summary>
public class PipelineTests
{
    private static readonly MLContext Ml = new(seed: 1);
    private static readonly TransformerChain<CharacterPredictionTransformer> Model =
        Characters.Pipeline(Ml).Fit(Ml.Data.LoadCharacterImages(Characters.Images));

    private static readonly float[][] Expected = Characters.Scores(Model.Transform(Test));

    private static IDataView Test => Ml.Data.LoadCharacterImages(Characters.TestImages);

    [Fact]
    public void Scores_are_the_plan_s_to_the_bit()
    {
        var plan = Model.LastTransformer.Model.Network.ToProbabilityPlan();
        float[] expected = new float[4];
        for (int i = 0; i < Expected.Length; i++)
        {
            plan.PredictBytes(Characters.TestImages.GetImage(i), expected, 1);
            Assert.Equal(expected, Expected[i]);
        }
    }

    [Fact]
    public void A_view_is_lazy_and_read_by_several_cursors_and_again()
    {
        IDataView scored = Model.Transform(Test);
        DataViewSchema.Column score = scored.Schema["Score"];
        using DataViewRowCursor one = scored.GetRowCursor([score]);
        using DataViewRowCursor other = scored.GetRowCursor([score]);
        ValueGetter<VBuffer<float>> first = one.GetGetter<VBuffer<float>>(score);
        ValueGetter<VBuffer<float>> second = other.GetGetter<VBuffer<float>>(score);
        VBuffer<float> scores = default;
        for (int i = 0; i < Expected.Length; i++)
        {
            Assert.True(one.MoveNext());
            first(ref scores);
            Assert.Equal(Expected[i], scores.DenseValues());
            if (i % 2 == 1)
            {
                Assert.True(other.MoveNext());
                second(ref scores);
                Assert.Equal(Expected[i / 2], scores.DenseValues());
            }
        }

        Assert.False(one.MoveNext());
        Assert.Equal(Expected, Characters.Scores(scored));
    }

    [Fact]
    public void Parallel_cursors_give_the_same_scores()
    {
        IDataView scored = Model.Transform(Test);
        DataViewSchema.Column score = scored.Schema["Score"];
        DataViewRowCursor[] cursors = scored.GetRowCursorSet([score], 4);
        int rows = 0;
        Parallel.ForEach(cursors, cursor =>
        {
            ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(score);
            VBuffer<float> scores = default;
            while (cursor.MoveNext())
            {
                getter(ref scores);
                Assert.Contains(scores.DenseValues().ToArray(), Expected);
                Interlocked.Increment(ref rows);
            }
        });

        Assert.Equal(Expected.Length, rows);
    }

    [Fact]
    public void Empty_views_and_single_rows_are_views_too()
    {
        Assert.Empty(Characters.Scores(Model.Transform(Ml.Data.LoadCharacterImages(Characters.TestImages.Slice(0, 0)))));
        Assert.Equal(Expected[..1], Characters.Scores(Model.Transform(Ml.Data.LoadCharacterImages(Characters.TestImages.Slice(0, 1)))));
        Assert.Equal(Expected[5..7], Characters.Scores(Ml.Data.TakeRows(Ml.Data.SkipRows(Model.Transform(Test), 5), 2)));
    }

    [Fact]
    public void A_shuffled_view_has_the_same_rows()
    {
        float[][] before = Characters.Scores(Model.Transform(Ml.Data.ShuffleRows(Test, seed: 3)));
        float[][] after = Characters.Scores(Ml.Data.ShuffleRows(Model.Transform(Test), seed: 3));

        Assert.NotEqual(Expected, before);
        Assert.Equal(Sorted(Expected), Sorted(before));
        Assert.Equal(Sorted(Expected), Sorted(after));
    }

    [Fact]
    public void Cache_and_stages_before_and_after_work()
    {
        EstimatorChain<ITransformer> pipeline = Characters.Keys(Ml)
            .Append(Ml.Transforms.CopyColumns("Image", "Pixels"))
            .Append(Ml.Characters.Normalize("Features", "Image"))
            .AppendCacheCheckpoint(Ml)
            .Append(Ml.Characters.Trainer(Characters.CreateNetwork, Characters.Options))
            .Append(Ml.Transforms.Conversion.MapKeyToValue("PredictedCharacter", "PredictedLabel"))
            .Append((IEstimator<ITransformer>)Ml.Transforms.CopyColumns("Probabilities", "Score"));
        IDataView scored = pipeline.Fit(Ml.Data.Cache(Ml.Data.LoadCharacterImages(Characters.Images))).Transform(Ml.Data.Cache(Test));

        Assert.Equal(Expected, scored.GetColumn<float[]>("Probabilities"));
        Assert.Equal(
            Expected.Select(scores => $"class {Array.IndexOf(scores, scores.Max())}"), Characters.Texts(scored, "PredictedCharacter"));
        Assert.Equal(Expected, Characters.Scores(Ml.Data.Cache(scored)));
    }

    [Fact]
    public void No_column_of_the_stages_stays()
    {
        IDataView scored = Model.Transform(Test);

        Assert.Equal(
            ["Pixels", "Label", "Status", "Features", "Score", "PredictedLabel"],
            scored.Schema.Where(column => !column.IsHidden).Select(column => column.Name));
        Assert.Equal(scored.Schema.Select(column => column.Name), Model.GetOutputSchema(Test.Schema).Select(column => column.Name));
    }

    [Fact]
    public void Predicted_labels_and_slots_have_the_classes_names()
    {
        IDataView scored = Model.Transform(Test);
        VBuffer<ReadOnlyMemory<char>> names = default;
        scored.Schema["Score"].Annotations.GetValue("SlotNames", ref names);
        VBuffer<ReadOnlyMemory<char>> keys = default;
        scored.Schema["PredictedLabel"].Annotations.GetValue("KeyValues", ref keys);

        Assert.Equal(Characters.Images.ClassNames, names.DenseValues().Select(name => name.ToString()));
        Assert.Equal(Characters.Images.ClassNames, keys.DenseValues().Select(name => name.ToString()));
        Assert.Equal(
            Expected.Select(scores => (uint)Array.IndexOf(scores, scores.Max()) + 1), scored.GetColumn<uint>("PredictedLabel"));
    }

    [Fact]
    public void TrainTestSplit_and_CrossValidate_work_and_repeat_by_the_seed()
    {
        double[] Accuracies(int seed)
        {
            var ml = new MLContext(seed);
            IDataView images = ml.Data.LoadCharacterImages(Characters.Images);
            DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(images, testFraction: 0.3);
            TransformerChain<CharacterPredictionTransformer> model = Characters.Pipeline(ml).Fit(split.TrainSet);
            return
            [
                ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet)).LogLoss,
                .. ml.MulticlassClassification.CrossValidate(images, Characters.Pipeline(ml), numberOfFolds: 3)
                    .Select(fold => fold.Metrics.LogLoss),
            ];
        }

        double[] losses = Accuracies(4);

        Assert.Equal(4, losses.Length);
        Assert.All(losses, loss => Assert.InRange(loss, 0, 0.5));
        Assert.Equal(losses, Accuracies(4));
        Assert.NotEqual(losses, Accuracies(5));
    }

    [Fact]
    public void A_prediction_engine_gives_the_scores_of_the_view()
    {
        PredictionEngine<PixelsRow, Reading> engine = Ml.Model.CreatePredictionEngine<PixelsRow, Reading>(Model);
        for (int i = 0; i < 10; i++)
        {
            Reading reading = engine.Predict(new PixelsRow { Pixels = Characters.TestImages.GetImage(i).ToArray(), Label = "class 0" });

            Assert.Equal(Expected[i], reading.Score);
            Assert.Equal((uint)Array.IndexOf(Expected[i], Expected[i].Max()) + 1, reading.PredictedLabel);
            Assert.Equal(CharacterStatus.Recognized, reading.Status);
        }
    }

    [Fact]
    public void The_catalog_is_made_of_a_context_too()
    {
        IDataView scored = Model.Transform(Test);

        Assert.Equal(
            Ml.Characters.Evaluate(scored).Metrics.LogLoss, new CharacterCatalog(Ml).Evaluate(scored).Metrics.LogLoss);
    }

    private static float[][] Sorted(float[][] scores) => [.. scores.OrderBy(row => row[0]).ThenBy(row => row[1])];

    internal sealed class PixelsRow
    {
        [VectorType(784)]
        public byte[] Pixels { get; set; } = [];

        public string Label { get; set; } = "";
    }

    internal sealed class Reading
    {
        public float[] Score { get; set; } = [];

        public uint PredictedLabel { get; set; }

        public string Status { get; set; } = "";
    }
}
