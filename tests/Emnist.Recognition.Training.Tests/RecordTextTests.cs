using System.Reflection;
using System.Runtime.CompilerServices;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Search;

namespace Emnist.Recognition.Training.Tests;

/// <summary>What records print, which is the same in every culture.</summary>
public class RecordTextTests
{
    private static readonly TrainingProgress Progress = new(3, 10, 17, 100, 0.42171, 0.87189, null);

    /// <summary>The compiler's own text of a record would follow the culture.</summary>
    [Fact]
    public void Every_record_with_a_fraction_has_a_text_of_its_own()
    {
        Type[] fractions = [typeof(float), typeof(double), typeof(float?), typeof(double?)];
        Type[] records =
        [
            .. typeof(Trainer).Assembly.GetExportedTypes()
                .Where(static type => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null)
                .Where(type => type.GetProperties().Any(property => fractions.Contains(property.PropertyType))),
        ];

        Assert.Contains(typeof(TrainerOptions), records);
        Assert.All(records, static type =>
            Assert.False(type.GetMethod(nameof(ToString), [])!.IsDefined(typeof(CompilerGeneratedAttribute)), type.Name));
    }

    [Fact]
    public void Results_tell_their_figures()
    {
        Assert.Equal("precision 0.9031, recall 0.8987, F1 0.9009", $"{new PrecisionRecall(0.90312, 0.89873, 0.90092)}");
        Assert.Equal(
            "A: precision 0.9031, recall 0.8987, F1 0.9009, on 400 images",
            $"{new ClassMetrics("A", 400, 398, 0.90312, 0.89873, 0.90092)}");
        Assert.Equal(
            "0.9333 to 1.0000: 120 answers, mean confidence 0.9876, accuracy 0.9750",
            $"{new ReliabilityBin(14 / 15.0, 1, 120, 0.9876, 0.975)}");
        Assert.Equal("image 17: class 3, of probability 0.0125, taken for 5 with 0.9731", $"{new Mistake(17, 3, 5, 0.9731f, 0.0125f)}");
        Assert.Equal("epoch 3 of 10, batch 17 of 100: loss 0.4217, accuracy 0.8719", $"{Progress}");
        TrialValues values = new HyperparameterSearch([Hyperparameter.Choice("units", "128")], new SearchOptions()).Trials[0];
        Assert.Equal($"trial 7 (units 128), 2 of 20 to epoch 3: {Progress}", $"{new SearchProgress(7, values, 2, 20, 3, Progress)}");
    }

    [Fact]
    public void Options_tell_what_is_set()
    {
        var teacher = new Network(TensorShape.Vector(2), new Dense(2));
        Assert.Equal("none", $"{new Augmentation()}");
        Assert.Equal("rotation 2.5, shift 0.05", $"{new Augmentation { RotationDegrees = 2.5f, Shift = 0.05f }}");
        Assert.Equal("2 teachers, weight 0.5", $"{new Distillation { Teachers = [teacher, teacher] }}");
        Assert.Equal(
            "10 epochs, batch size 32, Adam, learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1E-07, seed 0",
            $"{new TrainerOptions()}");
        Assert.Equal(
            "10 epochs, batch size 32, Adam, learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1E-07, label smoothing 0.1, "
            + "validation fraction 0.25, weight average 0.5, augmentation: noise 0.5, distillation: 1 teachers, weight 0.5, seed 3",
            $"{new TrainerOptions
            {
                LabelSmoothing = 0.1f, ValidationFraction = 0.25, WeightAverageMomentum = 0.5f, Seed = 3,
                Augmentation = new Augmentation { Noise = 0.5f }, Distillation = new Distillation { Teachers = [teacher] },
            }}");
        Assert.Equal(
            "a grid, 1 to 9 epochs, one in 3 goes on by ValidationAccuracy, validation fraction 0.1, seed 0", $"{new SearchOptions()}");
        Assert.Equal(
            "28 x 28, on their side, labels Last, full ink 0.5", $"{new EmnistCsvOptions { Labels = CsvLabels.Last, MaxPixel = 0.5 }}");
        Assert.Equal("Test, upright, images 'x', full ink 0.5", $"{new NpzOptions { Part = DatasetPart.Test, ImagesName = "x", MaxPixel = 0.5 }}");
        Assert.StartsWith("20 trials, ", $"{new SearchOptions { Trials = 20 }}", StringComparison.Ordinal);
    }
}
