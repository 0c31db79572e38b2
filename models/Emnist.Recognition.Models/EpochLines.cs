using System.Globalization;
using Emnist.Recognition.Training;

namespace Emnist.Recognition.Models;

/// <summary>Writes a line for each epoch of a training.</summary>
internal sealed class EpochLines(string stage, TextWriter output) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Finished is { } epoch)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{stage}: epoch {epoch.Epoch} of {value.Epochs}, loss {epoch.Loss:F4}, accuracy {epoch.Accuracy:P2}, validation loss "
                + $"{epoch.ValidationLoss:F4}, accuracy {epoch.ValidationAccuracy:P2}, mean over classes {epoch.ValidationMacroAccuracy:P2}, "
                + $"{epoch.Duration.TotalSeconds:F0} s"));
            output.Flush();
        }
    }
}
