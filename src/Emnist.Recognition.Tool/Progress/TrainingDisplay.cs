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

        IAnsiConsole terminal = ErrorConsole.Create(console);
        return terminal
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => fit(new TrainingBars(terminal, context)));
    }
}
