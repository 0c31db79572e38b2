namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>Reports the first and the last byte of a stage, and some 200 steps between: not every buffer.</summary>
internal sealed class ProgressMeter(RemoteFile file, IProgress<DownloadProgress>? progress)
{
    private const int Steps = 200;

    public Action<long> At(DownloadStage stage)
    {
        long step = Math.Max(1, file.Length / Steps);
        long reported = -step;
        return done =>
        {
            if (done < reported || done - reported >= step || done == file.Length)
            {
                reported = done;
                progress?.Report(new DownloadProgress(file.Name, stage, done, file.Length));
            }
        };
    }
}
