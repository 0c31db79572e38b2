using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Emnist.Recognition.Tests;

namespace Cluster.Tests;

/// <summary>A Redis server of the test's own, which keeps nothing on disk.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    public RedisServer()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        _process = Process.Start(new ProcessStartInfo(
            Program ?? throw new FileNotFoundException(RedisFactAttribute.Missing),
            ["--bind", "127.0.0.1", "--port", $"{Port}", "--save", "", "--appendonly", "no", "--dir", _folder.Path])
        {
            RedirectStandardOutput = true,
        })!;

        // It says little more after this: what it says fits the pipe.
        string? line;
        do
        {
            line = _process.StandardOutput.ReadLine();
        }
        while (line?.Contains("eady to accept connections", StringComparison.Ordinal) == false);
        Assert.True(line is not null, "redis-server ended.");
    }

    /// <summary>The server's program; null where there is none.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(static folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists);

    public string Address => $"127.0.0.1:{Port}";

    private int Port { get; }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }
}
