using System.Globalization;
using Emnist.Recognition.Training;
using Spectre.Console;

namespace Emnist.Recognition.Tool.Progress;

/// <summary>A bar for the epoch and one for the whole training, below the lines of the epochs that are finished.</summary>
internal sealed class TrainingBars(IAnsiConsole terminal, ProgressContext context) : IProgress<TrainingProgress>
{
    private readonly ProgressTask _epoch = context.AddTask("epoch");
    private readonly ProgressTask _training = context.AddTask("training");

    public void Report(TrainingProgress value)
    {
        if (value.Finished is { } finished)
        {
            terminal.WriteLine(EpochText.Of(finished, value.Epochs));
        }

        _epoch.Description = string.Create(
            CultureInfo.InvariantCulture, $"epoch {value.Epoch}/{value.Epochs}  loss {value.Loss:F4}  accuracy {value.Accuracy:P2}");
        _epoch.MaxValue = value.Batches;
        _epoch.Value = value.Batch;
        _training.MaxValue = (double)value.Batches * value.Epochs;
        _training.Value = ((double)value.Batches * (value.Epoch - 1)) + value.Batch;
    }
}
