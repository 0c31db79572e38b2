using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace DrawingPad.Tests;

/// <summary>The sample on a real Kestrel, on a free port of the loopback.</summary>
internal sealed class PadServer : WebApplicationFactory<Program>
{
    private readonly (string Key, string Value)[] _settings;

    /// <param name="settings">Configuration that differs. There is no limit of rate and no drain where none is given.</param>
    public PadServer(params (string Key, string Value)[] settings)
    {
        // The port is configured: to be given it by the factory, as UseKestrel(0) does, races with the start of the program.
        _settings =
        [
            ("Urls", "http://127.0.0.1:0"),
            ("Limits:RequestsPerSecond", "100000"),
            ("Limits:Burst", "100000"),
            ("Limits:Drain", "00:00:00"),
            .. settings,
        ];
        UseKestrel();
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.ConfigureLogging(static logging => logging.ClearProviders());
        foreach ((string key, string value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }
}
