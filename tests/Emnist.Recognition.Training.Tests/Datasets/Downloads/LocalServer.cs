using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Emnist.Recognition.Training.Tests.Datasets.Downloads;

/// <summary>
/// A web server on the loopback address that gives the files it was given, with ranges and entity tags, and misbehaves as
/// often as it is told to: each request takes the next of <see cref="Faults"/>.
/// </summary>
internal sealed class LocalServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, byte[]> _files = new();

    public LocalServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/data/");

    public ConcurrentQueue<ServerFault> Faults { get; } = new();

    public ConcurrentQueue<ServedRequest> Requests { get; } = new();

    /// <summary>The entity tag in quotes; null to send a date of the last change, "" for neither.</summary>
    public string? EntityTag { get; set; } = "\"v1\"";

    public bool KnowsRanges { get; set; } = true;

    public bool TellsLength { get; set; } = true;

    public byte[] this[string name]
    {
        set => _files["/data/" + name] = value;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        CancellationToken stop = _stop.Token;
        try
        {
            using (client)
            {
                NetworkStream stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                string path = (await reader.ReadLineAsync(stop))!.Split(' ')[1];
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                while (await reader.ReadLineAsync(stop) is { Length: > 0 } line)
                {
                    headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
                }

                var request = new ServedRequest(path, headers.GetValueOrDefault("Range"), headers.GetValueOrDefault("If-Range"));
                Requests.Enqueue(request);
                Faults.TryDequeue(out ServerFault? fault);
                await AnswerAsync(stream, request, fault ?? ServerFault.None, stop);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
        }
    }

    private async Task AnswerAsync(NetworkStream stream, ServedRequest request, ServerFault fault, CancellationToken stop)
    {
        if (fault.Status is not null || !_files.TryGetValue(request.Path, out byte[]? file))
        {
            await WriteAsync($"HTTP/1.1 {fault.Status ?? "404 Not Found"}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }

        byte[] content = fault.Body ?? file;
        const string Date = "Wed, 21 Oct 2015 07:28:00 GMT";
        string version = EntityTag ?? Date;
        bool isPart = KnowsRanges && request.Range is not null && (request.IfRange is null || request.IfRange == version);
        int start = isPart ? int.Parse(request.Range!.AsSpan(6).TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
        byte[] body = content[start..];
        if (fault.FlipByte is { } flipped && flipped >= start)
        {
            body[flipped - start] ^= 1;
        }

        var head = new StringBuilder(isPart ? "HTTP/1.1 206 Partial Content\r\n" : "HTTP/1.1 200 OK\r\n");
        head.Append(isPart ? $"Content-Range: {fault.ContentRange ?? $"bytes {start}-{content.Length - 1}/{content.Length}"}\r\n" : "");
        head.Append(EntityTag is null ? $"Last-Modified: {Date}\r\n" : EntityTag.Length > 0 ? $"ETag: {EntityTag}\r\n" : "");
        head.Append(TellsLength ? $"Content-Length: {body.Length}\r\n" : "").Append("Connection: close\r\n\r\n");
        await WriteAsync(head.ToString());
        await stream.WriteAsync(body.AsMemory(0, Math.Min(body.Length, fault.BytesBeforeEnd)), stop);
        await stream.FlushAsync(stop);
        if (fault.Stalls)
        {
            await Task.Delay(Timeout.Infinite, stop);
        }

        async Task WriteAsync(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), stop);
    }
}
