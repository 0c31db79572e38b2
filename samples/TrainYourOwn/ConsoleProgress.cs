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
            Print($"epoch {epoch.Epoch}/{value.Epochs}: loss {epoch.Loss:F4}, accuracy {epoch.Accuracy:P2}, {Describe(epoch)}{epoch.Duration.TotalSeconds:F0} s");
        }
        else if (value.Batch % 100 == 0)
        {
            Print($"  batch {value.Batch}/{value.Batches}: loss {value.Loss:F4}, accuracy {value.Accuracy:P2}");
        }
    }

    private static string Describe(EpochResult epoch) => epoch.ValidationLoss is null ? "" : Format(
        $"validation loss {epoch.ValidationLoss:F4}, accuracy {epoch.ValidationAccuracy:P2}, mean over the classes {epoch.ValidationMacroAccuracy:P2}, ");

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Print(FormattableString line) => Console.WriteLine(Format(line));
}
