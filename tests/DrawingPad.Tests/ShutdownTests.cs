using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DrawingPad.Tests;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Requests_that_are_under_way_when_the_server_is_asked_to_stop_are_answered()
    {
        byte[] picture = Pictures.Read("digit-3.png");
        using var server = new PadServer();
        RawClient[] clients = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => RawClient.ConnectAsync(server.Address)));
        foreach (RawClient client in clients)
        {
            await client.SendAsync($"POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: {picture.Length}\r\n\r\n");
            await client.TrySendAsync(picture[..^1]);
        }

        // Until the server has them all; then it stops listening before the last byte comes.
        await Task.Delay(500);
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
        using var server = new PadServer(("Limits:Drain", "00:00:03"));
        using HttpClient client = server.CreateClient();
        using HttpResponseMessage before = await client.GetAsync("/healthz");
        Task stopped = server.Services.GetRequiredService<IHost>().StopAsync();

        using HttpResponseMessage health = await client.GetAsync("/healthz");
        using HttpResponseMessage answer = await client.GetAsync("/api/model");

        Assert.NotEqual(true, before.Headers.ConnectionClose);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
        await stopped;
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
