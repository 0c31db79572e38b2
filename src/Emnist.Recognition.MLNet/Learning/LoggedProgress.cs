using Emnist.Recognition.Training;
using Microsoft.ML.Runtime;

namespace Emnist.Recognition.MLNet.Learning;

/// <summary>Tells every epoch in the context's log, and every batch to whoever else asked for it.</summary>
internal sealed class LoggedProgress(IChannel channel, IProgress<TrainingProgress>? other) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Finished is { } epoch)
        {
            channel.Info(MessageSensitivity.None, $"{epoch}");
        }

        other?.Report(value);
    }
}
