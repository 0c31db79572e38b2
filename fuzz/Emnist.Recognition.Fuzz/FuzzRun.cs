using System.Diagnostics;

namespace Emnist.Recognition.Fuzz;

/// <summary>Hands inputs to a target until they end or one fails. A run serves once.</summary>
internal sealed class FuzzRun(FuzzTarget target)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private volatile Case? _current;
    private volatile FuzzSummary _summary = new();
    private volatile bool _isAbandoned;

    /// <summary>The longest that an input may take, and what is then tried with it.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>With every so many-th input that was read goes on what users would do with it.</summary>
    public int UseEvery { get; init; } = 50;

    /// <summary>Runs on a thread of its own and watches it, so that an input that hangs is reported like others.</summary>
    public FuzzSummary Run(IEnumerable<byte[]> inputs)
    {
        var worker = Task.Factory.StartNew(
            () => Try(inputs), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (!worker.Wait(PollInterval))
        {
            if (_current is { } running && running.Elapsed > TimeLimit)
            {
                _isAbandoned = true;
                return _summary with { Failure = TooLong(running) };
            }
        }

        return _summary;
    }

    private void Try(IEnumerable<byte[]> inputs)
    {
        foreach (byte[] input in inputs)
        {
            _current = new Case(input, Stopwatch.GetTimestamp());
            FuzzSummary after = Try(_current, _summary);
            _current = null;
            if (_isAbandoned)
            {
                return;
            }

            _summary = after;
            if (after.Failure is not null)
            {
                return;
            }
        }
    }

    private FuzzSummary Try(Case current, FuzzSummary before)
    {
        try
        {
            long allocated = -GC.GetAllocatedBytesForCurrentThread();
            Action? use = target.Read(current.Input);
            allocated += GC.GetAllocatedBytesForCurrentThread();
            if (use is not null && before.Accepted % UseEvery == 0)
            {
                use();
            }

            return before with
            {
                Accepted = before.Accepted + (use is null ? 0 : 1),
                Refused = before.Refused + (use is null ? 1 : 0),
                MostBytes = Math.Max(before.MostBytes, allocated),
                LongestTime = current.Elapsed > before.LongestTime ? current.Elapsed : before.LongestTime,
                Failure = allocated > target.AllocationLimit
                    ? Fail(current, $"allocated {allocated:N0} bytes; {target.AllocationLimit:N0} are allowed")
                    : current.Elapsed > TimeLimit ? TooLong(current) : null,
            };
        }
        catch (Exception e)
        {
            return before with { Failure = Fail(current, $"threw {e}") };
        }
    }

    private FuzzFailure TooLong(Case running) => Fail(running, $"took longer than {TimeLimit.TotalSeconds:N1} s");

    private FuzzFailure Fail(Case failed, string problem) => new(target.Name, failed.Input, problem);

    private sealed record Case(byte[] Input, long Started)
    {
        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(Started);
    }
}
