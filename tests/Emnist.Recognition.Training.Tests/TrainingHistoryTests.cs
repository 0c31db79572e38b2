namespace Emnist.Recognition.Training.Tests;

public class TrainingHistoryTests
{
    [Theory]
    [InlineData(0.941, 0.562, null)]
    [InlineData(0.951, 0.3, 0.8)]
    public void Validation_far_below_training_is_warned_of(double training, double validation, double? macro)
    {
        string shown = macro is null ? "56.2" : "80.0";

        Assert.Equal(
            FormattableString.Invariant($"the validation accuracy of {shown} % is far below the training accuracy of {100 * training:F1} %: ")
            + "the network learns its images by heart (overfitting), or there are too few of them",
            Create(training, validation, macro).Warning);
    }

    [Theory]
    [InlineData(0.99, 0.85, null)]
    [InlineData(0.6, 0.9, null)]
    [InlineData(0.95, 0.5, 0.81)]
    [InlineData(0.95, null, null)]
    [InlineData(double.NaN, 0.5, null)]
    public void Nothing_else_is(double training, double? validation, double? macro) =>
        Assert.Null(Create(training, validation, macro).Warning);

    // Wilson's intervals as SciPy 1.10's binomtest(correct, count).proportion_ci(method="wilson") has them.
    [Theory]
    [InlineData(0.95, 14, 20, "70.0 % on 20 samples, which may stand for 48 to 85 %,")]
    [InlineData(0.95, 0, 3, "0.0 % on 3 samples, which may stand for 0 to 56 %,")]
    [InlineData(0.95, 14_000, 20_000, "70.0 % on 20,000 samples, which may stand for 69 to 71 %,")]
    [InlineData(0.84, 14, 20, null)]
    [InlineData(0.9, 2, 3, null)]
    [InlineData(0.9, 15_200, 20_000, null)]
    public void A_difference_within_the_sampling_error_is_none(double training, int correct, int count, string? seen)
    {
        TrainingHistory history = Create(training, (double)correct / count, null) with { ValidationCount = count };

        Assert.Equal(
            seen is null ? null : FormattableString.Invariant(
                $"the validation accuracy of {seen} is far below the training accuracy of {100 * training:F1} %: ")
                + "the network learns its images by heart (overfitting), or there are too few of them",
            history.Warning);
    }

    /// <summary>The first epoch is as above, and not that whose weights are kept.</summary>
    [Fact]
    public void The_kept_epoch_counts()
    {
        TrainingHistory bad = Create(0.9, 0.5, null);
        EpochResult good = Create(0.9, 0.88, null).Kept with { Epoch = 2 };

        Assert.Null(new TrainingHistory([bad.Kept, good], good).Warning);
        Assert.NotNull(new TrainingHistory([bad.Kept, good], bad.Kept).Warning);
    }

    private static TrainingHistory Create(double training, double? validation, double? macro)
    {
        var epoch = new EpochResult(1, 0.1, training, 1e-3, default)
        {
            ValidationLoss = 1, ValidationAccuracy = validation, ValidationMacroAccuracy = macro,
        };
        return new TrainingHistory([epoch], epoch);
    }
}
