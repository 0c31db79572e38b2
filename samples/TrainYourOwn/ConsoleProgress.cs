using Emnist.Recognition.Training;

namespace TrainYourOwn;

/// <summary>A line for every epoch, with the time that is left.</summary>
internal sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Finished is { } epoch)
        {
            TimeSpan left = epoch.Duration * (value.Epochs - epoch.Epoch);
            Console.WriteLine(
                $"epoch {epoch.Epoch}/{value.Epochs}: loss {epoch.Loss:F4}, accuracy {epoch.Accuracy:P1}, "
                + $"validation {epoch.ValidationAccuracy:P1}, {left.TotalSeconds:F0} s left");
        }
    }
}
