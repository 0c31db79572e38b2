using System.Runtime.ExceptionServices;

namespace Emnist.Recognition.Training.Numerics;

/// <summary>
/// A few threads, kept for the life of a training run, that share out numbered pieces of work. What a piece holds is
/// for the caller to fix; which thread takes it never changes a result. One caller at a time. A thread starts with the
/// first work that has a piece for it: a team allowed any number has no more than it needs, and one that never worked
/// none, so that nothing is lost where it is not disposed.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly int _maxHelpers;
    private readonly List<Thread> _helpers = [];
    private readonly SemaphoreSlim _start = new(0);
    private readonly CountdownEvent _helpersAtWork = new(0);
    private Action<int>? _work;
    private Exception? _failure;
    private int _pieces;
    private int _nextPiece;
    private volatile bool _disposed;

    /// <param name="threads">The most threads that work, the caller's among them.</param>
    public WorkerTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _maxHelpers = threads - 1;
    }

    /// <summary>
    /// Calls <paramref name="work"/> once for every piece from 0 to <paramref name="pieces"/> - 1 and returns when all
    /// are done. Allocates nothing once its threads have started. The first exception of a piece is rethrown here.
    /// </summary>
    public void Run(int pieces, Action<int> work)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int helpers = Math.Min(_maxHelpers, pieces - 1);
        StartHelpers(helpers);
        _work = work;
        _pieces = pieces;
        _failure = null;
        _nextPiece = 0;
        if (helpers > 0)
        {
            _helpersAtWork.Reset(helpers);
            _start.Release(helpers);
        }

        TakePieces();
        if (helpers > 0)
        {
            _helpersAtWork.Wait();
        }

        _work = null;
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

            TakePieces();
            _helpersAtWork.Signal();
        }
    }

    private void TakePieces()
    {
        try
        {
            for (int piece = Interlocked.Increment(ref _nextPiece) - 1; piece < _pieces; piece = Interlocked.Increment(ref _nextPiece) - 1)
            {
                _work!(piece);
            }
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
            Volatile.Write(ref _nextPiece, _pieces);
        }
    }
}
