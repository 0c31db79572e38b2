using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Emnist.Recognition.Imaging;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Emnist.Recognition.Tests;

/// <summary>What a web application does with the library first, on a real server.</summary>
public sealed class WebApplicationTests
{
    private static readonly string Pictures = Path.Combine(TestData.RepositoryRoot, "samples", "images");

    [Fact]
    public async Task A_request_body_is_recognized_and_the_prediction_returned()
    {
        await using WebApplication app = await StartAsync(builder => builder.Services.AddSingleton<CharacterRecognizer>());
        using HttpClient client = ClientOf(app);

        using HttpResponseMessage response = await client.PostAsync("/predict", Picture("lower-g.png"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonElement json = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Recognized", json.GetProperty("status").GetString());
        Assert.Equal("g", json.GetProperty("character").GetString());
        Assert.InRange(json.GetProperty("confidence").GetSingle(), 0.5f, 1);
        JsonElement best = json.GetProperty("candidates")[0];
        Assert.Equal("g", best.GetProperty("className").GetString());
        Assert.Equal("g", best.GetProperty("variants")[0].GetProperty("character").GetString());
        Assert.False(json.TryGetProperty("normalized", out _));
    }

    [Fact]
    public async Task A_text_is_read_from_a_request_and_returned_with_its_boxes()
    {
        await using WebApplication app = await StartAsync(builder => builder.Services.AddSingleton<CharacterRecognizer>());
        using HttpClient client = ClientOf(app);

        using HttpResponseMessage response = await client.PostAsync("/read", Picture("digit-3.png"));

        JsonElement json = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("3", json.GetProperty("text").GetString());
        JsonElement bounds = json.GetProperty("lines")[0].GetProperty("words")[0].GetProperty("characters")[0].GetProperty("bounds");
        Assert.Equal(["x", "y", "width", "height"], bounds.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Options_are_configured_and_bound_as_everywhere_in_NET()
    {
        await using WebApplication app = await StartAsync(builder =>
        {
            IServiceCollection services = builder.Services;
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Recognizer:ModelPath"] = TestData.MergedModel,
                ["Recognizer:DecoderOptions:MaxPixels"] = "100",
                ["Recognizer:Classes"] = "balanced",
                ["Recognizer:InputForm:Ground"] = "-1",
                ["Recognizer:InputForm:Framing"] = "mnist",
                ["Reading:Characters"] = "0123456789",
                ["Reading:ExpectedCount"] = "4",
            });
            services.Configure<ReadTextOptions>(builder.Configuration.GetSection("Reading"));
            services.Configure<RecognizerOptions>(builder.Configuration.GetSection("Recognizer"));
            services.AddSingleton(provider => new CharacterRecognizer(provider.GetRequiredService<IOptions<RecognizerOptions>>().Value));
            services.Configure<RecognizerOptions>(o => o.DecoderOptions.MaxBytes = 5_000);
        });
        using HttpClient client = ClientOf(app);

        RecognizerOptions options = app.Services.GetRequiredService<IOptions<RecognizerOptions>>().Value;
        Assert.Equal((TestData.MergedModel, 100, 5_000), (options.ModelPath, options.DecoderOptions.MaxPixels, options.DecoderOptions.MaxBytes));
        Assert.Equal(("balanced", new InputForm { Ground = -1, Framing = CharacterFraming.Mnist }), (options.Classes, options.InputForm));
        ReadTextOptions reading = app.Services.GetRequiredService<IOptions<ReadTextOptions>>().Value;
        Assert.Equal(("0123456789", 4), (reading.Characters!.ToString(), reading.ExpectedCount));
        using HttpResponseMessage refused = await client.PostAsync("/predict", Picture("lower-g.png"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
    }

    /// <summary>Kestrel on a free port of the loopback, which refuses synchronous reads of a request's body.</summary>
    private static async Task<WebApplication> StartAsync(Action<WebApplicationBuilder> configure)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        configure(builder);
        WebApplication app = builder.Build();
        app.MapPost("/predict", async (HttpRequest request, CharacterRecognizer recognizer, CancellationToken token) =>
        {
            try
            {
                return Results.Ok(await recognizer.PredictAsync(request.Body, token));
            }
            catch (ImageFormatException e)
            {
                return Results.Problem(e.Message, statusCode: StatusCodes.Status415UnsupportedMediaType);
            }
        });
        app.MapPost("/read", async (HttpRequest request, CharacterRecognizer recognizer, CancellationToken token) =>
            Results.Ok(await recognizer.ReadTextAsync(request.Body, token)));
        await app.StartAsync();
        return app;
    }

    private static HttpClient ClientOf(WebApplication app) => new() { BaseAddress = new Uri(app.Urls.Single()) };

    private static ByteArrayContent Picture(string name) => new(File.ReadAllBytes(Path.Combine(Pictures, name)));
}
