using System.Collections.Concurrent;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests.Datasets.Downloads;

/// <summary>Keeps what is reported, on the thread that reports it.</summary>
internal sealed class ProgressProbe(Action<DownloadProgress>? then = null) : IProgress<DownloadProgress>
{
    public ConcurrentQueue<DownloadProgress> Reports { get; } = new();

    public void Report(DownloadProgress value)
    {
        Reports.Enqueue(value);
        then?.Invoke(value);
    }
}
