extern alias fuzz;

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using fuzz::Emnist.Recognition.Fuzz;
using Emnist.Recognition.Tests;

namespace DrawingPad.Tests;

/// <summary>Requests that nobody meant to send: the answer is what was asked for, or a problem that the API describes.</summary>
public sealed class FuzzedRequestTests : IDisposable
{
    /// <summary>More of each are tried where the environment variable says so.</summary>
    private static readonly int Count = int.Parse(
        Environment.GetEnvironmentVariable("EMNIST_FUZZ_REQUESTS") ?? "1000", CultureInfo.InvariantCulture);

    /// <summary>A bar in a PGM file: whichever of its pixels are others, it is a picture, and those that are too many are not read.</summary>
    private static readonly byte[] Picture =
        [.. "P5 9 9 255\n"u8, .. Enumerable.Range(0, 99).Select(static i => (byte)(i % 9 == 4 ? 0 : 255))];

    private readonly TemporaryFolder _folder = new();
    private readonly PadServer _server;
    private readonly HttpClient _client;

    public FuzzedRequestTests()
    {
        _server = new PadServer(("Corrections:Folder", Path.Combine(_folder.Path, "kept")), ("Corrections:MaxCount", "100"));
        _client = _server.CreateClient();
    }

    [Fact]
    public void Damaged_corrections_are_kept_or_refused()
    {
        byte[][] seeds =
        [
            JsonSerializer.SerializeToUtf8Bytes(new Correction("4", Picture), JsonSerializerOptions.Web),
            Encoding.UTF8.GetBytes($$"""{ "picture": "{{Convert.ToBase64String(Picture)}}", "label": "\u0041", "more": [1, {}] }"""),
        ];
        Try(seeds, static input =>
        {
            var content = new ByteArrayContent(input);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return new HttpRequestMessage(HttpMethod.Post, "/api/corrections") { Content = content };
        });
    }

    [Fact]
    public void Damaged_queries_are_answered_or_refused()
    {
        Try(["characters=0-9A-F&top=5&count=1"u8.ToArray(), "top=100&characters=letters-and-digits"u8.ToArray()], static input =>
        {
            string query = string.Concat(input.Select(static b => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'&' or (byte)'='
                ? $"{(char)b}"
                : $"%{b:X2}"));
            return new HttpRequestMessage(HttpMethod.Post, $"/api/read?{query}") { Content = new ByteArrayContent(Picture) };
        });
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }

    private void Try(byte[][] seeds, Func<byte[], HttpRequestMessage> create)
    {
        var target = new Target(seeds, _client, create);

        FuzzSummary summary = new FuzzRun(target).Run(MutatedInputs.Of(target, seed: 1, Count));

        Assert.True(summary.Failure is null, $"{summary.Failure?.Problem}\n{summary.Failure?.Save(Path.Combine("runs", "fuzz"))}");
        Assert.Equal(Count, summary.Accepted + summary.Refused);
        Assert.InRange(summary.Accepted, Count / 50, Count * 49 / 50);
    }

    private sealed class Target(byte[][] seeds, HttpClient client, Func<byte[], HttpRequestMessage> create)
        : FuzzTarget("request", seeds, TextMutator.Instance, long.MaxValue)
    {
        public override Action? Read(byte[] input)
        {
            using HttpRequestMessage request = create(input);
            using HttpResponseMessage answer = client.Send(request);
            string? type = answer.Content.Headers.ContentType?.MediaType;
            return (answer.StatusCode, type) switch
            {
                (HttpStatusCode.OK or HttpStatusCode.Created, "application/json") => static () => { },
                (HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType, "application/problem+json") => null,
                (HttpStatusCode.InsufficientStorage, "application/problem+json") => static () => { },
                _ => throw new InvalidOperationException($"{request.RequestUri} was answered by {answer}"),
            };
        }
    }
}
