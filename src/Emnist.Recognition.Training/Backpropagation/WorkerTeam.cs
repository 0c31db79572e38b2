using System.Runtime.ExceptionServices;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// A few threads, kept for the life of a training run, that share out work cut into parts. How it is cut is for the
/// caller to say; which thread takes a part never changes a result. One caller at a time. A thread starts with the
/// first work that has a part for it: a team allowed any number has no more than it needs, and one that never worked
/// none, so that nothing is lost where it is not disposed.
/// </summary>
/// <remarks>
/// Why not <see cref="Parallel"/>: on .NET 10 it allocates some 1.5 kB in each call, of which a batch makes dozens; here a
/// batch allocates nothing. And its threads are the process's pool, which a training shares with whatever else runs there.
/// </remarks>
internal sealed class WorkerTeam : IDisposable
{
    private readonly int _maxHelpers;
    private readonly List<Thread> _helpers = [];
    private readonly SemaphoreSlim _start = new(0);
    private readonly CountdownEvent _helpersAtWork = new(0);

    /// <summary>By the type of their state: kept, so that a later call of the same type allocates none.</summary>
    private readonly Dictionary<Type, Job> _jobs = [];
    private Job? _job;
    private Exception? _failure;
    private int _items;
    private int _parts;
    private int _nextPart;
    private volatile bool _disposed;

    /// <param name="threads">The most threads that work, the caller's among them.</param>
    public WorkerTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _maxHelpers = threads - 1;
    }

    /// <summary>Calls <paramref name="work"/> once for every part, numbered from 0: one item each.</summary>
    /// <inheritdoc cref="Run{TState}(int, int, in TState, Action{TState, Part})"/>
    public void Run<TState>(int parts, in TState state, Action<TState, Part> work) => Run(parts, parts, state, work);

    /// <summary>
    /// Cuts items into parts of nearly equal size, calls <paramref name="work"/> once for each part, and returns when all
    /// are done. Once its threads have started and the type of state has been seen, it allocates nothing, if the work is
    /// a static lambda. The first exception of a part is rethrown here.
    /// </summary>
    /// <param name="items">Items, such as rows or samples.</param>
    /// <param name="parts">Parts to cut them into; where there are fewer items, some parts are empty, and are called as well.</param>
    /// <param name="state">What the work reads and writes: a tuple as a rule. The team does not keep it.</param>
    /// <param name="work">The work, called by several threads at once.</param>
    public void Run<TState>(int items, int parts, in TState state, Action<TState, Part> work)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int helpers = Math.Min(_maxHelpers, parts - 1);
        StartHelpers(helpers);
        Job<TState> job = FindJob<TState>();
        (job.State, job.Work) = (state, work);
        _job = job;
        (_items, _parts, _nextPart, _failure) = (items, parts, 0, null);
        if (helpers > 0)
        {
            _helpersAtWork.Reset(helpers);
            _start.Release(helpers);
        }

        TakeParts();
        if (helpers > 0)
        {
            _helpersAtWork.Wait();
        }

        (job.State, job.Work) = (default, null);
        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_helpers.Count > 0)
        {
            _start.Release(_helpers.Count);
        }

        foreach (Thread helper in _helpers)
        {
            helper.Join();
        }

        _start.Dispose();
        _helpersAtWork.Dispose();
    }

    private Job<TState> FindJob<TState>()
    {
        if (!_jobs.TryGetValue(typeof(TState), out Job? job))
        {
            job = new Job<TState>();
            _jobs.Add(typeof(TState), job);
        }

        return (Job<TState>)job;
    }

    private void StartHelpers(int count)
    {
        while (_helpers.Count < count)
        {
            var helper = new Thread(Help) { IsBackground = true, Name = $"Emnist.Recognition worker {_helpers.Count + 1}" };
            helper.Start();
            _helpers.Add(helper);
        }
    }

    private void Help()
    {
        while (true)
        {
            _start.Wait();
            if (_disposed)
            {
                return;
            }

            TakeParts();
            _helpersAtWork.Signal();
        }
    }

    private void TakeParts()
    {
        try
        {
            for (int index = Interlocked.Increment(ref _nextPart) - 1; index < _parts; index = Interlocked.Increment(ref _nextPart) - 1)
            {
                (int start, int length) = Partition.Range(_items, _parts, index);
                _job!.Do(new Part(index, start, length));
            }
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
            Volatile.Write(ref _nextPart, _parts);
        }
    }

    /// <summary>Work with its state, of whatever type, where all threads find it.</summary>
    private abstract class Job
    {
        public abstract void Do(Part part);
    }

    private sealed class Job<TState> : Job
    {
        public TState? State { get; set; }

        public Action<TState, Part>? Work { get; set; }

        public override void Do(Part part) => Work!(State!, part);
    }
}

/// <summary>A part of some items.</summary>
/// <param name="Index">The number of the part, from 0.</param>
/// <param name="Start">Its first item.</param>
/// <param name="Length">Its items.</param>
internal readonly record struct Part(int Index, int Start, int Length)
{
    /// <summary>The part's rows of a buffer [items, width].</summary>
    public Span<float> Rows(AlignedBuffer buffer, int width) => buffer.Span.Slice(Start * width, Length * width);
}
