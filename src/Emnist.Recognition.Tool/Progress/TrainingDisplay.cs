using System.Globalization;
using Emnist.Recognition.Training;
using Spectre.Console;

namespace Emnist.Recognition.Tool.Progress;

/// <summary>Shows a training: bars where a person looks, and a line for each epoch in any case.</summary>
internal static class TrainingDisplay
{
    /// <param name="console">Where to.</param>
    /// <param name="fit">The training, which reports to what it is given.</param>
    public static TrainingHistory Run(ToolConsole console, Func<IProgress<TrainingProgress>, TrainingHistory> fit)
    {
        if (!console.IsErrorTerminal)
        {
            return fit(new EpochLines(console.Error));
        }

        IAnsiConsole terminal = console.ErrorTerminal();
        return terminal
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => fit(new Bars(terminal, context)));
    }

    /// <summary>A bar for the epoch and one for the whole training, below the lines of the epochs that are finished.</summary>
    private sealed class Bars(IAnsiConsole terminal, ProgressContext context) : IProgress<TrainingProgress>
    {
        private readonly ProgressTask _epoch = context.AddTask("epoch");
        private readonly ProgressTask _training = context.AddTask("training");

        public void Report(TrainingProgress value)
        {
            if (value.Finished is { } finished)
            {
                terminal.WriteLine(EpochLines.Describe(finished, value.Epochs));
            }

            _epoch.Description = string.Create(
                CultureInfo.InvariantCulture, $"epoch {value.Epoch}/{value.Epochs}  loss {value.Loss:F4}  accuracy {value.Accuracy:P2}");
            _epoch.MaxValue = value.Batches;
            _epoch.Value = value.Batch;
            _training.MaxValue = (double)value.Batches * value.Epochs;
            _training.Value = ((double)value.Batches * (value.Epoch - 1)) + value.Batch;
        }
    }
}
