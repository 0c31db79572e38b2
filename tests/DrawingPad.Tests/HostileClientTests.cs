using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DrawingPad.Tests;

/// <summary>Clients that lie, dawdle or ask too much: they get an error, and the others their answer.</summary>
public sealed class HostileClientTests
{
    private static readonly byte[] Picture = Pictures.Read("digit-3.png");

    [Fact]
    public async Task A_hundred_megabytes_without_a_length_are_cut_short()
    {
        using var server = new PadServer(("Recognizer:DecoderOptions:MaxBytes", "1000000"));
        using RawClient client = await RawClient.ConnectAsync(server.Address);
        await client.SendAsync("POST /api/predict HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
        byte[] chunk = [.. Encoding.ASCII.GetBytes("100000\r\n"), .. new byte[0x100000], .. "\r\n"u8];
        int sent = 0;
        Task<string> answer = client.ReadAsync();
        while (sent < 100 && !answer.IsCompleted && await client.TrySendAsync(chunk))
        {
            sent++;
        }

        Assert.StartsWith("HTTP/1.1 413", await answer, StringComparison.Ordinal);
        Assert.InRange(sent, 1, 99);
        await AssertAnswersAsync(server);
    }

    [Fact]
    public async Task A_length_beyond_the_limit_is_refused_before_the_body()
    {
        using var server = new PadServer();
        using RawClient client = await RawClient.ConnectAsync(server.Address);
        await client.SendAsync("POST /api/read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413", await client.ReadAsync(), StringComparison.Ordinal);
        await AssertAnswersAsync(server);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(10)]
    public async Task A_wrong_length_harms_nobody_else(int length)
    {
        using var server = new PadServer();
        using (RawClient client = await RawClient.ConnectAsync(server.Address))
        {
            await client.SendAsync($"POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n");
            await client.TrySendAsync(Picture);
            client.EndSending();
            string answer = await client.ReadAsync();
            Assert.DoesNotContain("HTTP/1.1 200", answer, StringComparison.Ordinal);
        }

        await AssertAnswersAsync(server);
    }

    [Fact]
    public async Task A_body_of_single_bytes_is_answered()
    {
        using var server = new PadServer();
        using RawClient client = await RawClient.ConnectAsync(server.Address);
        await client.SendAsync(
            $"POST /api/predict HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {Picture.Length}\r\n\r\n");
        await client.SendOneByOneAsync(Picture);

        Assert.StartsWith("HTTP/1.1 200", await client.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_that_leave_in_the_middle_leave_nothing_behind()
    {
        using var server = new PadServer(("Limits:Concurrent", "1"), ("Limits:Queue", "1"), ("Limits:Connections", "20"));
        for (int round = 0; round < 5; round++)
        {
            RawClient[] leaving = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => RawClient.ConnectAsync(server.Address)));
            foreach ((int index, RawClient client) in leaving.Index())
            {
                string path = index % 2 == 0 ? "predict" : "read";
                await client.SendAsync($"POST /api/{path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Picture.Length}\r\n\r\n");
                await client.TrySendAsync(Picture[..(Picture.Length * index / leaving.Length)]);
                client.Reset();
            }

            await server.UntilUnderWayAsync(0);
            await AssertAnswersAsync(server);
        }
    }

    [Fact]
    public async Task Headers_without_an_end_are_given_up()
    {
        using var server = new PadServer();
        using RawClient client = await RawClient.ConnectAsync(server.Address);
        var clock = Stopwatch.StartNew();
        await client.SendAsync("POST /api/predict HTTP/1.1\r\nHost: loc");

        Assert.StartsWith("HTTP/1.1 408", await client.ReadAsync(), StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(50));
        await AssertAnswersAsync(server);
    }

    [Fact]
    public async Task Bodies_that_trickle_in_hold_up_nobody()
    {
        using var server = new PadServer(("Limits:BytesPerSecond", "1"), ("Limits:Concurrent", "1"), ("Limits:Queue", "1"));
        RawClient[] slow = await TrickleAsync(server);

        await AssertAnswersAsync(server);

        Array.ForEach(slow, static client => client.Dispose());
    }

    [Fact]
    public async Task Bodies_that_trickle_in_are_given_up_in_the_end()
    {
        using var server = new PadServer(("Limits:Timeout", "00:00:01"));
        foreach (RawClient client in await TrickleAsync(server))
        {
            string answer = await client.ReadAsync();
            Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
            Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
            client.Dispose();
        }
    }

    [Fact]
    public async Task A_body_slower_than_the_least_rate_is_given_up()
    {
        using var server = new PadServer(("Limits:BytesPerSecond", "100000"));
        using RawClient client = await RawClient.ConnectAsync(server.Address);
        var clock = Stopwatch.StartNew();
        await client.SendAsync("POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n12345");

        Assert.StartsWith("HTTP/1.1 408", await client.ReadAsync(), StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(50));
    }

    [Fact]
    public async Task A_client_that_asks_too_often_is_told_when_to_come_again()
    {
        using var server = new PadServer(("Limits:RequestsPerSecond", "1"), ("Limits:Burst", "3"));
        using HttpClient client = server.CreateClient();

        // At once, and of what takes no time: a bucket that fills again meanwhile would refuse nobody.
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetAsync("/api/model")));

