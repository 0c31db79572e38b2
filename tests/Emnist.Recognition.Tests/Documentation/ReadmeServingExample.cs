using Emnist.Recognition;
using Microsoft.Extensions.Options;

namespace ReadmeServing;

/// <summary>README's example of a web application word for word.</summary>
internal static class ReadmeServingExample
{
    public static void Serve(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<CharacterRecognizer>();
        WebApplication app = builder.Build();
        app.MapPost("/predict", (HttpRequest request, CharacterRecognizer recognizer, CancellationToken cancellationToken) =>
            recognizer.PredictAsync(request.Body, cancellationToken));
        app.Run();
    }

    public static void Configure(WebApplicationBuilder builder)
    {
        builder.Services.Configure<RecognizerOptions>(builder.Configuration.GetSection("Recognizer"));
        builder.Services.AddSingleton(provider =>
            new CharacterRecognizer(provider.GetRequiredService<IOptions<RecognizerOptions>>().Value));
    }
}
