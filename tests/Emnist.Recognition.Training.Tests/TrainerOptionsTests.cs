using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Optimizers;
using Emnist.Recognition.Training.Search;

namespace Emnist.Recognition.Training.Tests;

public class TrainerOptionsTests
{
    private static readonly LabeledImages Images = SyntheticImages.Create(1, 20, 20, 20, 20);

    /// <summary>Each option that is out of range, with the whole message.</summary>
    public static TheoryData<TrainerOptions, string> Refusals => new()
    {
        { new() { Epochs = 0 }, "Epochs ('0') must be greater than or equal to '1'. (Parameter 'Epochs')\nActual value was 0." },
        { new() { BatchSize = 0 }, "BatchSize ('0') must be greater than or equal to '1'. (Parameter 'BatchSize')\nActual value was 0." },
        {
            new() { SamplesPerEpoch = 0 },
            "SamplesPerEpoch ('0') must be greater than or equal to '1'. (Parameter 'SamplesPerEpoch')\nActual value was 0."
        },
        {
            new() { MaxDegreeOfParallelism = 0 },
            "MaxDegreeOfParallelism ('0') must be greater than or equal to '1'. (Parameter 'MaxDegreeOfParallelism')\nActual value was 0."
        },
        { new() { Optimizer = null! }, "Value cannot be null. (Parameter 'Optimizer')" },
        { new() { Callbacks = null! }, "Value cannot be null. (Parameter 'Callbacks')" },
        { new() { Callbacks = [null!] }, "Value cannot be null. (Parameter 'Callbacks')" },
        {
            new() { LabelSmoothing = 1 },
            "The label smoothing must be 0 or more and below 1. (Parameter 'LabelSmoothing')\nActual value was 1."
        },
        {
            new() { ValidationFraction = 1 },
            "The validation fraction must be 0 or more and below 1. (Parameter 'ValidationFraction')\nActual value was 1."
        },
        {
            new() { WeightAverageMomentum = 1 },
            "The momentum must be 0 or more and below 1. (Parameter 'WeightAverageMomentum')\nActual value was 1."
        },
        { new() { ClassWeights = [1, -1] }, "Each weight of a class must be finite and 0 or more. (Parameter 'ClassWeights')" },
        { new() { Resume = true }, "Resume needs CheckpointFolder: name the folder that holds the checkpoint. (Parameter 'Resume')" },
        { new() { Augmentation = new() { Zoom = 1 } }, "Zoom is 0 to 0.99. (Parameter 'Zoom')\nActual value was 1." },
        { new() { Distillation = new() }, "Distillation needs at least one teacher, and none of them null. (Parameter 'Teachers')" },
        { new() { Distillation = new() { Teachers = null! } }, "Value cannot be null. (Parameter 'Teachers')" },
        {
            new() { Distillation = new() { Teachers = [CreateNetwork()], Weight = 2 } },
            "The teachers' weight must be above 0 and at most 1. (Parameter 'Weight')\nActual value was 2."
        },
        {
            new() { Optimizer = new Sgd { Momentum = 1 } },
            "Momentum must be 0 or more and below 1. (Parameter 'Momentum')\nActual value was 1."
        },
        { new() { Optimizer = new Adam { Beta1 = 1 } }, "Beta1 must be 0 or more and below 1. (Parameter 'Beta1')\nActual value was 1." },
        {
            new() { Optimizer = new Adam { Epsilon = 0 } },
            "Epsilon must be finite and above 0. (Parameter 'Epsilon')\nActual value was 0."
        },
        {
            new() { Optimizer = new AdamW { WeightDecay = -1 } },
            "The weight decay must be finite and 0 or more. (Parameter 'WeightDecay')\nActual value was -1."
        },
        { new() { Optimizer = new Adam { LearningRate = null! } }, "Value cannot be null. (Parameter 'LearningRate')" },
        {
            new() { Callbacks = [new ReduceLearningRateOnPlateau { Factor = 1 }] },
            "The factor must be above 0 and below 1. (Parameter 'Factor')\nActual value was 1."
        },
        {
            new() { Callbacks = [new ReduceLearningRateOnPlateau { MinLearningRate = -1 }] },
            "The smallest learning rate must be finite and 0 or more. (Parameter 'MinLearningRate')\nActual value was -1."
        },
        {
            new() { Callbacks = [new EarlyStopping { MinDelta = -1 }] },
            "The least difference must be finite and 0 or more. (Parameter 'MinDelta')\nActual value was -1."
        },
        {
            new() { Callbacks = [new ReduceLearningRateOnPlateau { MinDelta = -1 }] },
            "The least difference must be finite and 0 or more. (Parameter 'MinDelta')\nActual value was -1."
        },
        {
            new() { Callbacks = [new EarlyStopping { Monitor = (MonitoredMetric)99 }] },
            "There is no such metric. (Parameter 'Monitor')\nActual value was 99."
        },
        {
            new() { Callbacks = [new ModelCheckpoint("a.onnx") { Monitor = (MonitoredMetric)99 }] },
            "There is no such metric. (Parameter 'Monitor')\nActual value was 99."
        },
    };

