using System.Net;
using System.Net.Sockets;
using Cluster.Pictures;
using Cluster.Reading;
using Cluster.Searching;
using Cluster.Submitting;
using Emnist.Recognition;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using StackExchange.Redis;

namespace Cluster.Hosting;

/// <summary>The three kinds of process: a silo, a client, and one that is both and needs nothing else.</summary>
internal static class ClusterHosts
{
    private const string Name = "emnist";

    /// <summary>How long a client waits for the first silo.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>A silo of its own and its client, with what is kept in memory.</summary>
    public static IHost CreateEmbedded()
    {
        HostApplicationBuilder builder = CreateBuilder();
        (int silo, int gateway) = (FindFreePort(), FindFreePort());
        builder.UseOrleans(orleans => orleans.UseLocalhostClustering(silo, gateway).AddMemoryGrainStorageAsDefault());
        AddWork(builder);
        AddClients(builder);
        return builder.Build();
    }

    /// <summary>A silo among others.</summary>
    /// <param name="address">Where the others reach it; port 0 for any, or a port whose successor is the clients'.</param>
    /// <param name="redis">Host and port of the server that knows the silos and keeps the state of grains.</param>
    public static IHost CreateSilo(IPEndPoint address, string redis)
    {
        HostApplicationBuilder builder = CreateBuilder();
        (int silo, int gateway) = address.Port == 0 ? (FindFreePort(), FindFreePort()) : (address.Port, address.Port + 1);
        builder.UseOrleans(orleans => orleans
            .Configure<ClusterOptions>(Configure)

            // A silo that has died is known to be dead after some 10 seconds, in place of 15.
            .Configure<ClusterMembershipOptions>(static options => options.ProbeTimeout = TimeSpan.FromSeconds(3))
            .ConfigureEndpoints(address.Address, silo, gateway, listenOnAnyHostAddress: !IPAddress.IsLoopback(address.Address))
            .UseRedisClustering(options => options.ConfigurationOptions = Parse(redis))
            .AddRedisGrainStorageAsDefault(options => options.ConfigurationOptions = Parse(redis)));
        AddWork(builder);
        return builder.Build();
    }

    /// <summary>A process that has the silos work.</summary>
    public static IHost CreateClient(string redis)
    {
        HostApplicationBuilder builder = CreateBuilder();
        builder.UseOrleansClient(orleans => orleans
            .Configure<ClusterOptions>(Configure)
            .Configure<GatewayOptions>(static options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5))
            .Configure<ClientMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromSeconds(10))
            .UseConnectionRetryFilter(RetryUntil(DateTime.UtcNow + Patience))
            .UseRedisClustering(options => options.ConfigurationOptions = Parse(redis)));
        AddClients(builder);
        return builder.Build();
    }

    /// <summary>No settings from files: what there is to be set is on the command line. Remarks go to the standard error.</summary>
    private static HostApplicationBuilder CreateBuilder()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddSimpleConsole(static options => options.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            static options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton<IPictureSource, FolderPictures>();
        builder.Services.AddSingleton<TrainingImages>();

        // A silo that dies is no news to who reads the log of another, and what ends a process is told at its end.
        builder.Logging.SetMinimumLevel(LogLevel.Critical).AddFilter("Cluster", LogLevel.Information);
        return builder;
    }

    private static void AddClients(HostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<JobClient>();
        builder.Services.AddSingleton<SearchClient>();
    }

    private static void AddWork(HostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CharacterRecognizer>();
        builder.Services.AddSingleton<Processors>();

        // After Orleans, and so stopped before it: what is being read is still delivered.
        builder.Services.AddHostedService<Readers>();
    }

    private static void Configure(ClusterOptions options) => (options.ClusterId, options.ServiceId) = (Name, Name);

    private static ConfigurationOptions Parse(string redis)
    {
        var options = ConfigurationOptions.Parse(redis);
        options.AbortOnConnectFail = true;
        return options;
    }

    private static Func<Exception, CancellationToken, Task<bool>> RetryUntil(DateTime end) => async (e, cancellationToken) =>
    {
        Console.Error.WriteLine($"Waiting for a silo: {e.Message}");
        await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
        return DateTime.UtcNow < end;
    };

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
