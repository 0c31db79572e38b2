using Emnist.Recognition.Training;

namespace TrainYourOwn;

/// <summary>A line for every epoch.</summary>
internal sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Finished is { } epoch)
        {
            Console.WriteLine(
                $"epoch {epoch.Epoch}/{value.Epochs}: loss {epoch.Loss:F4}, accuracy {epoch.Accuracy:P1}, validation {epoch.ValidationAccuracy:P1}");
        }
    }
}
