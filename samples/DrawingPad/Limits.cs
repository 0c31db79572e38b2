using System.Net;
using System.Threading.RateLimiting;
using Emnist.Recognition;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace DrawingPad;

/// <summary>Limits of body, time and rate. Those of pixels are the recognizer's: <see cref="RecognizerOptions.DecoderOptions"/>.</summary>
internal static class Limits
{
    public static void AddLimits(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<LimitsOptions>().Bind(section)
            .Validate(
                static o => o is { RequestsPerSecond: > 0, Burst: > 0, Concurrent: >= 0, Queue: >= 0, Connections: > 0 }
                    && o.BytesPerSecond > 0 && o.Timeout > TimeSpan.Zero && o.Drain >= TimeSpan.Zero,
                "A value of the section Limits is out of its range.")
            .ValidateOnStart();
        services.AddSingleton<RecognitionGate>();
        services.AddRateLimiter();
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitsOptions>>(Apply);
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<LimitsOptions>>(static (timeouts, limits) =>
            timeouts.DefaultPolicy = new RequestTimeoutPolicy
            {
                Timeout = limits.Value.Timeout,
                TimeoutStatusCode = StatusCodes.Status408RequestTimeout,
            });
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitsOptions>, IOptions<RecognizerOptions>>(Apply);
    }

    /// <summary>Each client, told by its address, has a bucket of tokens that fills again.</summary>
    private static void Apply(RateLimiterOptions options, IOptions<LimitsOptions> limits)
    {
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.Value.Burst,
            TokensPerPeriod = limits.Value.RequestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        };
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
            RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress ?? IPAddress.None, _ => bucket));
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = static (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            return ValueTask.CompletedTask;
        };
    }

    private static void Apply(KestrelServerOptions server, IOptions<LimitsOptions> limits, IOptions<RecognizerOptions> recognizer)
    {
        server.AddServerHeader = false;
        server.Limits.MaxConcurrentConnections = limits.Value.Connections;
        server.Limits.MaxRequestBodySize = recognizer.Value.DecoderOptions.MaxBytes;
        server.Limits.MinRequestBodyDataRate = new MinDataRate(limits.Value.BytesPerSecond, TimeSpan.FromSeconds(3));
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
    }
}