    [Fact]
    public void Every_default_is_what_it_says()
    {
        var options = new TrainerOptions();
        var defaults = new Dictionary<string, object?>
        {
            [nameof(TrainerOptions.Epochs)] = 10,
            [nameof(TrainerOptions.BatchSize)] = 32,
            [nameof(TrainerOptions.LabelSmoothing)] = 0f,
            [nameof(TrainerOptions.ClassWeights)] = null,
            [nameof(TrainerOptions.ValidationFraction)] = 0.0,
            [nameof(TrainerOptions.BalanceClasses)] = false,
            [nameof(TrainerOptions.SamplesPerEpoch)] = null,
            [nameof(TrainerOptions.Augmentation)] = null,
            [nameof(TrainerOptions.Distillation)] = null,
            [nameof(TrainerOptions.WeightAverageMomentum)] = 0f,
            [nameof(TrainerOptions.CalibrateConfidence)] = false,
            [nameof(TrainerOptions.Callbacks)] = Array.Empty<TrainingCallback>(),
            [nameof(TrainerOptions.CheckpointFolder)] = null,
            [nameof(TrainerOptions.Resume)] = false,
            [nameof(TrainerOptions.Seed)] = 0,
            [nameof(TrainerOptions.MaxDegreeOfParallelism)] = Environment.ProcessorCount,
        };

        Assert.Equal("Adam, learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1E-07", $"{options.Optimizer}");
        Assert.Equal(
            defaults.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            Values(options).Where(pair => pair.Key != nameof(TrainerOptions.Optimizer)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.All(Values(new Augmentation()).Where(pair => pair.Value is float), pair => Assert.Equal(0f, pair.Value));
        Assert.Equal(CharacterFraming.Emnist, new Augmentation().Framing);
        Assert.Equal((0, 0.5f), (new Distillation().Teachers.Count, new Distillation().Weight));
        Assert.Equal(
            new SearchOptions
            {
                Trials = null, Epochs = 9, FirstRoundEpochs = 1, ReductionFactor = 3, Monitor = MonitoredMetric.ValidationAccuracy,
                ValidationFraction = 0.1, Seed = 0, Folder = null, OnRoundBegin = null,
            },
            new SearchOptions());
    }

    [Fact]
    public void The_defaults_of_optimizers_and_callbacks_are_Keras_s()
    {
        Assert.Equal("SGD, learning rate 0.01, momentum 0", $"{new Sgd()}");
        Assert.Equal("Adam, learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1E-07, weight decay 0.004", $"{new AdamW()}");
        Assert.Equal("early stopping by validation loss, delta 0, patience 0, best weights not restored", new EarlyStopping().Description);
        Assert.Equal(
            "learning rate on plateau of validation loss, factor 0.1, patience 10, delta 0.0001, cooldown 0, smallest 0",
            new ReduceLearningRateOnPlateau().Description);
        Assert.Equal("model of every epoch", new ModelCheckpoint("a.onnx").Description);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void An_option_out_of_range_is_refused(TrainerOptions options, string message) =>
        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(() => new Trainer(options)).Message.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("Trials", "Trials ('0') must be greater than or equal to '1'. (Parameter 'Trials')\nActual value was 0.")]
    [InlineData("Epochs", "Epochs ('0') must be greater than or equal to '1'. (Parameter 'Epochs')\nActual value was 0.")]
    [InlineData(
        "FirstRoundEpochs",
        "FirstRoundEpochs ('0') must be greater than or equal to '1'. (Parameter 'FirstRoundEpochs')\nActual value was 0.")]
    [InlineData(
        "ReductionFactor",
        "ReductionFactor ('0') must be greater than or equal to '2'. (Parameter 'ReductionFactor')\nActual value was 0.")]
    [InlineData(
        "ValidationFraction",
        "The validation fraction must be above 0 and below 1. (Parameter 'ValidationFraction')\nActual value was 0.")]
    [InlineData("Monitor", "A search watches one of the validation metrics. (Parameter 'Monitor')\nActual value was Loss.")]
    public void An_option_of_a_search_out_of_range_is_refused(string name, string message)
    {
        var options = new SearchOptions();
        object wrong = name switch { "Monitor" => MonitoredMetric.Loss, "ValidationFraction" => 0.0, _ => 0 };
        typeof(SearchOptions).GetProperty(name)!.SetValue(options, wrong);

        ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(
            () => new HyperparameterSearch([Hyperparameter.Choice("x", "1")], options));
        Assert.Equal(message, refusal.Message.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Changing_options_later_changes_no_trainer()
    {
        Network teacher = CreateNetwork();
        teacher.Initialize(5);
        var weights = new List<float> { 1, 2, 1, 1 };
        var callbacks = new List<TrainingCallback>();
        var teachers = new List<Network> { teacher };
        var options = new TrainerOptions
        {
            Epochs = 1,
            BatchSize = 8,
            ClassWeights = weights,
            Callbacks = callbacks,
            Augmentation = new Augmentation { Shift = 0.1f },
            Distillation = new Distillation { Teachers = teachers },
        };
        var trainer = new Trainer(options);
        Network expected = CreateNetwork();
        trainer.Fit(expected, Images);

        options.Epochs = 0;
        options.BatchSize = 3;
        options.Optimizer = null!;
        options.Augmentation!.Shift = 0;
        options.Distillation!.Weight = 0;
        weights[1] = -1;
        callbacks.Add(new EarlyStopping());
        teachers.Clear();
        Network network = CreateNetwork();
        trainer.Fit(network, Images);

        Assert.Equal(expected.CopyParameters(), network.CopyParameters());
    }

    [Fact]
    public void Changing_options_later_changes_no_search()
    {
        var options = new SearchOptions { Epochs = 1 };
        var search = new HyperparameterSearch([Hyperparameter.Choice("units", "2", "3")], options);
        options.Epochs = 0;
        options.Monitor = MonitoredMetric.Loss;

        SearchResult result = search.Run(
            values => new Trial(
                new Network(Images.Shape, new Flatten(), new Dense(values.GetInt32("units")), new Dense(4)), new TrainerOptions()),
            Images);
        Assert.Equal(2, result.Trials.Count);
        Assert.StartsWith(
            $"2 trials, best trial {result.Best.Number} (units {result.Best.Values["units"]}): 1 epochs, kept epoch 1: loss ",
            $"{result}",
            StringComparison.Ordinal);
    }

    [Fact]
    public void Presets_are_handed_out_as_copies()
    {
        ReferenceNetworks.EmnistCnn.Training.Augmentation!.Shift = 0.9f;
        ReferenceNetworks.EmnistCnn.Training.Epochs = 1;
        Augmentation.Handwriting.Zoom = 0.9f;

        Assert.Equal((0.05f, 11), (ReferenceNetworks.EmnistCnn.Training.Augmentation!.Shift, ReferenceNetworks.EmnistCnn.Training.Epochs));
        Assert.Equal(0.12f, Augmentation.Handwriting.Zoom);
    }

    [Fact]
    public void An_optimizer_takes_another_rate_and_a_schedule_another_peak()
    {
        var optimizer = new AdamW { WeightDecay = 0.1f, LearningRate = LearningRateSchedule.CosineDecay(0.1f, 0.25f) };

        Assert.Equal(
            "Adam, learning rate cosine from 0.3 after a warm-up of 0.25, beta1 0.9, beta2 0.999, epsilon 1E-07, weight decay 0.1",
            $"{optimizer.WithLearningRate(optimizer.LearningRate.WithPeak(0.3f))}");
        Assert.Equal(0.1f, optimizer.LearningRate.Peak);
        Assert.Equal("0.3 times 0.5 every 2 epochs", $"{LearningRateSchedule.StepDecay(0.1f, 0.5f, 2).WithPeak(0.3f)}");
        Assert.Equal("one cycle up to 0.3", $"{LearningRateSchedule.OneCycle(0.1f).WithPeak(0.3f)}");
        Assert.Equal("0.3", $"{LearningRateSchedule.Constant(0.1f).WithPeak(0.3f)}");
        Assert.Throws<ArgumentNullException>(() => optimizer.WithLearningRate(null!));
        Assert.Equal("peak", Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRate.WithPeak(0)).ParamName);
    }

    [Fact]
    public void Results_print_their_figures()
    {
        var epoch = new EpochResult(3, 0.42171, 0.87189, 1e-3, TimeSpan.FromSeconds(2));
        EpochResult validated = epoch with { ValidationLoss = 0.5, ValidationAccuracy = 0.25 };

        Assert.Equal("epoch 3: loss 0.4217, accuracy 0.8719", $"{epoch}");
        Assert.Equal("epoch 3: loss 0.4217, accuracy 0.8719, validation loss 0.5000, validation accuracy 0.2500", $"{validated}");
        Assert.Equal("2 epochs, kept epoch 3: loss 0.4217, accuracy 0.8719", $"{new TrainingHistory([validated, epoch], epoch)}");
    }

    private static Dictionary<string, object?> Values(object options) =>
        options.GetType().GetProperties().ToDictionary(property => property.Name, property => property.GetValue(options));

    private static Network CreateNetwork() => new(Images.Shape, new Flatten(), new Dense(4));
}
