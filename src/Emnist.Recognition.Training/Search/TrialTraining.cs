using Emnist.Recognition.Networks;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Search;

/// <summary>Trains the trials of a search, each from its checkpoint on.</summary>
internal sealed class TrialTraining(
    SearchOptions options, string folder, Func<TrialValues, Trial> create, ISampleSource samples, ISampleSource validation)
{
    private static readonly EpochResult NoEpoch = new(0, double.NaN, 0, 0, TimeSpan.Zero);

    /// <summary>A trial before its first epoch.</summary>
    public static TrialResult Begin(int number, TrialValues values) => new(number, values, new TrainingHistory([], NoEpoch), null);

    /// <summary>The folder of a trial's checkpoint.</summary>
    public static string FolderOf(string folder, int number) => Path.Combine(folder, $"trial-{number:0000}");

    /// <summary>Trains a trial to an epoch; where its checkpoint has that epoch already, there is nothing to train.</summary>
    /// <exception cref="TrainingDivergedException">The loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public (Network Network, TrainingHistory History) Train(
        TrialResult trial, int epochs, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        Trial made = create(trial.Values);
        var trainer = new Trainer(made.Training with
        {
            Epochs = options.Epochs,
            PauseAfterEpoch = epochs,
            ValidationFraction = 0,
            Callbacks = [.. made.Training.Callbacks.OfType<ReduceLearningRateOnPlateau>()],
            CheckpointFolder = FolderOf(folder, trial.Number),
            Resume = true,
        });
        return (made.Network, trainer.Fit(made.Network, samples, validation, progress, cancellationToken));
    }
}
