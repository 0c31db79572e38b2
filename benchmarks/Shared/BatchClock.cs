using System.Diagnostics;
using Emnist.Recognition.Training;

namespace Emnist.Recognition;

/// <summary>Times the batches of a training after a warm-up, and stops it when enough are seen.</summary>
internal sealed class BatchClock(TimeSpan warmUp, TimeSpan measured) : IProgress<TrainingProgress>, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly long _created = Stopwatch.GetTimestamp();
    private long _start;
    private int _batches;

    public CancellationToken Stop => _stop.Token;

    public double BatchesPerSecond { get; private set; }

    public void Dispose() => _stop.Dispose();

    public void Report(TrainingProgress value)
    {
        if (_start == 0)
        {
            _start = Stopwatch.GetElapsedTime(_created) >= warmUp ? Stopwatch.GetTimestamp() : 0;
            return;
        }

        _batches++;
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
        if (elapsed >= measured)
        {
            BatchesPerSecond = _batches / elapsed.TotalSeconds;
            _stop.Cancel();
        }
    }
}
