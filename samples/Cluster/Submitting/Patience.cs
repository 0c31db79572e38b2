namespace Cluster.Submitting;

/// <summary>Calls of a client to a cluster, silos of which may die.</summary>
internal static class Patience
{
    /// <summary>How long the cluster may be silent: longer than it takes it to see that a silo is dead.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Calls until there is an answer.</summary>
    /// <exception cref="TimeoutException">The cluster does not answer.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        DateTime end = DateTime.UtcNow + Limit;
        while (true)
        {
            try
            {
                return await call().WaitAsync(cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException && DateTime.UtcNow < end)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new TimeoutException($"The cluster does not answer: {e.Message} The same command goes on when it does.", e);
            }
        }
    }

    /// <summary>Waits for a call that the silos can do without.</summary>
    public static async Task TryAsync(Task call)
    {
        try
        {
            await call.WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
        }
    }
}
