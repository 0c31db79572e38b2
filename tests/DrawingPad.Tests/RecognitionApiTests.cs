using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Emnist.Recognition.Imaging;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace DrawingPad.Tests;

public sealed class RecognitionApiTests : IDisposable
{
    private readonly PadServer _server = new(
        ("Recognizer:DecoderOptions:MaxPixels", "400000"), ("Recognizer:DecoderOptions:MaxBytes", "100000"));

    private readonly HttpClient _client;

    public RecognitionApiTests() => _client = _server.CreateClient();

    [Fact]
    public async Task A_character_is_answered_with_its_best_candidates_and_what_the_network_saw()
    {
        JsonElement answer = await PostAsync("/api/predict?top=3", "lower-g.png");

        Assert.Equal("Recognized", answer.GetProperty("status").GetString());
        Assert.Equal("g", answer.GetProperty("character").GetString());
        Assert.Equal(3, answer.GetProperty("candidates").GetArrayLength());
        GrayImage normalized = ImageDecoder.Decode(answer.GetProperty("normalized").GetBytesFromBase64());
        Assert.Equal((28, 28), (normalized.Width, normalized.Height));
    }

    [Theory]
    [InlineData("digits", "0123456789")]
    [InlineData("A-F", "ABCDEF")]
    public async Task Only_characters_of_the_set_are_answered(string set, string allowed)
    {
        JsonElement answer = await PostAsync($"/api/predict?characters={set}&top=100", "lower-g.png");

        IEnumerable<string> characters =
            answer.GetProperty("candidates").EnumerateArray().Select(c => c.GetProperty("character").GetString()!);
        Assert.Equal(allowed, string.Concat(characters.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_blank_picture_has_a_status_and_no_character()
    {
        using HttpResponseMessage response = await _client.PostAsync("/api/predict", new ByteArrayContent(Pictures.Blank(100)));

        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Blank", answer.GetProperty("status").GetString());
        Assert.Equal(0, answer.GetProperty("candidates").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("normalized").ValueKind);
    }

    [Fact]
    public async Task A_text_is_answered_with_boxes_in_the_pictures_pixels()
    {
        JsonElement answer = await PostAsync("/api/read?characters=digits&count=1&top=2", "digit-3.png");

        Assert.Equal("3", answer.GetProperty("text").GetString());
        JsonElement character = answer.GetProperty("lines")[0].GetProperty("characters")[0];
        Assert.Equal(2, character.GetProperty("candidates").GetArrayLength());
        JsonElement bounds = character.GetProperty("bounds");
        Assert.InRange(bounds.GetProperty("height").GetInt32(), 50, 80);
    }

    [Theory]
    [InlineData("/api/predict", "", HttpStatusCode.BadRequest, "The body is empty")]
    [InlineData("/api/read", "", HttpStatusCode.BadRequest, "The body is empty")]
    [InlineData("/api/predict", "no picture", HttpStatusCode.UnsupportedMediaType, "not a picture of a known format")]
    [InlineData("/api/predict", "P5 1000 1000 255\n", HttpStatusCode.UnsupportedMediaType, "1000 x 1000")]
    [InlineData("/api/predict?top=0", "P1 1 1 0", HttpStatusCode.BadRequest, "between 1 and 100")]
    [InlineData("/api/predict?top=many", "P1 1 1 0", HttpStatusCode.BadRequest, "cannot be read")]
    [InlineData("/api/read?count=0", "P1 1 1 0", HttpStatusCode.BadRequest, "between 1 and 10000")]
    [InlineData("/api/predict?characters=9-0", "P1 1 1 0", HttpStatusCode.BadRequest, "does not run upwards")]
    [InlineData("/api/read?characters=%23", "P1 1 1 0", HttpStatusCode.BadRequest, "knows none of the characters")]
    [InlineData("/api/nowhere", "P1 1 1 0", HttpStatusCode.NotFound, "Not Found")]
    [InlineData("/api/model", "P1 1 1 0", HttpStatusCode.MethodNotAllowed, "Method Not Allowed")]
    [InlineData("/api/corrections", "{}", HttpStatusCode.NotFound, "Not Found")]
    public async Task An_error_is_told_as_problem_details(string path, string body, HttpStatusCode status, string words)
    {
        using HttpResponseMessage response = await _client.PostAsync(path, new StringContent(body));

        Assert.Contains(words, await Problem.AssertAsync(status, response), StringComparison.Ordinal);
        AssertHeaders(response);
    }

    [Theory]
    [InlineData("/api/predict")]
    [InlineData("/api/read")]
    public async Task A_form_is_answered_with_what_to_send_instead(string path)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Pictures.Read("lower-g.png")), "file", "lower-g.png" } };
        using HttpResponseMessage response = await _client.PostAsync(path, form);

        string problem = await Problem.AssertAsync(HttpStatusCode.UnsupportedMediaType, response);
        Assert.Contains("multipart/form-data", problem, StringComparison.Ordinal);
        Assert.Contains("curl --data-binary @letter.png", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/model", "no-store")]
    [InlineData("/", "no-cache")]
    [InlineData("/app.js", "no-cache")]
    public async Task Every_answer_has_the_headers_that_keep_a_browser_safe(string path, string caching)
    {
        using HttpResponseMessage response = await _client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(caching, response.Headers.CacheControl?.ToString());
        AssertHeaders(response);
    }

    [Fact]
    public async Task A_name_that_is_not_the_servers_own_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/model") { Headers = { Host = "elsewhere.example" } };
        using HttpResponseMessage response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_health_check_recognizes_a_stroke() => Assert.Equal("Healthy", await _client.GetStringAsync("/healthz"));

    [Fact]
    public async Task The_OpenAPI_document_is_valid_and_describes_every_endpoint()
    {
        ReadResult read = OpenApiDocument.Parse(await _client.GetStringAsync("/openapi/v1.json"));

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(["/api/model", "/api/predict", "/api/read"], read.Document!.Paths.Keys.Order());
        Assert.All(read.Document.Paths.Values.SelectMany(path => path.Operations!.Values), operation =>
        {
            Assert.NotEmpty(operation.Summary!);
            Assert.NotEmpty(operation.Responses!["200"].Content!["application/json"].Schema!.Properties!);
            Assert.True(operation.Responses.ContainsKey("429"));
        });
        OpenApiOperation predict = read.Document.Paths["/api/predict"].Operations![HttpMethod.Post];
        Assert.Equal(["characters", "top"], predict.Parameters!.Select(parameter => parameter.Name!));
        Assert.All(predict.Parameters!, parameter => Assert.NotEmpty(parameter.Description!));
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private async Task<JsonElement> PostAsync(string path, string picture)
    {
        using HttpResponseMessage response = await _client.PostAsync(path, new ByteArrayContent(Pictures.Read(picture)));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static void AssertHeaders(HttpResponseMessage response)
    {
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.False(response.Headers.Contains("Server"));
    }
}
