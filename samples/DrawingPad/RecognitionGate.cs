using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace DrawingPad;

/// <summary>
/// Lets as many pictures in as there are processors, and has a few wait. A request comes here when its body is there: a client
/// that sends slowly holds up nobody.
/// </summary>
internal sealed class RecognitionGate(IOptions<LimitsOptions> limits) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = limits.Value.Concurrent == 0 ? Environment.ProcessorCount : limits.Value.Concurrent,
        QueueLimit = limits.Value.Queue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for a turn, which lasts until it is disposed of.</summary>
    /// <exception cref="BadHttpRequestException">Too many wait already.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        RateLimitLease turn = await _limiter.AcquireAsync(1, cancellationToken);
        if (turn.IsAcquired)
        {
            return turn;
        }

        turn.Dispose();
        throw new BadHttpRequestException("The server is busy. Try again in a second.", StatusCodes.Status503ServiceUnavailable);
    }

    public void Dispose() => _limiter.Dispose();
}
