using Spectre.Console;

namespace Emnist.Recognition.Tool.Progress;

/// <summary>A bar over the pictures that are read, where a person looks; else nothing.</summary>
internal sealed class PictureProgress : IDisposable
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _display = Task.CompletedTask;
    private readonly int _count;
    private int _done;

    public PictureProgress(ToolConsole console, int count)
    {
        _count = count;
        if (console.IsErrorTerminal)
        {
            _display = DisplayAsync(console);
        }
    }

    /// <summary>A picture more is done. Called from several threads.</summary>
    public void Advance() => Interlocked.Increment(ref _done);

    public void Dispose()
    {
        _finished.TrySetResult();
        _display.Wait();
    }

    private Task DisplayAsync(ToolConsole console) => console.ErrorTerminal()
        .Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(async context =>
        {
            ProgressTask task = context.AddTask($"{_count} pictures", maxValue: _count);
            while (!_finished.Task.IsCompleted)
            {
                task.Value = Volatile.Read(ref _done);
                await Task.WhenAny(_finished.Task, Task.Delay(100)).ConfigureAwait(false);
            }
        });
}
