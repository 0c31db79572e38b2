using System.Globalization;
using System.Text.RegularExpressions;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Tests;

public class ReferenceNetworksTests
{
    public static TheoryData<string, int> ParameterCounts => new()
    {
        // By hand: kernels and biases, and four numbers a channel of batch normalization.
        { "EmnistAnn", (784 * 1024) + (4 * 1024) + (1024 * 512) + (4 * 512) + (512 * 47) + 47 },
        { "EmnistCnn", (9 * 32) + (9 * 32 * 32) + (9 * 32 * 64) + (9 * 64 * 64) + (4 * 192) + (3136 * 512) + (4 * 512) + (512 * 47) + 47 },
        { "MnistMlp", (784 * 128) + 128 + (128 * 10) + 10 },
        { "EmnistConv128", (25 * 128) + 128 + (9 * 128 * 64) + 64 + (1600 * 128) + 128 + (128 * 47) + 47 },
        { "MnistAnn", (9 * 32) + (9 * 32 * 32) + (9 * 32 * 64) + (9 * 64 * 64) + (4 * 192) + (3136 * 128) + (4 * 128) + (128 * 10) + 10 },
        {
            "Embedded",
            (9 * 16) + (9 * 16 * 16) + (9 * 16 * 32) + (9 * 32 * 32) + (9 * 32 * 80) + (9 * 80 * 80) + (4 * 256)
                + (720 * 128) + (4 * 128) + (128 * 47) + 47
        },
        {
            "Teacher",
            (9 * 32) + (9 * 32 * 32) + (9 * 32 * 96) + (9 * 96 * 96) + (9 * 96 * 160) + (9 * 160 * 160) + (4 * 576)
                + (1440 * 256) + (4 * 256) + (256 * 47) + 47
        },
    };

    [Theory]
    [MemberData(nameof(ParameterCounts))]
    public void The_networks_have_the_published_layers(string name, int parameters)
    {
        ReferenceNetwork reference = ReferenceNetworks.All.Single(network => network.Name == name);

        Assert.Equal(parameters, reference.Create().ParameterCount);
        Assert.Equal(TensorShape.Vector(7), reference.Create(7).OutputShape);
        Assert.Throws<ArgumentOutOfRangeException>(() => reference.Create(0));
    }

    [Fact]
    public void All_are_tested() => Assert.Equal(ReferenceNetworks.All.Select(network => network.Name), ParameterCounts.Select(row => (string)row[0]));

    [Theory]
    [MemberData(nameof(ParameterCounts))]
    public void Each_trains_as_its_preset_says(string name, int _)
    {
        ReferenceNetwork reference = ReferenceNetworks.All.Single(network => network.Name == name);
        LabeledImages images = SyntheticImages.Create28(1, 40, 40, 40, 40);
        Network network = reference.Create(4);
        TrainingHistory history = new Trainer(reference.Training with { Epochs = 2, SamplesPerEpoch = 160, BatchSize = 16 }).Fit(network, images);

        Assert.Equal(2, history.Epochs.Count);
        Assert.True(history.Epochs[1].Loss < history.Epochs[0].Loss);
        Assert.NotNull(history.Epochs[1].ValidationLoss);
        Assert.Equal(reference.Training.CalibrateConfidence, history.Temperature is not null);
    }

    [Theory]
    [MemberData(nameof(ParameterCounts))]
    public void A_preset_is_in_proportion_to_the_set(string name, int _)
    {
        ReferenceNetwork reference = ReferenceNetworks.All.Single(network => network.Name == name);
        TrainerOptions preset = reference.Training;
        Assert.Equal(
            preset with { Callbacks = [], Augmentation = null },
            reference.TrainingFor(50_000) with { Callbacks = [], Augmentation = null, Optimizer = preset.Optimizer });

        (int Epochs, int BatchSize) larger = (preset.Epochs, preset.BatchSize);
        foreach (int images in new[] { 49_999, 20_000, 9_999, 3_000, 289, 20, 1 })
        {
            TrainerOptions options = reference.TrainingFor(images);
            Assert.NotNull(new Trainer(options));

            Assert.Equal(images, options.SamplesPerEpoch ?? images);
            Assert.InRange(options.Epochs, larger.Epochs, 100);
            Assert.InRange(options.BatchSize, 32, larger.BatchSize);
            Assert.True(options.BatchSize == 32 || images / options.BatchSize >= 64);
            Assert.True((long)options.Epochs * images <= (long)preset.Epochs * Math.Max(50_000, preset.SamplesPerEpoch ?? 0));
            Assert.InRange(options.ValidationFraction, 0.1, 0.1);
            Assert.Equal(images < 10_000 || preset.Augmentation is not null, options.Augmentation is not null);
            Assert.InRange(options.WeightAverageMomentum, 0, preset.WeightAverageMomentum);

            // An average spans 1 / (1 - momentum) steps.
            double steps = (double)options.Epochs * images / options.BatchSize;
            Assert.True(options.WeightAverageMomentum == 0 || 1 / (1 - options.WeightAverageMomentum) <= 1.001 * steps / 10);
            larger = (options.Epochs, options.BatchSize);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => reference.TrainingFor(0));
    }

    [Fact]
    public void With_more_epochs_early_stopping_waits_longer()
    {
        var stopping = Assert.IsType<EarlyStopping>(Assert.Single(ReferenceNetworks.EmnistCnn.TrainingFor(2_000).Callbacks));

        Assert.Equal((25, true), (stopping.Patience, stopping.RestoreBestWeights));
    }

    [Fact]
    public void The_results_are_told_of_each()
    {
        string results = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "reference-results.md"));

        Assert.DoesNotContain('@', results);
        Assert.All(ReferenceNetworks.All.Where(network => network.Name is not ("Embedded" or "Teacher")), network =>
        {
            Match settings = Regex.Match(results, $@"\* `{network.Name}`: (.*?)(?=\n\*|\n\n)", RegexOptions.Singleline);
            Assert.True(settings.Success, network.Name);
            string text = settings.Groups[1].Value.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal);
            Assert.Contains($"{network.Training.Epochs} epochs", text, StringComparison.Ordinal);
            Assert.Contains($"batch {network.Training.BatchSize}", text, StringComparison.Ordinal);
            Assert.Matches(string.Create(CultureInfo.InvariantCulture, $@"Adam at {network.Training.Optimizer.LearningRate.Peak}\b|from {network.Training.Optimizer.LearningRate.Peak}\b"), text);
            float momentum = network.Training.WeightAverageMomentum;
            Assert.Equal(momentum > 0, text.Contains(string.Create(CultureInfo.InvariantCulture, $"averaged (momentum {momentum})"), StringComparison.Ordinal));
            Assert.Equal(network.Training.Augmentation is not null, text.Contains("rotation", StringComparison.Ordinal));
        });
    }

    // The whole training is in docs/reference-results.md; a tenth of it already reads most digits.
    [MnistFact]
    public void The_digits_are_learned_from_the_real_ones()
    {
        LabeledImages images = MnistDataset.Load(DatasetPart.Train, [TestData.MnistFolder!]);
        Network network = ReferenceNetworks.MnistMlp.Create();
        new Trainer(ReferenceNetworks.MnistMlp.Training with { Epochs = 2 }).Fit(network, images);

        Assert.InRange(Evaluator.Evaluate(network, MnistDataset.Load(DatasetPart.Test, [TestData.MnistFolder!])).MicroAccuracy, 0.94, 1);
    }
}
