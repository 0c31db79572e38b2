using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Emnist.Recognition.Soak;

/// <summary>Many threads ask one recognizer for a time, in an order of their own each.</summary>
internal sealed class SoakRun(SoakArguments arguments, CharacterRecognizer recognizer, IReadOnlyList<SoakWork> works) : IDisposable
{
    /// <summary>Of how many parts of the time the memory is looked at; those before the third are the warm-up.</summary>
    private const int Parts = 12;
    private const int WarmUp = 3;

    /// <summary>What the heap, all garbage collected, and the whole process may have grown by at the end: pools fill up, and a leak goes on.</summary>
    private const long HeapSlack = 32 << 20;
    private const long ProcessSlack = 128 << 20;

    /// <summary>Held for reading while something is asked, and for writing while the memory is looked at, so that none is in use.</summary>
    private readonly ReaderWriterLockSlim _work = new();

    private readonly ConcurrentQueue<string> _faults = new();
    private readonly List<(long Heap, long Process)> _memory = [];
    private long _answers;
    private long _refused;
    private int _unobserved;

    /// <summary>Runs, and prints what was found.</summary>
    /// <returns>Whether all was as it should be.</returns>
    public bool Run()
    {
        TaskScheduler.UnobservedTaskException += (_, _) => Interlocked.Increment(ref _unobserved);
        var clock = Stopwatch.StartNew();
        TimeSpan time = TimeSpan.FromSeconds(arguments.Seconds);
        Thread[] threads = [.. Enumerable.Range(0, arguments.Threads).Select(index => new Thread(() => Ask(index, clock, time)))];
        Array.ForEach(threads, static thread => thread.Start());
        for (int part = 1; part <= Parts; part++)
        {
            TimeSpan wait = (time * part / Parts) - clock.Elapsed;
            Thread.Sleep(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            _work.EnterWriteLock();
            _memory.Add((GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet));
            _work.ExitWriteLock();
        }

        Array.ForEach(threads, static thread => thread.Join());
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Report();
    }

    public void Dispose() => _work.Dispose();

    private void Ask(int thread, Stopwatch clock, TimeSpan time)
    {
        var random = new Random((arguments.Seed * 1000) + thread);
        while (clock.Elapsed < time && _faults.Count < 10)
        {
            SoakWork work = works[random.Next(works.Count)];
            _work.EnterReadLock();
            try
            {
                string answer = work.Ask(recognizer);
                if (answer != work.Expected)
                {
                    _faults.Enqueue($"{work.Name} gave\n{answer}\nwhere it gives alone\n{work.Expected}");
                }
            }
            catch (Exception e)
            {
                _faults.Enqueue($"{work.Name} threw {e}");
            }
            finally
            {
                _work.ExitReadLock();
            }

            Interlocked.Increment(ref _answers);
            Interlocked.Add(ref _refused, work.IsRefused ? 1 : 0);
        }
    }

    private bool Report()
    {
        (long Heap, long Process)[] warm = [.. _memory.Skip(WarmUp)];
        (long heapBefore, long heapAfter) = Ends([.. warm.Select(static at => at.Heap)]);
        (long processBefore, long processAfter) = Ends([.. warm.Select(static at => at.Process)]);
        foreach (string fault in _faults)
        {
            Console.WriteLine(fault);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{arguments.Threads} threads, {arguments.Seconds} s, {works.Count} works: {_answers} answers, {_refused} of them refusals; "
            + $"{_faults.Count} differ; heap {Mega(heapBefore)} -> {Mega(heapAfter)} MB, process {Mega(processBefore)} -> "
            + $"{Mega(processAfter)} MB after the warm-up; {_unobserved} unobserved exceptions"));
        return _faults.IsEmpty && _answers > 0 && _unobserved == 0
            && heapAfter <= heapBefore + HeapSlack && processAfter <= processBefore + ProcessSlack;
    }

    /// <summary>The medians of the first third and of the last: a single look may fall on a large picture.</summary>
    private static (long Before, long After) Ends(long[] values)
    {
        int third = values.Length / 3;
        return (values[..third].Order().ElementAt(third / 2), values[^third..].Order().ElementAt(third / 2));
    }

    private static double Mega(long bytes) => Math.Round(bytes / 1e6, 1);
}
