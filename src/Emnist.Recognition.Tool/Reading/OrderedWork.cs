using System.Collections.Concurrent;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>
/// Work on all cores whose results come in the order of the items, each as soon as it and those before it are done. Items are
/// taken one by one when a thread is free for them, and only few results wait for their turn, so that there may be any number.
/// </summary>
internal static class OrderedWork
{
    private const int WaitingResultsPerThread = 16;

    /// <summary>Does the work on the items. What items or work throw, the results throw at that place, which is then the last.</summary>
    /// <exception cref="OperationCanceledException">
    /// It was cancelled. Threads that wait for an item are left to themselves: they do not keep the process alive.
    /// </exception>
    public static IEnumerable<TResult> Run<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, TResult> work, CancellationToken cancellationToken)
    {
        int threads = Environment.ProcessorCount;

        // Neither this nor the queue is disposed: a thread that waits for an item may look at them long after the end.
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queue = new Queue<TItem, TResult>(items.GetEnumerator(), work, threads * WaitingResultsPerThread, stop.Token);
        for (int i = 0; i < threads; i++)
        {
            new Thread(queue.Work) { IsBackground = true, Name = "pictures" }.Start();
        }

        try
        {
            foreach (Task<TResult> result in queue.Results.GetConsumingEnumerable(cancellationToken))
            {
                yield return result.WaitAsync(cancellationToken).GetAwaiter().GetResult();
            }
        }
        finally
        {
            stop.Cancel();
        }
    }

    private sealed class Queue<TItem, TResult>(IEnumerator<TItem> items, Func<TItem, TResult> work, int capacity, CancellationToken stop)
    {
        private readonly Lock _lock = new();

        /// <summary>The results in the items' order, begun or done.</summary>
        public BlockingCollection<Task<TResult>> Results { get; } = new(capacity);

        public void Work()
        {
            while (Next() is { } task)
            {
                task.RunSynchronously(TaskScheduler.Default);
            }
        }

        private Task<TResult>? Next()
        {
            lock (_lock)
            {
                try
                {
                    return Results.IsAddingCompleted || stop.IsCancellationRequested ? null : Take();
                }
                catch (OperationCanceledException)
                {
                    return null;
                }
            }
        }

        private Task<TResult>? Take()
        {
            Task<TResult>? task = null;
            try
            {
                if (items.MoveNext())
                {
                    TItem item = items.Current;
                    task = new Task<TResult>(() => work(item));
                    Results.Add(task, stop);
                    return task;
                }
            }
            catch (Exception e) when (task is null)
            {
                Results.Add(Task.FromException<TResult>(e), stop);
            }

            Results.CompleteAdding();
            return null;
        }
    }
}
