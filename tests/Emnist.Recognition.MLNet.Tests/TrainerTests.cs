using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Datasets;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Tests;

public class TrainerTests
{
    [Fact]
    public void Fit_gives_the_weights_of_the_trainer_to_the_bit_and_tells_the_history()
    {
        var ml = new MLContext(seed: 1);
        CharacterPredictionTransformer fitted = Characters.Pipeline(ml).Fit(ml.Data.LoadCharacterImages(Characters.Images)).LastTransformer;

        Network expected = Characters.CreateNetwork(4);
        TrainingHistory history = new Trainer(Characters.Options).Fit(expected, Characters.Images);

        Assert.Equal(Weights(expected), Weights(fitted.Model.Network));
        Assert.Equal(Characters.Images.ClassNames, fitted.Model.ClassNames);
        Assert.Equal(history.Epochs.Select(epoch => epoch.Loss), fitted.History!.Epochs.Select(epoch => epoch.Loss));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    public void The_seed_of_the_options_decides_whatever_that_of_the_context(int contextSeed, int threads)
    {
        var ml = new MLContext(contextSeed);
        IDataView images = ml.Data.LoadCharacterImages(Characters.Images);
        float[] FitWith(int seed) => Weights(Characters.Keys(ml)
            .Append(ml.Characters.Trainer(
                ReferenceNetworks.MnistMlp,
                Characters.Options with { Seed = seed, Epochs = 1, MaxDegreeOfParallelism = threads },
                new CharacterTrainerOptions { FeatureColumnName = "Pixels" }))
            .Fit(images).LastTransformer.Model.Network);

        Network expected = ReferenceNetworks.MnistMlp.Create(4);
        expected.Initialize(7);
        new Trainer(Characters.Options with { Epochs = 1 }).Fit(expected, Characters.Images);

        Assert.Equal(Weights(expected), FitWith(7));
        Assert.NotEqual(Weights(expected), FitWith(8));
    }

    [Fact]
    public void Floats_are_not_rounded()
    {
        var ml = new MLContext();
        var random = new Random(5);
        FloatRow[] rows = [.. Enumerable.Range(0, 90).Select(i => new FloatRow
        {
            Features = [i % 3 == 0 ? 1.7f : random.NextSingle(), i % 3 == 1 ? -2.3f : random.NextSingle(), random.NextSingle()],
            Label = $"{i % 3}",
        })];
        static Network Create(int classes) =>
            new(TensorShape.Vector(3), new Dense(8) { Activation = ActivationFunction.Relu }, new Dense(classes));
        CharacterPredictionTransformer fitted = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Characters.Trainer(Create, Characters.Options))
            .Fit(ml.Data.LoadFromEnumerable(rows)).LastTransformer;

        Network expected = Create(3);
        new Trainer(Characters.Options).Fit(expected, new Rows(rows));

        Assert.Equal(Weights(expected), Weights(fitted.Model.Network));
    }

    // Where the first rows could be bytes and a later one could not, all are floats.
    [Fact]
    public void A_row_that_is_not_of_255ths_leaves_the_rows_before_it_as_they_were()
    {
        var ml = new MLContext();
        FloatRow[] rows = [.. Enumerable.Range(0, 60).Select(i => new FloatRow
        {
            Features = [i % 3 * 51 / 255f, i < 40 ? 1 : 0.3f, (60 - i) / 255f],
            Label = $"{i % 3}",
        })];
        static Network Create(int classes) => new(TensorShape.Vector(3), new Dense(classes));
        Network fitted = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Characters.Trainer(Create, Characters.Options))
            .Fit(ml.Data.LoadFromEnumerable(rows)).LastTransformer.Model.Network;

        Network expected = Create(3);
        new Trainer(Characters.Options).Fit(expected, new Rows(rows));

