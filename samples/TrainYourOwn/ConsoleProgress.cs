using System.Globalization;
using Emnist.Recognition.Training;

namespace TrainYourOwn;

/// <summary>A line for every hundred batches and for every epoch.</summary>
internal sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Finished is { } epoch)
        {
            Print($"epoch {epoch.Epoch}/{value.Epochs}: loss {epoch.Loss:F4}, accuracy {epoch.Accuracy:P2}, "
                + $"validation loss {epoch.Validation?.LogLoss:F4}, accuracy {epoch.Validation?.MicroAccuracy:P2}, "
                + $"mean over the classes {epoch.Validation?.MacroAccuracy:P2}, {epoch.Duration.TotalSeconds:F0} s");
        }
        else if (value.Batch % 100 == 0)
        {
            Print($"  batch {value.Batch}/{value.Batches}: loss {value.Loss:F4}, accuracy {value.Accuracy:P2}");
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
