using System.Diagnostics;
using System.Net.Sockets;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Documentation.Tests;

/// <summary>What README promises besides that its code runs.</summary>
public sealed class ReadmeTests
{
    private static readonly CodeBlock[] Examples =
        [.. new MarkdownPage(Repository.PathOf("README.md")).Blocks.Where(block => block.Language == "csharp")];

    [Fact]
    public void Its_first_example_has_at_most_five_lines() =>
        Assert.InRange(Examples[0].Code.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line)), 1, 5);

    [Fact]
    public async Task Its_example_of_serving_answers_requests()
    {
        // A socket in a folder of its own: a port that is free now may be another program's by the time it is listened on.
        using var folder = new TemporaryFolder();
        string socket = Path.Combine(folder.Path, "s");
        Func<string[], Task> serve = new CSharpBlocks().Compile(
            Assert.Single(Examples, block => block.Code.Contains("MapPost", StringComparison.Ordinal)).Code);

        // The application never returns; it ends with the process of the tests.
        string[] arguments = ["--urls", $"http://unix:{socket}", "--Logging:LogLevel:Default", "None"];
        Task serving = Task.Run(() => serve(arguments));
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, token) => ConnectAsync(socket, token) });
        byte[] picture = await File.ReadAllBytesAsync(Repository.PathOf("samples/images/digit-3.png"));
        string? answer = null;
        for (var clock = Stopwatch.StartNew(); answer is null; await Task.Delay(20))
        {
            Assert.False(serving.IsCompleted, $"The application ended: {serving.Exception}");
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "The application does not listen.");
            try
            {
                using var content = new ByteArrayContent(picture);
                using HttpResponseMessage response = await client.PostAsync(new Uri("http://localhost/predict"), content);
                answer = await response.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }

        Assert.StartsWith("""{"status":"Recognized","character":"3",""", answer, StringComparison.Ordinal);
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
