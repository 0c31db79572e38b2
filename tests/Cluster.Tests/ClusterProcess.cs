using System.Diagnostics;
using System.Text;
using Cluster.Hosting;

namespace Cluster.Tests;

/// <summary>The sample in a process of its own: a silo, or a client.</summary>
internal sealed class ClusterProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly StringBuilder _told = new();
    private readonly Process _process;

    public ClusterProcess(params string[] arguments)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [typeof(ClusterCommand).Assembly.Location, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += Add;
        _process.ErrorDataReceived += Add;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it wrote so far, to the standard output and error.</summary>
    public string Told
    {
        get
        {
            lock (_told)
            {
                return _told.ToString();
            }
        }
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Told)> RunAsync(params string[] arguments)
    {
        using var process = new ClusterProcess(arguments);
        int exitCode = await process.WaitForExitAsync();
        return (exitCode, process.Told);
    }

    /// <summary>Starts a silo, and waits until it is one of the cluster's.</summary>
    public static async Task<ClusterProcess> StartSiloAsync(RedisServer redis)
    {
        var silo = new ClusterProcess("--silo", "--redis", redis.Address);
        await silo.WaitUntilAsync(() => silo.Told.Contains("reads what is submitted", StringComparison.Ordinal));
        return silo;
    }

    /// <summary>Waits for something to be, while the process lives.</summary>
    public async Task WaitUntilAsync(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.False(_process.HasExited, $"It ended too early: {Told}");
            Assert.True(clock.Elapsed < Patience, $"It takes too long: {Told}");
            await Task.Delay(50);
        }
    }

    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It does not end: {Told}");
        }

        return _process.ExitCode;
    }

    /// <summary>Without any warning to it.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to end, as Ctrl-C does; but SIGINT is ignored by whatever a shell has started in the background.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void Add(object sender, DataReceivedEventArgs e)
    {
        lock (_told)
        {
            _told.Append(e.Data).Append('\n');
        }
    }
}
