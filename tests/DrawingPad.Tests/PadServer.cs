using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DrawingPad.Tests;

/// <summary>The sample on a real Kestrel, on a free port of the loopback.</summary>
internal sealed class PadServer : WebApplicationFactory<Program>
{
    private readonly (string Key, string Value)[] _settings;
    private int _underWay;

    /// <param name="settings">Configuration that differs. There is no limit of rate or time and no drain where none is given.</param>
    public PadServer(params (string Key, string Value)[] settings)
    {
        // The port is configured: to be given it by the factory, as UseKestrel(0) does, races with the start of the program.
        _settings =
        [
            ("Urls", "http://127.0.0.1:0"),
            ("Limits:RequestsPerSecond", "100000"),
            ("Limits:Burst", "100000"),
            ("Limits:Timeout", "00:10:00"),
            ("Limits:Drain", "00:00:00"),
            .. settings,
        ];
        UseKestrel();
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>Waits until so many requests, their headers at least, are in the server and not yet answered.</summary>
    public async Task UntilUnderWayAsync(int count)
    {
        for (var clock = Stopwatch.StartNew(); Volatile.Read(ref _underWay) != count; await Task.Delay(10))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"{_underWay} requests of {count} are under way.");
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.ConfigureLogging(static logging => logging.ClearProviders());
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(new Counter(this)));
        foreach ((string key, string value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }

    /// <summary>Counts the requests that are under way.</summary>
    private sealed class Counter(PadServer server) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                Interlocked.Increment(ref server._underWay);
                try
                {
                    await following(context);
                }
                finally
                {
                    Interlocked.Decrement(ref server._underWay);
                }
            });
            next(app);
        };
    }
}