        Assert.Contains(answers, static answer => answer.StatusCode == HttpStatusCode.OK);
        HttpResponseMessage refused = answers.First(static answer => answer.StatusCode != HttpStatusCode.OK);
        await Problem.AssertAsync(HttpStatusCode.TooManyRequests, refused);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Array.ForEach(answers, static answer => answer.Dispose());
    }

    [Fact]
    public async Task Where_too_many_wait_the_next_is_sent_away_and_who_leaves_makes_room()
    {
        using var server = new PadServer(("Limits:Concurrent", "1"), ("Limits:Queue", "1"));
        using HttpClient client = server.CreateClient();
        RecognitionGate gate = server.Services.GetRequiredService<RecognitionGate>();
        using IDisposable turn = await gate.EnterAsync(CancellationToken.None);
        using var leaving = new CancellationTokenSource();
        List<Task<HttpResponseMessage>> requests =
            [.. Enumerable.Range(0, 4).Select(_ => client.PostAsync("/api/predict", new ByteArrayContent(Picture), leaving.Token))];
        while (requests.Count > 1)
        {
            Task<HttpResponseMessage> answered = await Task.WhenAny(requests);
            requests.Remove(answered);
            using HttpResponseMessage refused = await answered;
            await Problem.AssertAsync(HttpStatusCode.ServiceUnavailable, refused);
            Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        }

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => requests[0]);
        Task<IDisposable> next = await WaitingAsync(gate);
        turn.Dispose();
        (await next).Dispose();
        await AssertAnswersAsync(server);
    }

    /// <summary>Waits for a turn as soon as there is room to: the server may be slow to see that a client has left.</summary>
    private static async Task<Task<IDisposable>> WaitingAsync(RecognitionGate gate)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromMinutes(1))
        {
            // Who is refused is so at once.
            Task<IDisposable> turn = gate.EnterAsync(CancellationToken.None);
            if (!turn.IsCompleted)
            {
                return turn;
            }

            BadHttpRequestException refused = await Assert.ThrowsAsync<BadHttpRequestException>(() => turn);
            Assert.Equal(StatusCodes.Status503ServiceUnavailable, refused.StatusCode);
            await Task.Delay(10);
        }

        throw new TimeoutException("The one who left still has the place.");
    }

    /// <summary>Clients that send the beginning of a picture and no more.</summary>
    private static async Task<RawClient[]> TrickleAsync(PadServer server)
    {
        RawClient[] slow = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RawClient.ConnectAsync(server.Address)));
        foreach (RawClient client in slow)
        {
            await client.SendAsync($"POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Picture.Length}\r\n\r\n");
            await client.TrySendAsync(Picture[..10]);
        }

        return slow;
    }

    private static async Task AssertAnswersAsync(PadServer server)
    {
        using HttpClient client = server.CreateClient();
        using HttpResponseMessage response = await client.PostAsync("/api/predict", new ByteArrayContent(Picture));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
