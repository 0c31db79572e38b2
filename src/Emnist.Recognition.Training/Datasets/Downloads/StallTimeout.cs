namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>
/// Waits for a server, but not for ever: each step has the same time. Faults of the connection become
/// <see cref="TransferException"/>s.
/// </summary>
internal sealed class StallTimeout : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenSource _source;

    public StallTimeout(TimeSpan timeout, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _cancellationToken = cancellationToken;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> step)
    {
        _source.CancelAfter(_timeout);
        try
        {
            return await step(_source.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!_cancellationToken.IsCancellationRequested)
        {
            throw new TransferException($"nothing for {_timeout.TotalSeconds:0.###} seconds", mayPass: true, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new TransferException(e.Message.TrimEnd('.'), mayPass: true, e);
        }
        finally
        {
            // What the disk takes between the steps is not the server's time.
            _source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _source.Dispose();
}