        Assert.Equal(Weights(expected), Weights(fitted));
    }

    [Theory]
    [InlineData(2, 2, 3)]
    [InlineData(1, 1, 12)]
    public void Bytes_of_other_shapes_than_a_grey_image_s_train_and_score_as_floats_of_0_to_1(int height, int width, int channels)
    {
        var ml = new MLContext();
        var random = new Random(6);
        byte[][] pixels = [.. Enumerable.Range(0, 80).Select(i =>
            Enumerable.Range(0, 12).Select(k => (byte)(random.Next(76) + (k % 2 == i % 2 ? 180 : 0))).ToArray())];
        TensorShape shape = height > 1
            ? TensorShape.Image(new ImageSize { Width = width, Height = height }).WithChannels(channels)
            : TensorShape.Vector(channels);
        Network Create(int classes) => height > 1
            ? new(shape, new Conv2D(4, 2), new Flatten(), new Dense(classes))
            : new(shape, new Dense(classes));
        CharacterPredictionTransformer Fit(IDataView rows) =>
            ml.Characters.Trainer(Create, Characters.Options with { Epochs = 100 }).Fit(rows);

        IDataView bytes = ml.Data.LoadFromEnumerable(pixels.Select((row, i) => new ByteRow { Features = row, Label = (uint)(i % 2) }));
        IDataView floats = ml.Data.LoadFromEnumerable(pixels.Select((row, i) =>
            new FloatsRow { Features = [.. row.Select(value => value * (1 / 255f))], Label = (uint)(i % 2) }));
        (CharacterPredictionTransformer ofBytes, CharacterPredictionTransformer ofFloats) = (Fit(bytes), Fit(floats));

        Assert.Equal(Weights(ofFloats.Model.Network), Weights(ofBytes.Model.Network));
        float[][] scores = Characters.Scores(ofBytes.Transform(bytes));
        Assert.InRange(scores.Where((row, i) => row[i % 2] > 0.5f).Count(), 70, 80);
        foreach ((float[] expected, float[] score) in Characters.Scores(ofFloats.Transform(floats)).Zip(scores))
        {
            Close.Equal([.. expected.Select(value => (double)value)], score, 1e-5);
        }
    }

    [Fact]
    public void Vectors_of_bytes_and_of_normalised_pictures_train_alike_augmentation_included()
    {
        var ml = new MLContext();
        IDataView images = ml.Data.LoadCharacterImages(Characters.Images);
        TrainerOptions augmenting = Characters.Options with { Augmentation = new Augmentation { Shift = 0.1f, RotationDegrees = 5 } };
        IEstimator<ITransformer> keyed = Characters.Keys(ml).Append(ml.Characters.Normalize("Features", "Pixels"));
        float[] ofFloats = Weights(keyed.Append(ml.Characters.Trainer(Characters.CreateNetwork, augmenting))
            .Fit(images).LastTransformer.Model.Network);
        float[] ofBytes = Weights(keyed
            .Append(ml.Characters.Trainer(
                Characters.CreateNetwork, augmenting, new CharacterTrainerOptions { FeatureColumnName = "Pixels" }))
            .Fit(images).LastTransformer.Model.Network);

        Assert.Equal(ofBytes, ofFloats);
    }

    [Fact]
    public void Frozen_layers_and_rates_of_layers_go_with_a_given_network()
    {
        var ml = new MLContext();
        static Network Create()
        {
            var network = new Network(TensorShape.Image(28), new Flatten(), new Dense(6), new Dense(5), new Dense(4));
            network.Layers[1].Trainable = false;
            network.Layers[2].LearningRateMultiplier = 0.1f;
            return network;
        }

        Network expected = Create();
        new Trainer(Characters.Options).Fit(expected, Characters.Images);

        Network fitted = Characters.Keys(ml)
            .Append(ml.Characters.Trainer(Create(), Characters.Options, new CharacterTrainerOptions { FeatureColumnName = "Pixels" }))
            .Fit(ml.Data.LoadCharacterImages(Characters.Images)).LastTransformer.Model.Network;
        Assert.Equal(Weights(expected), Weights(fitted));
    }

    [Fact]
    public void A_fine_tuning_is_not_resumed_from_the_weights_of_another_model()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext();
        TrainerOptions options = Characters.Options with { CheckpointFolder = folder.Path, Resume = true };
        void Fit(int seed)
        {
            Network trained = Characters.CreateNetwork(4);
            trained.Initialize(seed);
            Network network = FineTuning.Create(new OnnxModel(trained, Characters.Images.ClassNames), Characters.Images.ClassNames);
            Characters.Keys(ml)
                .Append(ml.Characters.Trainer(network, options, new CharacterTrainerOptions { FeatureColumnName = "Pixels" }))
                .Fit(ml.Data.LoadCharacterImages(Characters.Images));
        }

        Fit(seed: 1);
        Fit(seed: 1);
        Assert.Contains("weights to start from", Assert.Throws<CheckpointException>(() => Fit(seed: 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_given_network_stays_as_it_is_and_each_Fit_starts_from_its_weights()
    {
        var ml = new MLContext();
        Network network = Characters.CreateNetwork(4);
        network.Initialize(99);
        float[] first = Weights(network);
        IEstimator<CharacterPredictionTransformer> trainer = ml.Characters.Trainer(
            network, Characters.Options, new CharacterTrainerOptions { FeatureColumnName = "Pixels" });
        IDataView keyed = Characters.Keys(ml).Fit(ml.Data.LoadCharacterImages(Characters.Images))
            .Transform(ml.Data.LoadCharacterImages(Characters.Images));

        float[] once = Weights(trainer.Fit(keyed).Model.Network);
        float[] twice = Weights(trainer.Fit(keyed).Model.Network);

        Assert.Equal(first, Weights(network));
        Assert.Equal(once, twice);
        Assert.NotEqual(first, once);
    }

    [Fact]
    public void Epochs_and_memory_are_told_in_the_log_and_batches_to_the_progress()
    {
        var ml = new MLContext();
        var messages = new List<string>();
        ml.Log += (_, e) => messages.Add(e.Message);
        var batches = new List<TrainingProgress>();
        Characters.Keys(ml)
            .Append(ml.Characters.Trainer(
                Characters.CreateNetwork,
                Characters.Options,
                new CharacterTrainerOptions { FeatureColumnName = "Pixels", Progress = new Told(batches) }))
            .Fit(ml.Data.LoadCharacterImages(Characters.Images));

        Assert.Contains(messages, message => message.Contains("240 rows of 784 bytes, 1 MiB in memory", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains("epoch 3: loss ", StringComparison.Ordinal));
        Assert.Equal(3 * 8, batches.Count);
    }

    [Fact]
    public void It_is_cancelled_by_the_token()
    {
        var ml = new MLContext();
        using var source = new CancellationTokenSource();
        EstimatorChain<CharacterPredictionTransformer> pipeline = Characters.Keys(ml).Append(ml.Characters.Trainer(
            Characters.CreateNetwork,
            Characters.Options,
            new CharacterTrainerOptions
            {
                FeatureColumnName = "Pixels",
                Progress = new Cancelling(source),
                CancellationToken = source.Token,
            }));

        Assert.Throws<OperationCanceledException>(() => pipeline.Fit(ml.Data.LoadCharacterImages(Characters.Images)));
    }

    [Fact]
    public void A_training_goes_on_from_its_checkpoint()
    {
        using var folder = new Recognition.Tests.TemporaryFolder();
        var ml = new MLContext();
        float[] FitWith(TrainerOptions options) => Weights(Characters.Keys(ml)
            .Append(ml.Characters.Trainer(Characters.CreateNetwork, options, new CharacterTrainerOptions { FeatureColumnName = "Pixels" }))
            .Fit(ml.Data.LoadCharacterImages(Characters.Images)).LastTransformer.Model.Network);

        float[] whole = FitWith(Characters.Options);
        FitWith(Characters.Options with { Epochs = 2, CheckpointFolder = folder.Path });
        float[] resumed = FitWith(Characters.Options with { CheckpointFolder = folder.Path, Resume = true });

        Assert.Equal(whole, resumed);
    }

    [Fact]
    public void Validation_and_callbacks_are_those_of_the_trainer()
    {
        var ml = new MLContext();
        CharacterPredictionTransformer fitted = Characters.Keys(ml)
            .Append(ml.Characters.Trainer(
                Characters.CreateNetwork,
                Characters.Options with
                {
                    ValidationFraction = 0.2,
                    Callbacks = [new EarlyStopping { Patience = 1, RestoreBestWeights = true }],
                },
                new CharacterTrainerOptions { FeatureColumnName = "Pixels" }))
            .Fit(ml.Data.LoadCharacterImages(Characters.Images)).LastTransformer;

        Assert.NotNull(fitted.History!.Kept.ValidationAccuracy);
    }

    [Fact]
    public void Keys_without_values_name_the_classes_by_number()
    {
        var ml = new MLContext();
        IDataView rows = ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 20).Select(i => new NumberedRow { Features = [i % 2, 1 - (i % 2)], Label = (uint)(i % 2) }));
        CharacterPredictionTransformer fitted = ml.Characters
            .Trainer(classes => new Network(TensorShape.Vector(2), new Dense(classes)), Characters.Options).Fit(rows);

        Assert.Equal(["0", "1"], fitted.Model.ClassNames);
        Assert.Equal(2, Characters.Scores(fitted.Transform(rows))[0].Length);
    }

    private static float[] Weights(Network network) => [.. network.Parameters.SelectMany(parameter => parameter.Values.ToArray())];

    private sealed class FloatRow
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "";
    }

    private sealed class NumberedRow
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [KeyType(2)]
        public uint Label { get; set; }
    }

    private sealed class ByteRow
    {
        [VectorType(12)]
        public byte[] Features { get; set; } = [];

        [KeyType(2)]
        public uint Label { get; set; }
    }

    private sealed class FloatsRow
    {
        [VectorType(12)]
        public float[] Features { get; set; } = [];

        [KeyType(2)]
        public uint Label { get; set; }
    }

    private sealed class Rows(FloatRow[] rows) : ISampleSource
    {
        public int Count => rows.Length;

        public TensorShape Shape => TensorShape.Vector(3);

        public IReadOnlyList<string> ClassNames => ["0", "1", "2"];

        public int GetLabel(int index) => index % 3;

        public void CopyTo(int index, Span<float> destination) => rows[index].Features.CopyTo(destination);
    }

    private sealed class Told(List<TrainingProgress> batches) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => batches.Add(value);
    }

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => source.Cancel();
    }
}
