using System.Globalization;
using Emnist.Recognition.Training;

namespace Emnist.Recognition.Tool.Progress;

/// <summary>An epoch in a line.</summary>
internal static class EpochText
{
    public static string Of(EpochResult epoch, int epochs)
    {
        string validation = epoch.ValidationAccuracy is { } accuracy
            ? Format($", validation loss {epoch.ValidationLoss:F4}, accuracy {accuracy:P2}")
            : "";
        string left = epoch.Epoch < epochs ? $", {Time(epoch.Duration * (epochs - epoch.Epoch))} left" : "";
        return Format($"epoch {epoch.Epoch}/{epochs}: loss {epoch.Loss:F4}, accuracy {epoch.Accuracy:P2}{validation}, {Time(epoch.Duration)}{left}");
    }

    private static string Time(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } => Format($"{(int)time.TotalHours} h {time.Minutes:00} min"),
        { TotalMinutes: >= 1 } => Format($"{time.Minutes} min {time.Seconds:00} s"),
        _ => Format($"{time.TotalSeconds:F0} s"),
    };

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
