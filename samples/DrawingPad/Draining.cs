using Microsoft.Extensions.Options;

namespace DrawingPad;

/// <summary>
/// When the server is asked to stop, it first goes on for a while: every answer says that its connection closes, and the health
/// check that no more should come. Then it stops listening, and what is under way is still answered.
/// </summary>
internal sealed class Draining(IOptions<LimitsOptions> limits) : IHostedLifecycleService
{
    public bool IsStopping { get; private set; }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        IsStopping = true;
        return Task.Delay(limits.Value.Drain, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
