using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Tests;

public class FineTuningTests
{
    private static readonly LabeledImages Images = SyntheticImages.Create(1, 30, 30, 30, 30, 30);

    [Fact]
    public void What_is_known_is_kept_by_its_name_and_what_is_new_is_drawn()
    {
        OnnxModel model = CreateModel("A", "c", "B", "D");
        float[][] before = model.Network.CopyParameters();
        string[] classes = ["B", "x", "A", "C", "c", "d"];
        Network network = FineTuning.Create(model, classes);

        Assert.Equal(TensorShape.Vector(6), network.OutputShape);
        int last = before.Length - 2;
        Assert.Equal(before[..last], network.CopyParameters()[..last]);
        Span<float> kernel = network.Parameters.ElementAt(last).Values;
        int[] places = [2, -1, 0, 1, 1, 3];
        for (int i = 0; i < kernel.Length; i++)
        {
            (int input, int c) = Math.DivRem(i, classes.Length);
            Assert.True(places[c] < 0 || kernel[i] == before[last][(input * 4) + places[c]]);
        }

        Assert.Equal([.. places.Select(place => place < 0 ? 0 : before[last + 1][place])], network.Parameters.Last().Values.ToArray());
        Assert.Equal(before, model.Network.CopyParameters());
        Assert.Equal([0.3f, 0.3f, 0.3f, 0.3f, 1], Rates(network));
        Assert.All(network.Layers, layer => Assert.True(layer.Trainable));
        Assert.Equal(network.CopyParameters(), FineTuning.Create(model, classes, seed: 0).CopyParameters());
        Assert.NotEqual(network.CopyParameters(), FineTuning.Create(model, classes, seed: 1).CopyParameters());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void For_the_same_classes_the_answers_are_the_model_s(bool softmax)
    {
        OnnxModel model = CreateModel(softmax, "A", "b", "C");
        Network network = FineTuning.Create(model, ["C", "A", "b"]);
        float[] input = [.. Enumerable.Range(0, model.Network.InputShape.Length).Select(static i => MathF.Abs(MathF.Sin(i)))];

        float[] expected = model.Network.Predict(input);
        Assert.Equal([expected[2], expected[0], expected[1]], network.Predict(input));
    }

    [Fact]
    public void A_network_of_other_dropout_takes_the_weights_and_one_of_other_layers_takes_none()
    {
        OnnxModel model = CreateModel("A", "B", "C");
        Network other = CreateNetwork(softmax: true, classes: 2, dropout: 0.5f);
        FineTuning.CopyWeights(model, other, ["C", "new"]);

        Assert.Equal(model.Network.CopyParameters()[..^2], other.CopyParameters()[..^2]);
        Assert.Equal([1, 1, 1, 1, 1], Rates(other));

        var wider = new Network(SyntheticImages.Shape, new Conv2D(7, 3), new Flatten(), new Dense(2));
        float[][] before = wider.CopyParameters();
        ArgumentException refused = Assert.Throws<ArgumentException>(() => FineTuning.CopyWeights(model, wider, ["C", "new"]));
        Assert.StartsWith("The network's layers are not those of the model: layer 0 is conv2d (Conv2D) ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, wider.CopyParameters());
        Assert.StartsWith(
            "There are 3 classes for the network's 2 outputs.",
            Assert.Throws<ArgumentException>(() => FineTuning.CopyWeights(model, other, ["A", "B", "C"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_images_in_another_form_is_refused()
    {
        OnnxModel plain = CreateModel("A", "B");
        foreach (InputForm form in (InputForm[])[new() { Transposed = true }, new() { Ink = 255 }, new() { Ground = -1 }])
        {
            var model = new OnnxModel(plain.Network, plain.ClassNames) { InputForm = form };

            Assert.Contains(
                "as 0 to 1, upright",
                Assert.Throws<ArgumentException>(() => FineTuning.Create(model, ["A"])).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => FineTuning.CopyWeights(model, plain.Network, ["A", "B"]));
        }

        FineTuning.Create(new OnnxModel(plain.Network, plain.ClassNames) { InputForm = InputForm.Mnist }, ["A"]);
    }

    [Fact]
    public void A_model_whose_last_layer_cannot_be_replaced_and_no_classes_are_refused()
    {
        var model = new OnnxModel(
            new Network(SyntheticImages.Shape, new Conv2D(3, 3), new GlobalAveragePooling2D()), ["A", "B", "C"]);

        Assert.StartsWith(
            "The logits are not those of a Dense layer, which alone can be replaced",
            Assert.Throws<ArgumentException>(() => FineTuning.Create(model, ["A"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FineTuning.Create(CreateModel("A"), []));
        Assert.Throws<ArgumentNullException>(() => FineTuning.Create(null!, ["A"]));
    }

    [Fact]
    public void The_embedded_models_read_other_classes_after_a_short_training()
    {
        LabeledImages images = SyntheticImages.Create28(1, 12, 12, 12, 12, 12);
        Network network = FineTuning.Create(EmbeddedModel.Load(), images.ClassNames);
        new Trainer(FineTuning.TrainingFor(images.Count) with { Augmentation = null }).Fit(network, images);

        Assert.InRange(Evaluator.Evaluate(network, SyntheticImages.Create28(2, 12, 12, 12, 12, 12)).MicroAccuracy, 0.95, 1);
    }

    [Theory]
    [InlineData(1, 40, 32)]
    [InlineData(225, 40, 32)]
    [InlineData(900, 20, 32)]
    [InlineData(3_000, 11, 32)]
    [InlineData(5_000, 8, 64)]
    [InlineData(112_800, 3, 128)]
    [InlineData(int.MaxValue, 3, 128)]
    public void A_training_is_in_proportion_to_the_set(int images, int epochs, int batchSize)
    {
        TrainerOptions options = FineTuning.TrainingFor(images);

        Assert.Equal((epochs, batchSize, null), (options.Epochs, options.BatchSize, options.SamplesPerEpoch));
        Assert.NotNull(new Trainer(options));
    }

    [Fact]
    public void A_set_has_an_image() => Assert.Throws<ArgumentOutOfRangeException>(() => FineTuning.TrainingFor(0));

    /// <summary>Frozen to the bit, in the average of the weights too, and with it the statistics of batch normalization.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.9f)]
    public void What_is_frozen_stays_to_the_bit(float weightAverage)
    {
        Network network = CreateNetwork(softmax: false, classes: 5, dropout: 0.2f);
        foreach (NetworkLayer layer in network.Layers.Take(3))
        {
            layer.Trainable = false;
        }

        float[][] before = network.CopyParameters();
        Parameter[] frozen = [.. network.Parameters.Where(parameter => !parameter.Layer.Trainable)];
        new Trainer(new TrainerOptions { Epochs = 2, WeightAverageMomentum = weightAverage }).Fit(network, Images);

        Assert.Equal(6, frozen.Length);
        Assert.All(network.Parameters.Zip(before), pair => Assert.Equal(frozen.Contains(pair.First), pair.First.Values.SequenceEqual(pair.Second)));
        Assert.All(frozen, parameter => Assert.False(parameter.IsTrainable));
        Assert.Contains("Non-trainable parameters: 100\n", network.Summary().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    /// <summary>A training takes layers as they are when it starts; what a callback sets is for the next one.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.9f)]
    public void What_a_callback_sets_of_a_layer_changes_nothing_of_the_training(float weightAverage)
    {
        var options = new TrainerOptions { Epochs = 2, WeightAverageMomentum = weightAverage };
        Network expected = CreateNetwork(softmax: false, classes: 5, dropout: 0.2f);
        new Trainer(options).Fit(expected, Images);
        Network network = CreateNetwork(softmax: false, classes: 5, dropout: 0.2f);
        new Trainer(options with { Callbacks = [new Freezing()] }).Fit(network, Images);

        Assert.All(network.Layers, static layer => Assert.Equal((false, 0.5f), (layer.Trainable, layer.LearningRateMultiplier)));
        Assert.Equal(expected.CopyParameters(), network.CopyParameters());
    }

    [Fact]
    public void A_frozen_last_layer_is_not_calibrated()
    {
        Network network = CreateNetwork(softmax: false, classes: 5, dropout: 0);
        network.Layers[^1].Trainable = false;
        var trainer = new Trainer(new TrainerOptions { CalibrateConfidence = true, ValidationFraction = 0.2 });

        ArgumentException refused = Assert.Throws<ArgumentException>(() => trainer.Fit(network, Images));
        Assert.Equal(nameof(TrainerOptions.CalibrateConfidence), refused.ParamName);
        Assert.Contains("that is not frozen", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A layer that is trained as several operations.</summary>
    [Fact]
    public void All_parts_of_a_frozen_layer_stay_to_the_bit()
    {
        var network = new Network(SyntheticImages.Shape, new SeparableConv2D(4, 3), new Flatten(), new Dense(5));
        network.Layers[0].Trainable = false;
        float[][] before = network.CopyParameters();
        new Trainer(new TrainerOptions { Epochs = 1 }).Fit(network, Images);

        Assert.Equal(3, network.Layers[0].Parameters.Count);
        Assert.Equal(before[..3], network.CopyParameters()[..3]);
        Assert.NotEqual(before[3..], network.CopyParameters()[3..]);
    }

    [Fact]
    public void A_network_with_nothing_to_train_is_refused()
    {
        Network network = CreateNetwork(softmax: false, classes: 5, dropout: 0);
        foreach (NetworkLayer layer in network.Layers)
        {
            layer.Trainable = false;
        }

        Assert.StartsWith(
            "All layers that have parameters are frozen",
            Assert.Throws<ArgumentException>(() => new Trainer(new TrainerOptions()).Fit(network, Images)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_multiplier_is_above_0(float multiplier) =>
        Assert.Equal(
            nameof(NetworkLayer.LearningRateMultiplier),
            Assert.Throws<ArgumentOutOfRangeException>(() => CreateModel("A").Network.Layers[0].LearningRateMultiplier = multiplier).ParamName);

    [Fact]
    public void A_fine_tuning_that_was_cut_ends_with_the_same_weights_and_another_is_refused()
    {
        using var folder = new TemporaryFolder();
        TrainerOptions options = FineTuning.TrainingFor(Images.Count) with { Epochs = 4, WeightAverageMomentum = 0.9f };
        Network whole = Start("class 0", "B");
        new Trainer(options).Fit(whole, Images);

        TrainerOptions kept = options with { CheckpointFolder = folder.Path, Resume = true };
        new Trainer(kept with { PauseAfterEpoch = 2 }).Fit(Start("class 0", "B"), Images);
        string Refusal(Network network) => Assert.Throws<CheckpointException>(() => new Trainer(kept).Fit(network, Images)).Message;
        Assert.Matches(
            "it is of a training with weights to start from SHA-256 [0-9a-f]{64}; this one has weights to start from SHA-256",
            Refusal(Start("class 1", "B")));
        Network unlike = Start("class 0", "B");
        unlike.Layers[0].Trainable = true;
        Assert.Contains("conv2d", Refusal(unlike), StringComparison.Ordinal);
        unlike.Layers[0].Trainable = false;
        unlike.Layers[1].LearningRateMultiplier = 0.2f;
        Assert.Contains("learning rate times 0.2", Refusal(unlike), StringComparison.Ordinal);

        Network resumed = Start("class 0", "B");
        TrainingHistory history = new Trainer(kept).Fit(resumed, Images);

        Assert.Equal(4, history.Epochs.Count);
        Assert.Equal(whole.CopyParameters(), resumed.CopyParameters());
    }

    private static Network Start(params string[] modelClasses)
    {
        Network network = FineTuning.Create(CreateModel(modelClasses), Images.ClassNames);
        network.Layers[0].Trainable = false;
        return network;
    }

    private static float[] Rates(Network network) =>
        [.. network.Layers.Where(static layer => layer.Parameters.Count > 0).Select(static layer => layer.LearningRateMultiplier)];

    private static OnnxModel CreateModel(params string[] classes) => CreateModel(softmax: true, classes);

    private static OnnxModel CreateModel(bool softmax, params string[] classes)
    {
        Network network = CreateNetwork(softmax, classes.Length, dropout: 0.1f);
        network.Initialize(7);
        Span<float> bias = network.Parameters.Last().Values;
        for (int i = 0; i < bias.Length; i++)
        {
            bias[i] = i + 1;
        }

        return new OnnxModel(network, classes);
    }

    private static Network CreateNetwork(bool softmax, int classes, float dropout)
    {
        Layer relu = new Activation(ActivationFunction.Relu);
        Layer[] end = softmax ? [new Activation(ActivationFunction.Softmax)] : [];
        return new Network(
            SyntheticImages.Shape,
            [
                new Conv2D(6, 3), new BatchNormalization(), relu, new MaxPooling2D(), new Flatten(),
                new Dense(8), new BatchNormalization(), relu, new Dropout(dropout), new Dense(classes), .. end,
            ]);
    }

    private sealed class Freezing : TrainingCallback
    {
        protected internal override void OnBatchEnd(CallbackContext context)
        {
            foreach (NetworkLayer layer in context.Network.Layers)
            {
                (layer.Trainable, layer.LearningRateMultiplier) = (false, 0.5f);
            }
        }
    }
}
