using System.Net.Sockets;
using System.Text;

namespace DrawingPad.Tests;

/// <summary>A client that sends what it likes.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp = new();
    private NetworkStream _stream = null!;

    public static async Task<RawClient> ConnectAsync(Uri address)
    {
        var client = new RawClient();
        await client._tcp.ConnectAsync(address.Host, address.Port);
        client._stream = client._tcp.GetStream();
        return client;
    }

    public Task SendAsync(string text) => _stream.WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();

    /// <summary>Whether the server took it.</summary>
    public async Task<bool> TrySendAsync(byte[] bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Each byte by itself, as soon as the one before is on its way.</summary>
    public async Task SendOneByOneAsync(byte[] bytes)
    {
        _tcp.NoDelay = true;
        for (int i = 0; i < bytes.Length; i++)
        {
            await _stream.WriteAsync(bytes.AsMemory(i, 1));
        }
    }

    /// <summary>Leaves without a word: the server sees a connection that was reset.</summary>
    public void Reset()
    {
        _tcp.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        _tcp.Close();
    }

    public void EndSending() => _tcp.Client.Shutdown(SocketShutdown.Send);

    /// <summary>All that the server sends, until it closes the connection or does not answer for a minute.</summary>
    public async Task<string> ReadAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var answer = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // Reset: what came until then counts.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    public void Dispose() => _tcp.Dispose();
}
