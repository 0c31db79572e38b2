using DrawingPad;
using Emnist.Recognition;
using Microsoft.Extensions.Options;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
IServiceCollection services = builder.Services;

// One recognizer for all requests: it is immutable and safe to share.
services.Configure<RecognizerOptions>(builder.Configuration.GetSection("Recognizer"));
services.AddSingleton(provider => new CharacterRecognizer(provider.GetRequiredService<IOptions<RecognizerOptions>>().Value));
services.AddSingleton<ModelClasses>();

services.AddLimits(builder.Configuration.GetSection("Limits"));
services.AddSingleton<Draining>().AddHostedService(static provider => provider.GetRequiredService<Draining>());
services.AddHealthChecks().AddCheck<RecognizerHealth>("recognizer");
services.AddProblemDetails(options => options.CustomizeProblemDetails = ProblemAnswers.Complete).AddExceptionHandler<ProblemAnswers>();
services.AddValidation();
services.AddOpenApi();
services.ConfigureHttpJsonOptions(options =>
{
    options.SerializerOptions.TypeInfoResolverChain.Insert(0, AnswersJson.Default);
    options.SerializerOptions.NumberHandling = default;
    options.SerializerOptions.RespectNullableAnnotations = true;
    options.SerializerOptions.RespectRequiredConstructorParameters = true;
});

// Nothing is kept unless a folder is configured.
services.Configure<CorrectionsOptions>(builder.Configuration.GetSection("Corrections"));
services.AddSingleton<CorrectionStore>();

WebApplication app = builder.Build();
app.UseResponseHeaders();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseRequestTimeouts();
app.UseRateLimiter();
app.MapHealthChecks("/healthz");
app.MapOpenApi();
app.MapRecognition();
app.MapCorrections();

// A model that cannot be read is told at the start, not by the first request.
app.Services.GetRequiredService<ModelClasses>();
app.Run();
