using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DrawingPad.Tests;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Requests_that_are_under_way_when_the_server_is_asked_to_stop_are_answered()
    {
        byte[] picture = Pictures.Read("digit-3.png");

        // The last byte may be long in coming here.
        using var server = new PadServer(("Limits:BytesPerSecond", "1"));
        RawClient[] clients = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => RawClient.ConnectAsync(server.Address)));
        foreach (RawClient client in clients)
        {
            await client.SendAsync($"POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: {picture.Length}\r\n\r\n");
            await client.TrySendAsync(picture[..^1]);
        }

        // The server has them all; it stops listening before the last byte comes.
        await server.UntilUnderWayAsync(clients.Length);
        Task stopped = server.Services.GetRequiredService<IHost>().StopAsync();
        await UntilRefusedAsync(server.Address);
        Assert.False(stopped.IsCompleted);
        foreach (RawClient client in clients)
        {
            Assert.True(await client.TrySendAsync(picture[^1..]));
        }

        foreach (RawClient client in clients)
        {
            string answer = await client.ReadAsync();
            Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
            Assert.Contains("\"character\":\"3\"", answer, StringComparison.Ordinal);
            client.Dispose();
        }

        await stopped;
    }

    [Fact]
    public async Task A_server_that_is_to_stop_first_says_so_and_parts_with_its_clients()
    {
        using var server = new PadServer(("Limits:Drain", "00:10:00"));
        using HttpClient client = server.CreateClient();
        using HttpResponseMessage before = await client.GetAsync("/healthz");
        using var patience = new CancellationTokenSource();
        Task stopped = server.Services.GetRequiredService<IHost>().StopAsync(patience.Token);

        using HttpResponseMessage health = await client.GetAsync("/healthz");
        using HttpResponseMessage answer = await client.GetAsync("/api/model");

        Assert.NotEqual(true, before.Headers.ConnectionClose);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
        Assert.False(stopped.IsCompleted);

        // The clients have parted; it need not wait any longer, now nor when the test ends.
        server.Services.GetRequiredService<IOptions<LimitsOptions>>().Value.Drain = TimeSpan.Zero;
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/healthz"));
    }

    private static async Task UntilRefusedAsync(Uri address)
    {
        while (true)
        {
            try
            {
                using RawClient client = await RawClient.ConnectAsync(address);
                await Task.Delay(20);
            }
            catch (System.Net.Sockets.SocketException)
            {
                return;
            }
        }
    }
}
