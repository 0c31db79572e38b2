using System.Net;
using System.Net.Sockets;

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
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string address = $"http://{listener.LocalEndpoint}";
        listener.Stop();
        Func<string[], Task> serve = new CSharpBlocks().Compile(
            Assert.Single(Examples, block => block.Code.Contains("MapPost", StringComparison.Ordinal)).Code);

        // The application never returns; it ends with the process of the tests.
        string[] arguments = ["--urls", address, "--Logging:LogLevel:Default", "None"];
        new Thread(() => serve(arguments).GetAwaiter().GetResult()) { IsBackground = true }.Start();
        using var client = new HttpClient();
        byte[] picture = await File.ReadAllBytesAsync(Repository.PathOf("samples/images/digit-3.png"));
        string? answer = null;
        for (int attempt = 0; attempt < 100 && answer is null; attempt++)
        {
            try
            {
                using HttpResponseMessage response = await client.PostAsync(new Uri($"{address}/predict"), new ByteArrayContent(picture));
                answer = await response.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        Assert.StartsWith("""{"status":"Recognized","character":"3",""", answer, StringComparison.Ordinal);
    }
}
