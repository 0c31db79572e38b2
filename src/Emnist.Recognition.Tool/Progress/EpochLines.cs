using Emnist.Recognition.Training;

namespace Emnist.Recognition.Tool.Progress;

/// <summary>Writes a line for each epoch.</summary>
internal sealed class EpochLines(TextWriter writer) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Finished is { } epoch)
        {
            writer.WriteLine(EpochText.Of(epoch, value.Epochs));
        }
    }
}
