using Emnist.Recognition.Training;
using static System.FormattableString;

namespace Emnist.Recognition.Tool.Progress;

/// <summary>Writes a line for each epoch.</summary>
internal sealed class EpochLines(TextWriter writer) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Finished is { } epoch)
        {
            writer.WriteLine(Describe(epoch, value.Epochs));
        }
    }

    /// <summary>An epoch in a line.</summary>
    public static string Describe(EpochResult epoch, int epochs)
    {
        string validation = epoch.ValidationAccuracy is { } accuracy
            ? Invariant($", validation loss {epoch.ValidationLoss:F4}, accuracy {accuracy:P2}")
            : "";
        string left = epoch.Epoch < epochs ? $", {Time(epoch.Duration * (epochs - epoch.Epoch))} left" : "";
        return Invariant($"epoch {epoch.Epoch}/{epochs}: loss {epoch.Loss:F4}, accuracy {epoch.Accuracy:P2}{validation}, ")
            + $"{Time(epoch.Duration)}{left}";
    }

    private static string Time(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } => Invariant($"{(int)time.TotalHours} h {time.Minutes:00} min"),
        { TotalMinutes: >= 1 } => Invariant($"{time.Minutes} min {time.Seconds:00} s"),
        _ => Invariant($"{time.TotalSeconds:F0} s"),
    };
}
